#include "app/services.h"
#include "resources/resources.h"
#include "tests/support/await.h"
#include "tests/support/studioprogram.h"
#include "ui/gallery/gallerygrid.h"
#include "ui/gallery/gallerymodel.h"
#include "ui/gallery/gallerypanel.h"
#include "ui/gallery/searchfield.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"
#include "ui/viewer/stage.h"
#include "ui/viewer/starrating.h"

#include <QAction>
#include <QApplication>
#include <QImage>
#include <QItemSelectionModel>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace peregrine;
using namespace Qt::StringLiterals;
using peregrine::test::await;
using peregrine::test::StudioProgram;

/// Results are judged, deleted and brought back in the whole window, by keys and by mouse.
class TestJudging : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void keysInTheGrid();
    void severalAtOnce();
    void onePassInTheLargeView();
    void byMouseUnderTheLargeView();
    void deletedAndBack();
    void typingIsNotJudging();

private:
    [[nodiscard]] GalleryPanel &library() const { return *m_program->find<GalleryPanel>({}); }
    [[nodiscard]] Judgement judgementAt(int row) const
    {
        return library().model().assetAt(row).judgement;
    }
    void choose(int row) const
    {
        library().grid().setCurrentIndex(library().model().index(row, 0));
    }
    void press(QWidget &widget, Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(&widget, key, modifiers);
    }

    QTemporaryDir m_home;
    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<StudioProgram> m_program;
    QStringList m_files;
};

void TestJudging::initTestCase()
{
    // The trash of the tests, not the user's.
    qputenv("XDG_DATA_HOME", m_home.path().toUtf8());
    initResources();
    m_theme = std::make_unique<theme::Theme>(*qApp);
}

void TestJudging::init()
{
    m_program = std::make_unique<StudioProgram>(*m_theme);
    m_program->start();
    QTRY_VERIFY(m_program->isFormReady());
    m_files.clear();
    const QString folder = m_program->services().folders.results();
    QVERIFY(QDir().mkpath(folder));
    for (int i = 0; i < 4; ++i) {
        Job job;
        job.id = JobId(makeIdText());
        job.endpoint = *EndpointId::parse(u"local/paint"_s);
        job.input = {{u"prompt"_s, u"fox number %1"_s.arg(i)}};
        job.state = JobState::Done;
        Asset asset;
        asset.id = AssetId(makeIdText());
        asset.job = job.id;
        asset.kind = MediaKind::Image;
        asset.mimeType = u"image/png"_s;
        asset.path = folder + u"/fox-%1.png"_s.arg(i);
        asset.size = {64, 48};
        asset.title = job.title();
        asset.endpoint = job.endpoint.toString();
        asset.createdAt = QDateTime::currentDateTimeUtc().addSecs(-i);
        QImage image(asset.size, QImage::Format_RGB32);
        image.fill(QColor::fromHsv(i * 60, 200, 200));
        QVERIFY(image.save(asset.path));
        m_files.append(asset.path);
        QVERIFY(await(m_program->services().jobRepository.saveResult(job, {asset})));
    }
    m_program->find<QAction>(u"library"_s)->trigger();
    QTRY_COMPARE(library().model().rowCount(), 4);
    choose(0);
    library().grid().setFocus();
}

void TestJudging::cleanup()
{
    m_program.reset();
}

void TestJudging::keysInTheGrid()
{
    GalleryGrid &grid = library().grid();
    press(grid, Qt::Key_4);
    QTRY_COMPARE(judgementAt(0).rating, 4);
    press(grid, Qt::Key_X);
    QTRY_VERIFY(judgementAt(0).rejected);
    press(grid, Qt::Key_F);
    QTRY_VERIFY(judgementAt(0).starred);
    press(grid, Qt::Key_8);
    QTRY_COMPARE(judgementAt(0).label, ColorLabel::Green);
    // What is there already is taken away by the same key.
    press(grid, Qt::Key_8);
    QTRY_COMPARE(judgementAt(0).label, ColorLabel::None);
    press(grid, Qt::Key_X);
    QTRY_VERIFY(!judgementAt(0).rejected);
    press(grid, Qt::Key_0);
    QTRY_COMPARE(judgementAt(0).rating, 0);

    press(grid, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(judgementAt(0).rating, 4);
    press(grid, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(judgementAt(0).rating, 0);
    QVERIFY(judgementAt(0).starred);
    QCOMPARE(judgementAt(1), Judgement());
}

void TestJudging::severalAtOnce()
{
    GalleryGrid &grid = library().grid();
    press(grid, Qt::Key_A, Qt::ControlModifier);
    press(grid, Qt::Key_2);
    for (int row = 0; row < 4; ++row)
        QTRY_COMPARE(judgementAt(row).rating, 2);
    QCOMPARE(library().selectedAssets().size(), 4);
    press(grid, Qt::Key_Z, Qt::ControlModifier);
    for (int row = 0; row < 4; ++row)
        QTRY_COMPARE(judgementAt(row).rating, 0);
}

void TestJudging::onePassInTheLargeView()
{
    press(library().grid(), Qt::Key_5);
    QTRY_COMPARE(judgementAt(0).rating, 5);
    library().openViewer(library().model().assetAt(0).id);
    Stage &viewer = library().viewer();
    const auto shown = [&] { return library().model().rowOf(viewer.asset()->id); };
    // Each key goes on to the next; the last stays where it is.
    press(viewer, Qt::Key_1);
    QCOMPARE(shown(), 1);
    press(viewer, Qt::Key_X);
    QCOMPARE(shown(), 2);
    press(viewer, Qt::Key_F);
    QCOMPARE(shown(), 2);
    press(viewer, Qt::Key_3);
    press(viewer, Qt::Key_4);
    QCOMPARE(shown(), 3);
    QTRY_COMPARE(judgementAt(3).rating, 4);
    QVERIFY(judgementAt(1).rejected && judgementAt(2).starred);
    press(viewer, Qt::Key_Z, Qt::ControlModifier | Qt::AltModifier);
    QTRY_COMPARE(judgementAt(3).rating, 0);
    QVERIFY(!judgementAt(1).rejected && !judgementAt(2).starred);
    // What was before the pass stays.
    QCOMPARE(judgementAt(0).rating, 5);
}

void TestJudging::byMouseUnderTheLargeView()
{
    library().openViewer(library().model().assetAt(1).id);
    Stage &viewer = library().viewer();
    auto *stars = viewer.findChild<StarRating *>();
    QTRY_VERIFY(stars->isVisible());
    const QSize size = stars->size();
    QTest::mouseClick(stars, Qt::LeftButton, {}, QPoint(size.width() / 2, size.height() / 2));
    QTRY_COMPARE(judgementAt(1).rating, 3);
    QVERIFY(stars->accessibleName().contains(u'3')
            || library().model().rowOf(viewer.asset()->id) == 2);
}

void TestJudging::deletedAndBack()
{
    GalleryGrid &grid = library().grid();
    press(grid, Qt::Key_3);
    QTRY_COMPARE(judgementAt(0).rating, 3);
    const Asset first = library().model().assetAt(0);
    press(grid, Qt::Key_Delete);
    QTRY_COMPARE(library().model().rowCount(), 3);
    QVERIFY(!QFile::exists(first.path));
    auto *undo = m_program->find<QToolButton>(u"bannerAction"_s);
    QTRY_VERIFY(undo && undo->isVisible());
    press(grid, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(library().model().rowCount(), 4);
    QVERIFY(QFile::exists(first.path));
    QCOMPARE(judgementAt(0).rating, 3);
    QCOMPARE(library().model().assetAt(0).id, first.id);
}

void TestJudging::typingIsNotJudging()
{
    QLineEdit &search = library().searchField();
    search.setFocus();
    QTest::keyClicks(&search, u"3x"_s);
    QCOMPARE(search.text(), u"3x"_s);
    press(search, Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(search.text().isEmpty());
    for (int row = 0; row < library().model().rowCount(); ++row)
        QCOMPARE(judgementAt(row), Judgement());
}

QTEST_MAIN(TestJudging)
#include "tst_judging.moc"
