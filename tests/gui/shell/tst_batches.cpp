#include "app/services.h"
#include "resources/resources.h"
#include "tests/support/studioprogram.h"
#include "ui/batch/axiscard.h"
#include "ui/batch/batchdialog.h"
#include "ui/batch/batchgridmodel.h"
#include "ui/batch/batchwindow.h"
#include "ui/batch/gridview.h"
#include "ui/queue/queueactions.h"
#include "ui/queue/queuelist.h"
#include "ui/queue/queuepanel.h"
#include "ui/shell/createpage.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QImage>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace peregrine;
using peregrine::test::StudioProgram;
using namespace Qt::StringLiterals;

/// The whole window against the local server: a batch from the form to its grid, and the grid again
/// after a restart.
class TestBatches : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void sixtyJobsInAGrid();
    void actsFromTheGrid();
    void opensOnlyWithAForm();

private:
    BatchDialog *openDialog();
    [[nodiscard]] BatchWindow *grid() const
    {
        return m_program->find<BatchWindow>(u"batchWindow"_s);
    }

    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<StudioProgram> m_program;
};

void TestBatches::initTestCase()
{
    initResources();
    m_theme = std::make_unique<theme::Theme>(*qApp);
}

void TestBatches::init()
{
    m_program = std::make_unique<StudioProgram>(*m_theme);
    m_program->start();
    QTRY_VERIFY(m_program->isFormReady());
}

void TestBatches::cleanup()
{
    m_program->end();
}

BatchDialog *TestBatches::openDialog()
{
    m_program->find<QPlainTextEdit>(u"field.prompt"_s)->setPlainText(u"a fox"_s);
    m_program->find<QAction>(u"generateMany"_s)->trigger();
    return m_program->find<BatchDialog>(u"batchDialog"_s);
}

void TestBatches::sixtyJobsInAGrid()
{
    BatchDialog *dialog = openDialog();
    QVERIFY(dialog);
    dialog->findChild<QSpinBox *>(u"runCount"_s)->setValue(20);
    AxisCard *prompts = dialog->vary(u"/prompt"_s);
    QVERIFY(prompts);
    prompts->findChild<QPlainTextEdit *>(u"axisTexts"_s)->setPlainText(u"a fox\na cat\na sea"_s);
    auto *send = dialog->findChild<QPushButton *>(u"batchSend"_s);
    QTRY_VERIFY(send->isEnabled());
    QCOMPARE(dialog->offer()->requests.size(), 60);
    QVERIFY(dialog->offer()->isFree);
    send->click();

    QTRY_VERIFY(grid());
    QCOMPARE(m_program->services().jobs.jobs().size(), 60);
    QCOMPARE(m_program->services().jobs.jobs().constFirst().lane, JobLane::Background);
    BatchGridModel &model = grid()->model();
    QCOMPARE(model.rowCount(), 20);
    QCOMPARE(model.columnCount(), 3);
    QTRY_COMPARE_WITH_TIMEOUT(model.counts().done, 60, 90'000);
    const BatchId batch = grid()->batch();
    for (int row = 0; row < 20; ++row) {
        for (int column = 0; column < 3; ++column) {
            const GridCell cell = model.cell(model.index(row, column));
            QVERIFY(cell.asset);
            const Job *job = m_program->services().jobs.job(cell.job);
            QCOMPARE(job->batch, batch);
            QCOMPARE(job->input.value(u"prompt"_s).toString(),
                     model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
            QCOMPARE(QString::number(job->input.value(u"seed"_s).toInteger()),
                     model.headerData(row, Qt::Vertical, Qt::DisplayRole).toString());
        }
    }
    QTRY_VERIFY(!model.index(0, 0).data(Qt::DecorationRole).value<QPixmap>().isNull());
    const QString path = m_program->filePath(u"grid.png"_s);
    grid()->saveTo(path);
    QTRY_VERIFY_WITH_TIMEOUT(!QImage(path).isNull(), 30'000);

    // All is there again after a restart, from the queue.
    m_program->end();
    m_program->start();
    QTRY_VERIFY(m_program->isFormReady());
    QTRY_COMPARE(m_program->services().jobs.jobs().size(), 60);
    QVERIFY(!grid());
    auto *queue = m_program->window().findChild<QueuePanel *>();
    QVERIFY(queue);
    queue->actions().setChosen({m_program->services().jobs.jobs().constFirst().id});
    const auto actions = queue->list().actions();
    const auto showGrid = std::find_if(actions.cbegin(), actions.cend(), [](const QAction *action) {
        return action->shortcut() == QKeySequence(Qt::Key_G);
    });
    QVERIFY(showGrid != actions.cend() && (*showGrid)->isEnabled());
    (*showGrid)->trigger();
    QTRY_VERIFY(grid());
    QTRY_COMPARE(grid()->model().counts().done, 60);
    QVERIFY(grid()->model().cell(grid()->model().index(19, 2)).asset);
}

void TestBatches::actsFromTheGrid()
{
    BatchDialog *dialog = openDialog();
    dialog->findChild<QSpinBox *>(u"runCount"_s)->setValue(6);
    auto *send = dialog->findChild<QPushButton *>(u"batchSend"_s);
    QTRY_VERIFY(send->isEnabled() && dialog->offer()->requests.size() == 6);
    m_program->services().jobs.setPaused(true);
    send->click();
    QTRY_VERIFY(grid());
    BatchGridModel &model = grid()->model();
    QCOMPARE(model.counts().waiting, 6);
    grid()->findChild<QAction *>(u"gridCancel"_s)->trigger();
    QTRY_COMPARE(model.counts().canceled, 6);
    m_program->services().jobs.setPaused(false);
    grid()->findChild<QAction *>(u"gridRetry"_s)->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(model.counts().done, 6, 60'000);
    QCOMPARE(m_program->services().jobs.jobs().size(), 12);

    // A cell's inputs come into the form, with their seed.
    const GridCell cell = model.cell(model.index(0, 0));
    m_program->find<QPlainTextEdit>(u"field.prompt"_s)->setPlainText(u"something else"_s);
    Q_EMIT grid()->reuseRequested(cell.job);
    QTRY_COMPARE(m_program->find<QPlainTextEdit>(u"field.prompt"_s)->toPlainText(), u"a fox"_s);
}

void TestBatches::opensOnlyWithAForm()
{
    auto *action = m_program->find<QAction>(u"generateMany"_s);
    QVERIFY(action->isEnabled());
    QVERIFY(m_program->find<QToolButton>(u"generateWays"_s)->isVisible());
    action->trigger();
    action->trigger();
    QCOMPARE(m_program->window().findChildren<BatchDialog *>().size(), 1);
    m_program->find<BatchDialog>(u"batchDialog"_s)->reject();
    m_program->window().openModel(*EndpointId::parse(u"nobody/has-this"_s));
    QVERIFY(!action->isEnabled());
}

QTEST_MAIN(TestBatches)

#include "tst_batches.moc"
