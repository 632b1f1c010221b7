#include "tests/gui/queue/queuefixture.h"
#include "ui/queue/queueactions.h"
#include "ui/queue/queuefilterbar.h"
#include "ui/queue/queuelist.h"
#include "ui/queue/queuemodel.h"
#include "ui/queue/queuepanel.h"
#include "ui/queue/queuetable.h"
#include "ui/queue/undonotice.h"
#include "ui/widgets/messagepage.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

#include <algorithm>

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;

namespace {

/// Does what the panel asks for, as JobManager would.
class FakeQueue : public QObject
{
public:
    explicit FakeQueue(QueuePanel &panel)
        : m_panel(panel)
    {
        connect(&panel, &QueuePanel::moveRequested, this,
                [this](const JobId &id, const JobId &before) {
                    m_order.removeOne(id);
                    m_order.insert(before.isEmpty() ? m_order.size() : m_order.indexOf(before), id);
                    show();
                });
        connect(&panel, &QueuePanel::sendNextRequested, this, [this](const JobId &id) {
            m_order.removeOne(id);
            m_order.prepend(id);
            show();
        });
        connect(&panel, &QueuePanel::holdRequested, this,
                [this](const QList<JobId> &ids, bool held) {
                    for (const JobId &id : ids) {
                        m_jobs[id].held = held;
                        m_panel.upsert({m_jobs.value(id)});
                    }
                });
        connect(&panel, &QueuePanel::cancelRequested, this, [this](const QList<JobId> &ids) {
            for (const JobId &id : ids) {
                m_order.removeOne(id);
                m_jobs[id].state = JobState::Canceled;
                m_panel.upsert({m_jobs.value(id)});
            }
            show();
        });
        connect(&panel, &QueuePanel::removeRequested, this,
                [this](const QList<JobId> &ids) { m_panel.remove(ids); });
        connect(&panel, &QueuePanel::takeBackRequested, this, [this](const QList<JobId> &ids) {
            for (const JobId &id : ids) {
                if (m_jobs.value(id).attempts == 0
                    && m_jobs.value(id).state == JobState::Canceled) {
                    m_jobs[id].state = JobState::Waiting;
                    m_order.append(id);
                }
                m_panel.upsert({m_jobs.value(id)});
            }
            show();
        });
    }

    void add(const Job &job)
    {
        m_jobs.insert(job.id, job);
        if (job.state == JobState::Waiting)
            m_order.append(job.id);
        m_panel.upsert({job});
        show();
    }

    [[nodiscard]] QString order() const
    {
        QStringList words;
        for (const JobId &id : m_order)
            words.append(id.toString().mid(4));
        return words.join(u' ');
    }

private:
    void show() { m_panel.setWaiting(m_order, false); }

    QueuePanel &m_panel;
    QHash<JobId, Job> m_jobs;
    QList<JobId> m_order;
};

} // namespace

/// The panel at work: order, batches, filter, columns, undo; by mouse and keyboard.
class TestQueueWork : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QueuePanel> m_panel;
    std::unique_ptr<FakeQueue> m_queue;

    [[nodiscard]] QWidget *viewport() const { return m_panel->list().viewport(); }

    [[nodiscard]] QRect rectOf(int number) const
    {
        const int row = m_panel->model().rowOf(jobId(number));
        return m_panel->list().visualRect(m_panel->model().index(row, 0));
    }

    void click(int number, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mouseClick(viewport(), Qt::LeftButton, modifiers, rectOf(number).center());
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(&m_panel->list(), key, modifiers);
    }

    void moveTo(const QPoint &place)
    {
        QMouseEvent move(QEvent::MouseMove, place, viewport()->mapToGlobal(place), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(viewport(), &move);
    }

    void drag(int number, const QPoint &to)
    {
        const QPoint from = rectOf(number).center();
        QTest::mousePress(viewport(), Qt::LeftButton, {}, from);
        moveTo(from + QPoint(0, 2));
        moveTo((from + to) / 2);
        moveTo(to);
        QTest::mouseRelease(viewport(), Qt::LeftButton, {}, to);
    }

    [[nodiscard]] UndoNotice &notice() const { return *m_panel->findChild<UndoNotice *>(); }

    void waitingJobs(int count)
    {
        for (int i = 1; i <= count; ++i)
            m_queue->add(makeJob(i));
    }

private Q_SLOTS:
    void init()
    {
        m_panel = std::make_unique<QueuePanel>();
        m_panel->resize(300, 600);
        m_queue = std::make_unique<FakeQueue>(*m_panel);
        m_panel->show();
        m_panel->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        m_panel->list().setFocus();
    }

    void cleanup()
    {
        m_queue.reset();
        m_panel.reset();
    }

    void aWaitingJobIsDraggedToItsPlace()
    {
        waitingJobs(5);
        drag(5, rectOf(2).topLeft() + QPoint(50, 3));
        QCOMPARE(m_queue->order(), u"1 5 2 3 4"_s);
        drag(1, rectOf(3).bottomLeft() + QPoint(50, -3));
        QCOMPARE(m_queue->order(), u"5 2 3 1 4"_s);
        // The list stands in that order, and below the last is the end.
        QVERIFY(rectOf(3).bottom() < rectOf(1).top());
        drag(5, rectOf(4).bottomLeft() + QPoint(50, 100));
        QCOMPARE(m_queue->order(), u"2 3 1 4 5"_s);
        QVERIFY(!m_panel->list().isDragging());
        press(Qt::Key_Z, Qt::ControlModifier);
        press(Qt::Key_Z, Qt::ControlModifier);
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_queue->order(), u"1 2 3 4 5"_s);
    }

    void severalAreDraggedTogether()
    {
        waitingJobs(6);
        click(2);
        click(4, Qt::ControlModifier);
        click(5, Qt::ControlModifier);
        drag(4, rectOf(1).topLeft() + QPoint(50, 2));
        QCOMPARE(m_queue->order(), u"2 4 5 1 3 6"_s);
        QCOMPARE(m_panel->actions().chosen().size(), 3);
        QVERIFY(notice().isVisible() && notice().message().startsWith(u'3'));
        notice().findChild<QToolButton *>()->click();
        QCOMPARE(m_queue->order(), u"1 2 3 4 5 6"_s);
        // A click that is no drag chooses the one.
        click(5);
        QCOMPARE(m_panel->actions().chosen(), QList<JobId>{jobId(5)});
    }

    void whatWasSentIsNotDragged()
    {
        m_queue->add(makeJob(9, JobState::Running));
        m_queue->add(makeJob(8, JobState::Done));
        waitingJobs(2);
        QSignalSpy moved(m_panel.get(), &QueuePanel::moveRequested);
        drag(9, rectOf(2).center());
        QCOMPARE(moved.size(), 0);
        // Nor is anything sent behind what is done.
        drag(1, rectOf(8).bottomLeft() + QPoint(50, -2));
        QCOMPARE(moved.size(), 0);
        // Escape lets go of it.
        const QPoint from = rectOf(1).center();
        QTest::mousePress(viewport(), Qt::LeftButton, {}, from);
        moveTo(from + QPoint(0, 20));
        moveTo(rectOf(2).bottomLeft() + QPoint(50, -2));
        QVERIFY(m_panel->list().isDragging());
        QSignalSpy canceled(m_panel.get(), &QueuePanel::cancelRequested);
        press(Qt::Key_Escape);
        QVERIFY(!m_panel->list().isDragging());
        QTest::mouseRelease(viewport(), Qt::LeftButton, {}, rectOf(2).center());
        QCOMPARE(moved.size() + canceled.size(), 0);
    }

    void aLongListScrollsUnderTheDrag()
    {
        waitingJobs(60);
        const QPoint from = rectOf(2).center();
        const QPoint edge(100, viewport()->height() - 4);
        QTest::mousePress(viewport(), Qt::LeftButton, {}, from);
        moveTo(from + QPoint(0, 30));
        moveTo(edge);
        const int row = m_panel->model().rowOf(jobId(40));
        QTRY_VERIFY(viewport()->rect().contains(
            m_panel->list().visualRect(m_panel->model().index(row, 0)).center()));
        QTest::mouseRelease(viewport(), Qt::LeftButton, {}, edge);
        const QStringList order = m_queue->order().split(u' ');
        QVERIFY(order.indexOf(u"2"_s) > 30);
    }

    void undoBringsBackWhatWasNotSent()
    {
        waitingJobs(3);
        m_queue->add(makeJob(7, JobState::Running));
        m_queue->add(makeJob(8, JobState::Done));
        QVERIFY(!m_panel->actions().undo().isEnabled());
        click(1);
        click(2, Qt::ControlModifier);
        press(Qt::Key_Escape);
        QCOMPARE(m_queue->order(), u"3"_s);
        QVERIFY(notice().isVisible());
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_queue->order(), u"3 1 2"_s);
        QVERIFY(!notice().isVisible());

        // A hold, and its release.
        click(3);
        press(Qt::Key_H);
        QVERIFY(m_panel->model().job(jobId(3))->held);
        press(Qt::Key_H);
        QVERIFY(!m_panel->model().job(jobId(3))->held);
        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(m_panel->model().job(jobId(3))->held);
        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(!m_panel->model().job(jobId(3))->held);

        // A cleared list; what is sent next; a job that is moved by key.
        m_panel->actions().clear().trigger();
        QVERIFY(!m_panel->model().job(jobId(8)));
        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(m_panel->model().job(jobId(8)));
        click(2);
        press(Qt::Key_N);
        QCOMPARE(m_queue->order(), u"2 3 1"_s);
        press(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(m_queue->order(), u"3 2 1"_s);
        press(Qt::Key_Z, Qt::ControlModifier);
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_queue->order(), u"3 1 2"_s);
        QVERIFY(!m_panel->actions().undo().isEnabled());

        // What runs is canceled for good.
        click(7);
        press(Qt::Key_Escape);
        QVERIFY(!m_panel->actions().undo().isEnabled());
    }

    void batchesFoldByMouseAndKey()
    {
        for (int i = 1; i <= 6; ++i) {
            Job job = makeJob(i, i < 3 ? JobState::Done : JobState::Waiting);
            job.batch = BatchId(u"b"_s);
            m_queue->add(job);
        }
        m_queue->add(makeJob(9));
        QCOMPARE(m_panel->model().rowCount(), 2);
        const QRect head = m_panel->list().visualRect(m_panel->model().index(0, 0));
        QTest::mouseClick(viewport(), Qt::LeftButton, {}, {18, head.center().y()});
        QCOMPARE(m_panel->model().rowCount(), 8);
        QTest::mouseClick(viewport(), Qt::LeftButton, {}, {18, head.center().y()});
        QCOMPARE(m_panel->model().rowCount(), 2);
        QTest::mouseDClick(viewport(), Qt::LeftButton, {}, head.center());
        QCOMPARE(m_panel->model().rowCount(), 8);
        // The arrow keys, from within too.
        click(4);
        press(Qt::Key_Left);
        QCOMPARE(m_panel->model().rowCount(), 2);
        m_panel->select(jobId(4));
        QCOMPARE(m_panel->list().currentIndex().row(), 0);
        press(Qt::Key_Right);
        QCOMPARE(m_panel->model().rowCount(), 8);
        // What is done with the head is done with all.
        press(Qt::Key_Home);
        QCOMPARE(m_panel->actions().chosen().size(), 6);
        QSignalSpy held(m_panel.get(), &QueuePanel::holdRequested);
        press(Qt::Key_H);
        QCOMPARE(held.last().first().value<QList<JobId>>().size(), 4);
        QSignalSpy canceled(m_panel.get(), &QueuePanel::cancelRequested);
        press(Qt::Key_Escape);
        QCOMPARE(canceled.last().first().value<QList<JobId>>().size(), 4);
        QCOMPARE(m_queue->order(), u"9"_s);
        press(Qt::Key_Z, Qt::ControlModifier);
        // And a whole batch is dragged by its head.
        press(Qt::Key_Left);
        const QRect last = rectOf(9);
        drag(4, last.topLeft() + QPoint(100, 2));
        QCOMPARE(m_queue->order(), u"3 4 5 6 9"_s);
    }

    void retryAndRemoveSeveral()
    {
        for (int i = 1; i <= 3; ++i)
            m_queue->add(makeJob(i, JobState::Failed));
        press(Qt::Key_A, Qt::ControlModifier);
        QSignalSpy retried(m_panel.get(), &QueuePanel::retryRequested);
        press(Qt::Key_R);
        QCOMPARE(retried.size(), 1);
        QCOMPARE(retried.constFirst().constFirst().value<QList<JobId>>().size(), 3);
        QCOMPARE(retried.constFirst().at(1).value<RepeatSeed>(), RepeatSeed::Same);
        press(Qt::Key_R, Qt::ShiftModifier);
        QCOMPARE(retried.at(1).at(1).value<RepeatSeed>(), RepeatSeed::New);
        QSignalSpy copied(m_panel.get(), &QueuePanel::duplicateRequested);
        press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(copied.size(), 1);
        QCOMPARE(copied.constFirst().at(1).value<RepeatSeed>(), RepeatSeed::New);
        press(Qt::Key_Delete);
        QVERIFY(m_panel->findChild<MessagePage *>()->isVisible());
    }

    void chipsAndSearchFilter()
    {
        m_queue->add(makeJob(1, JobState::Done));
        m_queue->add(makeJob(2, JobState::Failed));
        m_queue->add(makeJob(3, JobState::Running));
        QueueFilterBar &bar = m_panel->filterBar();
        QVERIFY(bar.chip(QueueKind::Done).isVisible());
        QVERIFY(!bar.chip(QueueKind::Waiting).isVisible());
        QCOMPARE(bar.chip(QueueKind::Failed).accessibleName(), u"Failed: 1"_s);
        click(2);
        bar.chip(QueueKind::Failed).click();
        QCOMPARE(m_panel->model().rowCount(), 1);
        // What was chosen stays chosen where it is still listed.
        QCOMPARE(m_panel->actions().chosen(), QList<JobId>{jobId(2)});
        bar.chip(QueueKind::Done).click();
        QCOMPARE(m_panel->model().rowCount(), 2);
        bar.chip(QueueKind::Failed).click();
        bar.chip(QueueKind::Done).click();

        press(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(bar.searchField().hasFocus());
        QTest::keyClicks(&bar.searchField(), u"prompt 3"_s);
        QCOMPARE(m_panel->model().rowCount(), 1);
        QTest::keyClicks(&bar.searchField(), u" x"_s);
        const auto *page = m_panel->findChild<MessagePage *>();
        QVERIFY(page->isVisible());
        QCOMPARE(page->title(), u"No such job"_s);
        QTest::keyClick(&bar.searchField(), Qt::Key_Escape);
        QCOMPARE(m_panel->model().rowCount(), 3);
        QVERIFY(!bar.searchField().isVisible());
        QVERIFY(m_panel->list().hasFocus());
    }

    void columnsAreChosenAndKept()
    {
        for (int i = 1; i <= 5; ++i) {
            Job job = makeJob(i, i % 2 ? JobState::Done : JobState::Waiting);
            job.batch = BatchId(u"b"_s);
            job.createdAt = job.createdAt.addSecs(i);
            m_queue->add(job);
        }
        m_panel->resize(900, 500);
        QSignalSpy changed(m_panel.get(), &QueuePanel::stateChanged);
        m_panel->findChild<QToolButton *>(u"queueColumns"_s)->click();
        QVERIFY(m_panel->columnsShown());
        QVERIFY(!changed.isEmpty());
        QueueTable &table = m_panel->table();
        QVERIFY(table.isVisible());
        QCOMPARE(m_panel->model().rowCount(), 5);
        // The newest first; a click on a title sorts.
        QCOMPARE(m_panel->model().jobAt(0)->id, jobId(5));
        const auto clickTitle = [&table](int column) {
            const QHeaderView *header = table.header();
            const QPoint place(header->sectionViewportPosition(column) + 20, header->height() / 2);
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
        };
        clickTitle(QueueModel::Title);
        QCOMPARE(m_panel->model().jobAt(0)->id, jobId(1));
        clickTitle(QueueModel::Title);
        QCOMPARE(m_panel->model().jobAt(0)->id, jobId(5));

        // Whatever is chosen, wider columns than there is room for stay at their beginning.
        m_panel->resize(260, 500);
        m_panel->setColumnsShown(false);
        m_panel->select(jobId(3));
        m_panel->setColumnsShown(true);
        m_panel->select(jobId(1));
        QTRY_VERIFY(table.horizontalScrollBar()->maximum() > 0);
        QCOMPARE(table.horizontalScrollBar()->value(), 0);
        table.horizontalScrollBar()->setValue(50);
        m_panel->select(jobId(5));
        QCOMPARE(table.horizontalScrollBar()->value(), 50);
        m_panel->resize(900, 500);

        // By the menu of the titles.
        QVERIFY(table.header()->isSectionHidden(QueueModel::Request));
        Q_EMIT table.header()->customContextMenuRequested({10, 10});
        auto *menu = table.findChild<QMenu *>();
        QVERIFY(menu && menu->isVisible());
        menu->actions().at(QueueModel::Request)->trigger();
        menu->close();
        QVERIFY(!table.header()->isSectionHidden(QueueModel::Request));
        table.header()->resizeSection(QueueModel::Model, 321);
        const QByteArray state = m_panel->saveState();

        // Actions work there as well, and the choice goes along.
        table.setFocus();
        const QModelIndex second = m_panel->model().index(m_panel->model().rowOf(jobId(2)), 0);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(second).center());
        QCOMPARE(m_panel->actions().chosen(), QList<JobId>{jobId(2)});
        QTest::keyClick(&table, Qt::Key_H);
        QVERIFY(m_panel->model().job(jobId(2))->held);
        m_panel->setColumnsShown(false);
        QVERIFY(m_panel->list().isVisible());
        QCOMPARE(m_panel->model().rowOf(jobId(2)), 0);
        QCOMPARE(m_panel->actions().chosen().size(), 5);

        QueuePanel other;
        other.restoreState(QByteArray("nonsense"));
        QVERIFY(!other.columnsShown());
        other.restoreState(state);
        QVERIFY(other.columnsShown());
        QVERIFY(!other.table().header()->isSectionHidden(QueueModel::Request));
        QCOMPARE(other.table().header()->sectionSize(QueueModel::Model), 321);
        QCOMPARE(other.saveState(), state);
        other.upsert({makeJob(1), makeJob(2)});
        QCOMPARE(other.model().rowCount(), 2);
    }

    void thumbnailsOfWhatIsSeenAreAskedForOnce()
    {
        QSignalSpy wanted(m_panel.get(), &QueuePanel::thumbnailsWanted);
        QList<Job> jobs;
        for (int i = 0; i < 500; ++i)
            jobs.append(makeJob(i, JobState::Done));
        m_panel->upsert(jobs);
        QVERIFY(wanted.wait());
        const auto first = wanted.takeFirst().first().value<QList<JobId>>();
        QVERIFY(first.size() > 3 && first.size() < 30);
        press(Qt::Key_End);
        QVERIFY(wanted.wait());
        const auto second = wanted.takeFirst().first().value<QList<JobId>>();
        QVERIFY(std::none_of(second.cbegin(), second.cend(),
                             [&first](const JobId &id) { return first.contains(id); }));
        press(Qt::Key_Home);
        QVERIFY(!wanted.wait(400));
        // A larger window shows more.
        m_panel->resize(300, 1200);
        QVERIFY(wanted.wait());
    }
};

QTEST_MAIN(TestQueueWork)
#include "tst_queuework.moc"
