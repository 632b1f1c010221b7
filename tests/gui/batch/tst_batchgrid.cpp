#include "core/media/thumbnailer.h"
#include "tests/gui/batch/batchfixture.h"
#include "ui/batch/batchgridmodel.h"
#include "ui/batch/batchwindow.h"
#include "ui/batch/gridview.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QImage>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;
using namespace Qt::StringLiterals;

class TestBatchGrid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void laysOut_data();
    void laysOut();
    void cellsFollowTheirJobs();
    void theNewestJobOfAPlaceCounts();
    void othersAreLeftOut();
    void axesChangePlaces();
    void pagesTurnByKeys();
    void linesFollowTheWidth();
    void picturesArrive();
    void resultsThatAreRemovedGo();
    void opensByClickAndKey();
    void actsOnManyAtOnce();
    void zoomsAndFits();
    void savesAndCopies();
    void closedWhileItDraws();

private:
    void open(const BatchContent &content);
    [[nodiscard]] GridCell cellAt(int row, int column) const
    {
        return m_window->model().cell(m_window->model().index(row, column));
    }
    template <typename T> [[nodiscard]] T *find(const QString &name) const
    {
        return m_window->findChild<T *>(name);
    }
    [[nodiscard]] QString news() const { return find<QLabel>(u"gridNews"_s)->text(); }

    std::unique_ptr<theme::Theme> m_theme;
    AnsweringDialogs m_dialogs;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Thumbnailer> m_thumbnails;
    std::unique_ptr<BatchWindow> m_window;
};

void TestBatchGrid::initTestCase()
{
    m_theme = std::make_unique<theme::Theme>(*qApp);
}

void TestBatchGrid::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_thumbnails = std::make_unique<Thumbnailer>(QString());
}

void TestBatchGrid::cleanup()
{
    m_window.reset();
    m_thumbnails.reset();
}

void TestBatchGrid::open(const BatchContent &content)
{
    m_window = std::make_unique<BatchWindow>(*m_thumbnails, m_dialogs);
    m_window->setAttribute(Qt::WA_DeleteOnClose, false);
    new QAbstractItemModelTester(&m_window->model(), m_window.get());
    m_window->setContent(content);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestBatchGrid::laysOut_data()
{
    QTest::addColumn<int>("seeds");
    QTest::addColumn<int>("strengths");
    QTest::addColumn<int>("models");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("pages");
    QTest::newRow("one cell") << 1 << 0 << 0 << 1 << 1 << 0;
    QTest::newRow("rows and columns") << 10 << 3 << 0 << 10 << 3 << 0;
    QTest::newRow("columns first") << 2 << 5 << 0 << 5 << 2 << 0;
    QTest::newRow("pages") << 10 << 3 << 2 << 10 << 3 << 1;
}

void TestBatchGrid::laysOut()
{
    QFETCH(int, seeds);
    QFETCH(int, strengths);
    QFETCH(int, models);
    QFETCH(int, rows);
    QFETCH(int, columns);
    QFETCH(int, pages);
    open(contentOf(seeds, strengths, models));
    QCOMPARE(m_window->model().rowCount(), rows);
    QCOMPARE(m_window->model().columnCount(), columns);
    QCOMPARE(m_window->findChildren<QComboBox *>(u"gridPage"_s).size(), pages);
    const QString counts = find<QLabel>(u"gridCounts"_s)->text();
    QVERIFY2(counts.contains(QString::number(m_window->model().batch().plan.count())),
             qPrintable(counts));
}

void TestBatchGrid::cellsFollowTheirJobs()
{
    const BatchContent content = contentOf(4, 2);
    open(content);
    QSet<QString> words;
    for (const JobState state : {JobState::Waiting, JobState::Running, JobState::Done,
                                 JobState::Failed, JobState::Canceled, JobState::Unknown}) {
        Job job = content.jobs.first();
        job.state = state;
        m_window->update({job});
        const GridCell cell = cellAt(0, 0);
        QCOMPARE(cell.state, cellStateOf(state));
        QVERIFY(!cellIcon(cell.state).isEmpty());
        words.insert(cellWords(cell.state));
        const QString spoken =
            m_window->model().index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.contains(cellWords(cell.state)) && spoken.contains(u"Seed 100"_s),
                 qPrintable(spoken));
    }
    QCOMPARE(words.size(), 6);
    QCOMPARE(m_window->model().counts().unknown, 1);
    QCOMPARE(m_window->model().counts().waiting, 7);
}

void TestBatchGrid::theNewestJobOfAPlaceCounts()
{
    BatchContent content = contentOf(2, 2);
    content.jobs[0].state = JobState::Failed;
    open(content);
    QCOMPARE(cellAt(0, 0).state, GridCell::State::Failed);
    Job again = content.jobs.first();
    again.id = JobId(u"job9999"_s);
    again.state = JobState::Running;
    m_window->update({again});
    QCOMPARE(cellAt(0, 0).state, GridCell::State::Running);
    m_window->update({content.jobs.first()});
    QCOMPARE(cellAt(0, 0).job, again.id);
}

void TestBatchGrid::othersAreLeftOut()
{
    const BatchContent content = contentOf(2, 2);
    open(content);
    Job foreign = content.jobs.first();
    foreign.batch = BatchId(u"other"_s);
    foreign.state = JobState::Failed;
    Job astray = content.jobs.first();
    astray.id = JobId(u"job9999"_s);
    astray.batchPlace = {7, 7};
    Job placeless = astray;
    placeless.batchPlace.clear();
    m_window->update({foreign, astray, placeless});
    QCOMPARE(m_window->model().counts().waiting, 4);
    QCOMPARE(cellAt(0, 0).state, GridCell::State::Waiting);
}

void TestBatchGrid::axesChangePlaces()
{
    open(contentOf(5, 3, 2));
    const GridCell before = cellAt(4, 1);
    // Rows become what columns were.
    find<QComboBox>(u"gridRows"_s)->setCurrentIndex(1);
    QCOMPARE(m_window->model().rowCount(), 3);
    QCOMPARE(m_window->model().columnCount(), 5);
    QCOMPARE(cellAt(1, 4).job, before.job);
    find<QComboBox>(u"gridColumns"_s)->setCurrentIndex(2);
    QCOMPARE(m_window->model().columnCount(), 2);
    QCOMPARE(m_window->model().headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(),
             u"Model 1"_s);
    QCOMPARE(m_window->findChildren<QComboBox *>(u"gridPage"_s).last()->count(), 5);
}

void TestBatchGrid::pagesTurnByKeys()
{
    open(contentOf(4, 3, 2));
    const JobId first = cellAt(0, 0).job;
    QTest::keyClick(&m_window->view(), Qt::Key_PageDown, Qt::ControlModifier);
    QVERIFY(cellAt(0, 0).job != first);
    QTest::keyClick(&m_window->view(), Qt::Key_PageDown, Qt::ControlModifier);
    QCOMPARE(cellAt(0, 0).job, first);
    QTest::keyClick(&m_window->view(), Qt::Key_PageUp, Qt::ControlModifier);
    QVERIFY(cellAt(0, 0).job != first);
}

void TestBatchGrid::linesFollowTheWidth()
{
    open(contentOf(60));
    m_window->resize(1000, 600);
    QTRY_VERIFY(m_window->model().columnCount() > 3);
    QVERIFY(m_window->view().horizontalHeader()->isHidden());
    const int wide = m_window->model().columnCount();
    QSet<JobId> jobs;
    for (int row = 0; row < m_window->model().rowCount(); ++row) {
        for (int column = 0; column < wide; ++column) {
            const GridCell cell = cellAt(row, column);
            if (!cell.job.isEmpty()) {
                jobs.insert(cell.job);
                QVERIFY(!cell.label.isEmpty());
            }
        }
    }
    QCOMPARE(jobs.size(), 60);
    m_window->resize(450, 600);
    QTRY_VERIFY(m_window->model().columnCount() < wide);
}

void TestBatchGrid::picturesArrive()
{
    const BatchContent content = contentOf(2, 2);
    open(content);
    Job done = content.jobs.first();
    done.state = JobState::Done;
    m_window->update({done});
    m_window->addAssets({resultOf(done, m_dir->path(), Qt::red)});
    const QModelIndex index = m_window->model().index(0, 0);
    QTRY_VERIFY(!index.data(Qt::DecorationRole).value<QPixmap>().isNull());
    const QImage picture = index.data(Qt::DecorationRole).value<QPixmap>().toImage();
    QCOMPARE(picture.pixelColor(5, 5), QColor(Qt::red));
    const QRect place = m_window->view().visualRect(index);
    const QImage shot = m_window->view().viewport()->grab().toImage();
    QCOMPARE(shot.pixelColor(place.center()), QColor(Qt::red));
}

void TestBatchGrid::resultsThatAreRemovedGo()
{
    BatchContent content = contentOf(2, 2);
    content.jobs[0].state = JobState::Done;
    content.assets = {resultOf(content.jobs.first(), m_dir->path(), Qt::red)};
    open(content);
    QCOMPARE(cellAt(0, 0).results, 1);
    m_window->removeAssets({content.assets.first().id});
    QCOMPARE(cellAt(0, 0).results, 0);
    QCOMPARE(cellAt(0, 0).state, GridCell::State::Done);
}

void TestBatchGrid::opensByClickAndKey()
{
    open(contentOf(3, 3));
    QSignalSpy chosen(m_window.get(), &BatchWindow::jobChosen);
    QSignalSpy activated(m_window.get(), &BatchWindow::jobActivated);
    QSignalSpy reused(m_window.get(), &BatchWindow::reuseRequested);
    const QModelIndex middle = m_window->model().index(1, 1);
    QTest::mouseClick(m_window->view().viewport(), Qt::LeftButton, {},
                      m_window->view().visualRect(middle).center());
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().value<JobId>(), cellAt(1, 1).job);
    QTest::keyClick(&m_window->view(), Qt::Key_Right);
    QCOMPARE(chosen.last().first().value<JobId>(), cellAt(1, 2).job);
    QTest::keyClick(&m_window->view(), Qt::Key_Return);
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.first().first().value<JobId>(), cellAt(1, 2).job);
    QTest::keyClick(&m_window->view(), Qt::Key_R);
    QCOMPARE(reused.size(), 1);
}

void TestBatchGrid::actsOnManyAtOnce()
{
    BatchContent content = contentOf(3, 2);
    content.jobs[0].state = JobState::Failed;
    content.jobs[1].state = JobState::Done;
    content.jobs[2].state = JobState::Running;
    open(content);
    QSignalSpy retried(m_window.get(), &BatchWindow::retryRequested);
    QSignalSpy canceled(m_window.get(), &BatchWindow::cancelRequested);
    find<QAction>(u"gridRetry"_s)->trigger();
    find<QAction>(u"gridCancel"_s)->trigger();
    QCOMPARE(retried.first().first().value<QList<JobId>>(), QList<JobId>{content.jobs[0].id});
    QCOMPARE(canceled.first().first().value<QList<JobId>>().size(), 4);
    for (Job &job : content.jobs)
        job.state = JobState::Done;
    m_window->update(content.jobs);
    QVERIFY(!find<QAction>(u"gridRetry"_s)->isEnabled());
    QVERIFY(!find<QAction>(u"gridCancel"_s)->isEnabled());
}

void TestBatchGrid::zoomsAndFits()
{
    open(contentOf(5, 3));
    GridView &view = m_window->view();
    view.setEdge(200);
    QCOMPARE(find<QSlider>(u"gridZoom"_s)->value(), 200);
    QCOMPARE(view.columnWidth(0), 200);
    find<QAction>(u"gridZoomIn"_s)->trigger();
    QCOMPARE(view.edge(), 250);
    view.setEdge(100'000);
    QCOMPARE(view.edge(), GridView::mostEdge);
    find<QAction>(u"gridFit"_s)->trigger();
    QVERIFY(view.columnWidth(0) * 3 <= view.viewport()->width());
    QVERIFY(view.rowHeight(0) * 5 <= view.viewport()->height());
    // Wide results get wide cells.
    BatchContent content = contentOf(5, 3);
    content.assets = {resultOf(content.jobs.first(), m_dir->path(), Qt::red, {160, 80})};
    open(content);
    m_window->view().setEdge(200);
    QCOMPARE(m_window->view().columnWidth(0), 200);
    QCOMPARE(m_window->view().rowHeight(0), 100);
}

void TestBatchGrid::savesAndCopies()
{
    BatchContent content = contentOf(3, 2, 2);
    for (Job &job : content.jobs) {
        job.state = JobState::Done;
        content.assets.append(resultOf(job, m_dir->path(), Qt::red));
    }
    open(content);
    for (const QString &name : {u"grid.png"_s, u"grid.jpg"_s, u"grid.webp"_s}) {
        m_dialogs.paths = {m_dir->filePath(name)};
        find<QAction>(u"gridSave"_s)->trigger();
        QTRY_VERIFY2(news().contains(name), qPrintable(news()));
        const QImage saved(m_dir->filePath(name));
        QVERIFY2(!saved.isNull(), qPrintable(name));
        QVERIFY(saved.width() > 300);
    }
    m_dialogs.paths = {m_dir->filePath(u"none/grid.png"_s)};
    find<QAction>(u"gridSave"_s)->trigger();
    QTRY_VERIFY(news().contains(u"cannot be written"_s));
    find<QAction>(u"gridCopy"_s)->trigger();
    QTRY_VERIFY(news().contains(u"clipboard"_s));
    QVERIFY(!QGuiApplication::clipboard()->image().isNull());
}

void TestBatchGrid::closedWhileItDraws()
{
    BatchContent content = contentOf(40, 10);
    for (Job &job : content.jobs)
        content.assets.append(resultOf(job, m_dir->path(), Qt::red, {8, 8}));
    for (int round = 0; round < 5; ++round) {
        open(content);
        m_window->saveTo(m_dir->filePath(u"big.png"_s));
        m_window.reset();
    }
}

QTEST_MAIN(TestBatchGrid)

#include "tst_batchgrid.moc"
