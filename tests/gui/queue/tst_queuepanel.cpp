#include "tests/gui/queue/queuefixture.h"
#include "ui/queue/queueactions.h"
#include "ui/queue/queuelist.h"
#include "ui/queue/queuemodel.h"
#include "ui/queue/queuepanel.h"
#include "ui/queue/undonotice.h"
#include "ui/theme/theme.h"
#include "ui/widgets/messagepage.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;

class TestQueuePanel : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QueuePanel> m_panel;

    [[nodiscard]] QModelIndex indexOf(int number) const
    {
        return m_panel->model().index(m_panel->model().rowOf(jobId(number)), 0);
    }

    void choose(std::initializer_list<int> numbers)
    {
        auto *selection = m_panel->list().selectionModel();
        selection->clear();
        for (const int number : numbers) {
            selection->setCurrentIndex(indexOf(number),
                                       QItemSelectionModel::Select | QItemSelectionModel::Rows);
        }
    }

    [[nodiscard]] QAction *action(const QString &text) const
    {
        const auto actions = m_panel->list().actions();
        for (QAction *action : actions) {
            if (action->text().remove(u'&') == text)
                return action;
        }
        return nullptr;
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(&m_panel->list(), key, modifiers);
    }

    [[nodiscard]] QString counts() const
    {
        return m_panel->findChild<QLabel *>(u"queueCounts"_s)->text();
    }

    static QList<JobId> ids(const QSignalSpy &spy)
    {
        return spy.isEmpty() ? QList<JobId>() : spy.last().first().value<QList<JobId>>();
    }

private Q_SLOTS:
    void init()
    {
        m_panel = std::make_unique<QueuePanel>();
        m_panel->resize(300, 500);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        m_panel->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        m_panel->list().setFocus();
    }

    void cleanup() { m_panel.reset(); }

    void aNewJobIsTheOnlySelectedOneWhateverKeyIsHeld()
    {
        m_panel->upsert({makeJob(1, JobState::Failed), makeJob(2, JobState::Failed)});
        choose({1});
        // Ctrl is still down when a job that was sent by Ctrl+Enter comes up.
        QTest::keyPress(&m_panel->list(), Qt::Key_Control, Qt::ControlModifier);
        m_panel->select(jobId(2));
        QTest::keyRelease(&m_panel->list(), Qt::Key_Control);
        const QModelIndexList rows = m_panel->list().selectionModel()->selectedRows();
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.first().row(), m_panel->model().rowOf(jobId(2)));
    }

    void emptyPageAndHeader()
    {
        const auto *page = m_panel->findChild<MessagePage *>();
        QVERIFY(page->isVisible());
        QVERIFY(!page->title().isEmpty() && !page->text().isEmpty());
        QVERIFY(!m_panel->list().isVisible());
        QVERIFY(!m_panel->findChild<QLabel *>(u"queueCounts"_s)->isVisible());

        m_panel->upsert({makeJob(1, JobState::Running), makeJob(2, JobState::Done)});
        QVERIFY(!page->isVisible());
        QVERIFY(m_panel->list().isVisible());
        QVERIFY(counts().startsWith(u"1 "_s));
        const QString active = counts();
        m_panel->upsert({makeJob(1, JobState::Done)});
        QVERIFY(counts().startsWith(u"2 "_s));
        QVERIFY(counts() != active);

        m_panel->remove({jobId(1), jobId(2)});
        QVERIFY(page->isVisible());
    }

    void everythingHasAName()
    {
        QVERIFY(!m_panel->list().accessibleName().isEmpty());
        const auto buttons = m_panel->findChildren<QToolButton *>();
        QVERIFY(buttons.size() >= 10);
        for (const QToolButton *button : buttons) {
            // A kind without jobs has no chip; the undo notice is named when it comes up.
            if (button->parent() == m_panel->findChild<UndoNotice *>()
                || (button->isHidden() && button->accessibleName().isEmpty()))
                continue;
            QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->toolTip()));
            QVERIFY(!button->accessibleName().contains(u'&'));
            QVERIFY(!button->icon().isNull());
            QVERIFY(button->focusPolicy() & Qt::TabFocus);
        }
    }

    void actionsByState_data()
    {
        QTest::addColumn<JobState>("state");
        QTest::addColumn<QString>("enabled");
        const QString active = u"Cancel,Duplicate,Duplicate with a new seed"_s;
        const QString sent = u"Cancel,Duplicate,Duplicate with a new seed,Copy request id"_s;
        QTest::newRow("waiting") << JobState::Waiting
                                 << u"Cancel,Duplicate,Duplicate with a new seed,Hold"_s;
        QTest::newRow("uploading") << JobState::Uploading << active;
        QTest::newRow("submitting") << JobState::Submitting << active;
        QTest::newRow("queued") << JobState::Queued << sent;
        QTest::newRow("running") << JobState::Running << sent;
        QTest::newRow("canceling")
            << JobState::Canceling << u"Duplicate,Duplicate with a new seed,Copy request id"_s;
        QTest::newRow("fetching") << JobState::Fetching << sent;
        const QString ended =
            u"Retry,Retry with a new seed,Duplicate,Duplicate with a new seed,Remove from the list,Copy request id,Clear finished"_s;
        QTest::newRow("done") << JobState::Done << ended;
        QTest::newRow("failed") << JobState::Failed << ended;
        QTest::newRow("canceled") << JobState::Canceled << ended;
        QTest::newRow("unknown")
            << JobState::Unknown
            << u"Retry,Retry with a new seed,Duplicate,Duplicate with a new seed,Ask again,Give up,Remove from the list,Copy request id"_s;
    }

    void actionsByState()
    {
        QFETCH(JobState, state);
        QFETCH(QString, enabled);
        // By an update of the chosen one, as it happens.
        m_panel->upsert({makeJob(1)});
        choose({1});
        m_panel->upsert({makeJob(1, state)});
        QStringList names;
        const auto actions = m_panel->list().actions();
        for (const QAction *action : actions) {
            if (action->isEnabled())
                names.append(action->text().remove(u'&'));
        }
        QCOMPARE(names.join(u','), enabled);
    }

    void nothingChosenNothingToDo()
    {
        m_panel->upsert({makeJob(1, JobState::Running)});
        const auto actions = m_panel->list().actions();
        for (const QAction *action : actions)
            QVERIFY2(!action->isEnabled(), qPrintable(action->text()));
    }

    void waitingJobsAreOrdered()
    {
        m_panel->upsert({makeJob(1, JobState::Waiting), makeJob(2, JobState::Waiting),
                         makeJob(3, JobState::Waiting), makeJob(4, JobState::Running)});
        m_panel->setWaiting({jobId(1), jobId(2), jobId(3)}, false);
        const auto words = [this](int id) {
            QueueModel &model = m_panel->model();
            return model.index(model.rowOf(jobId(id)), 0).data(QueueModel::SummaryRole).toString();
        };
        QCOMPARE(words(1), u"Waiting  ·  next to be sent"_s);
        QVERIFY(words(3).contains(u'2'));
        QVERIFY2(counts().contains(u"1 under way") && counts().contains(u"3 waiting"),
                 qPrintable(counts()));
        QSignalSpy next(m_panel.get(), &QueuePanel::sendNextRequested);
        QSignalSpy moved(m_panel.get(), &QueuePanel::moveRequested);
        QSignalSpy held(m_panel.get(), &QueuePanel::holdRequested);
        choose({2});
        press(Qt::Key_N);
        QCOMPARE(next.takeFirst().first().value<JobId>(), jobId(2));
        press(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(moved.last().at(1).value<JobId>(), jobId(1));
        press(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(moved.last().at(1).value<JobId>(), JobId());
        QCOMPARE(moved.size(), 2);
        // The first cannot go earlier, the last not later.
        choose({1});
        press(Qt::Key_Up, Qt::AltModifier);
        press(Qt::Key_N);
        choose({3});
        press(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(moved.size() + next.size(), 2);
        press(Qt::Key_A, Qt::ControlModifier);
        press(Qt::Key_H);
        QCOMPARE(held.last().first().value<QList<JobId>>().size(), 3);
        QCOMPARE(held.last().at(1).toBool(), true);
        Job one = makeJob(1, JobState::Waiting);
        one.held = true;
        m_panel->upsert({one});
        QCOMPARE(words(1), u"Held"_s);
        choose({1});
        press(Qt::Key_H);
        QCOMPARE(held.last().at(1).toBool(), false);
        press(Qt::Key_N);
        QCOMPARE(next.takeFirst().first().value<JobId>(), jobId(1));
    }

    void pausedIsSaidAndEnded()
    {
        QSignalSpy asked(m_panel.get(), &QueuePanel::pauseRequested);
        m_panel->upsert({makeJob(1, JobState::Waiting)});
        m_panel->setWaiting({jobId(1)}, false);
        QToolButton *button = nullptr;
        const auto buttons = m_panel->findChildren<QToolButton *>();
        for (QToolButton *each : buttons)
            button = each->defaultAction() == &m_panel->actions().pause() ? each : button;
        QVERIFY(button);
        QCOMPARE(button->accessibleName(), u"Pause the queue"_s);
        button->click();
        QCOMPARE(asked.takeFirst().first().toBool(), true);
        m_panel->setWaiting({jobId(1)}, true);
        QVERIFY2(counts().startsWith(u"Paused"), qPrintable(counts()));
        QCOMPARE(button->accessibleName(), u"Go on with the queue"_s);
        button->click();
        QCOMPARE(asked.takeFirst().first().toBool(), false);
        // Also when nothing is left in it.
        m_panel->remove({jobId(1)});
        m_panel->setWaiting({}, true);
        QVERIFY(button->isVisible());
    }

    void unknownWithoutRequestCanBeSearchedFor()
    {
        Job job = makeJob(1, JobState::Unknown);
        job.request = {};
        m_panel->upsert({job});
        choose({1});
        QVERIFY(action(u"Ask again"_s)->isEnabled());
        QVERIFY(action(u"Give up"_s)->isEnabled());
        QVERIFY(!action(u"Copy request id"_s)->isEnabled());
    }

    void keyboard()
    {
        m_panel->upsert({makeJob(1, JobState::Running), makeJob(2, JobState::Failed)});
        QSignalSpy cancel(m_panel.get(), &QueuePanel::cancelRequested);
        QSignalSpy retry(m_panel.get(), &QueuePanel::retryRequested);
        QSignalSpy removal(m_panel.get(), &QueuePanel::removeRequested);
        QSignalSpy selected(m_panel.get(), &QueuePanel::jobSelected);
        QSignalSpy activated(m_panel.get(), &QueuePanel::jobActivated);

        press(Qt::Key_End);
        press(Qt::Key_Home);
        QCOMPARE(selected.last().first().value<JobId>(), jobId(1));
        press(Qt::Key_Escape);
        QCOMPARE(ids(cancel), QList<JobId>{jobId(1)});
        press(Qt::Key_R);
        press(Qt::Key_Delete);
        QCOMPARE(retry.size() + removal.size(), 0);
        press(Qt::Key_Return);
        QCOMPARE(activated.last().first().value<JobId>(), jobId(1));
        press(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"request-1"_s);

        press(Qt::Key_Down);
        QCOMPARE(selected.last().first().value<JobId>(), jobId(2));
        press(Qt::Key_R);
        QCOMPARE(retry.last().first().value<QList<JobId>>(), QList{jobId(2)});
        press(Qt::Key_Delete);
        QCOMPARE(ids(removal), QList<JobId>{jobId(2)});
        press(Qt::Key_Escape);
        QCOMPARE(cancel.size(), 1);
    }

    void severalAtOnce()
    {
        m_panel->upsert({makeJob(1, JobState::Running), makeJob(2, JobState::Done),
                         makeJob(3, JobState::Queued), makeJob(4, JobState::Canceling),
                         makeJob(5, JobState::Unknown)});
        press(Qt::Key_A, Qt::ControlModifier);
        QVERIFY(action(u"Retry"_s)->isEnabled());
        QVERIFY(!action(u"Copy request id"_s)->isEnabled());
        QVERIFY(!action(u"Give up"_s)->isEnabled());

        QSignalSpy cancel(m_panel.get(), &QueuePanel::cancelRequested);
        QSignalSpy removal(m_panel.get(), &QueuePanel::removeRequested);
        press(Qt::Key_Escape);
        const QList<JobId> canceled = ids(cancel);
        QCOMPARE(QSet<JobId>(canceled.cbegin(), canceled.cend()),
                 (QSet<JobId>{jobId(1), jobId(3)}));
        press(Qt::Key_Delete);
        const QList<JobId> removed = ids(removal);
        QCOMPARE(QSet<JobId>(removed.cbegin(), removed.cend()), (QSet<JobId>{jobId(2), jobId(5)}));
    }

    /// The current row need not be the chosen one.
    void actsOnTheChosenOne()
    {
        m_panel->upsert({makeJob(1, JobState::Failed), makeJob(2, JobState::Unknown)});
        choose({2});
        m_panel->list().selectionModel()->setCurrentIndex(indexOf(1),
                                                          QItemSelectionModel::NoUpdate);
        press(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"request-2"_s);
        QSignalSpy again(m_panel.get(), &QueuePanel::askAgainRequested);
        QSignalSpy up(m_panel.get(), &QueuePanel::giveUpRequested);
        action(u"Ask again"_s)->trigger();
        action(u"Give up"_s)->trigger();
        QCOMPARE(again.last().first().value<JobId>(), jobId(2));
        QCOMPARE(up.last().first().value<JobId>(), jobId(2));
    }

    void clearFinishedKeepsTheRest()
    {
        QList<Job> jobs;
        for (int i = 0; const JobState state : allStates)
            jobs.append(makeJob(++i, state));
        m_panel->upsert(jobs);
        QSignalSpy removal(m_panel.get(), &QueuePanel::removeRequested);
        action(u"Clear finished"_s)->trigger();
        QCOMPARE(removal.size(), 1);
        QCOMPARE(ids(removal).size(), 3);
        for (const JobId &id : ids(removal))
            QVERIFY(hasEnded(m_panel->model().job(id)->state));
    }

    void selectIsSilent()
    {
        m_panel->upsert({makeJob(1), makeJob(2)});
        QSignalSpy selected(m_panel.get(), &QueuePanel::jobSelected);
        m_panel->select(jobId(1));
        m_panel->select(jobId(99));
        QCOMPARE(m_panel->list().currentIndex().row(), 0);
        QVERIFY(action(u"Cancel"_s)->isEnabled());
        QCOMPARE(selected.size(), 0);
        QTest::mouseClick(m_panel->list().viewport(), Qt::LeftButton, {},
                          m_panel->list().visualRect(indexOf(2)).center());
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected.first().first().value<JobId>(), jobId(2));
    }

    void newJobsLeaveTheChoice()
    {
        m_panel->upsert({makeJob(1), makeJob(2)});
        choose({1});
        QSignalSpy selected(m_panel.get(), &QueuePanel::jobSelected);
        m_panel->upsert({makeJob(3), makeJob(4)});
        QCOMPARE(m_panel->list().currentIndex(), indexOf(1));
        QCOMPARE(selected.size(), 0);
    }

    void removingManyAnnouncesTheNeighbourOnce()
    {
        QList<Job> jobs;
        for (int i = 0; i < 20; ++i)
            jobs.append(makeJob(i, i < 5 ? JobState::Running : JobState::Done));
        m_panel->upsert(jobs);
        m_panel->select(jobId(19));
        QSignalSpy selected(m_panel.get(), &QueuePanel::jobSelected);
        for (int i = 19; i >= 5; --i)
            m_panel->remove({jobId(i)});
        QCOMPARE(selected.size(), 0);
        QVERIFY(selected.wait());
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected.first().first().value<JobId>(), jobId(4));
        QVERIFY(m_panel->list().selectionModel()->isSelected(m_panel->list().currentIndex()));
    }

    void removingAnotherIsSilent()
    {
        m_panel->upsert({makeJob(1), makeJob(2), makeJob(3)});
        m_panel->select(jobId(2));
        QSignalSpy selected(m_panel.get(), &QueuePanel::jobSelected);
        m_panel->remove({jobId(3)});
        m_panel->remove({jobId(1)});
        QCOMPARE(m_panel->list().currentIndex(), indexOf(2));
        QVERIFY(!selected.wait(50));
    }

    void menuOffersWhatCanBeDone()
    {
        m_panel->upsert({makeJob(1, JobState::Failed)});
        choose({1});
        Q_EMIT m_panel->list().customContextMenuRequested(
            m_panel->list().visualRect(m_panel->model().index(0, 0)).center());
        const auto *menu = m_panel->findChild<QMenu *>();
        QVERIFY(menu && menu->isVisible());
        QVERIFY(menu->actions().contains(action(u"Retry"_s)));
        QVERIFY(!menu->actions().contains(action(u"Cancel"_s)));
        QTest::keyClick(m_panel->findChild<QMenu *>(), Qt::Key_Escape);
        QTRY_VERIFY(!m_panel->findChild<QMenu *>());
    }

    void tenThousandRows()
    {
        for (int first = 0; first < 10'000; first += 500) {
            QList<Job> jobs;
            for (int i = first; i < first + 500; ++i)
                jobs.append(makeJob(i, i % 2 ? JobState::Done : JobState::Running));
            m_panel->upsert(jobs);
        }
        m_panel->select(jobId(5000));
        QVERIFY(m_panel->list().viewport()->rect().intersects(
            m_panel->list().visualRect(m_panel->list().currentIndex())));
        QVERIFY(!m_panel->grab().isNull());
        QVERIFY(counts().contains(u"5000"_s) || counts().contains(u"5,000"_s));
        press(Qt::Key_A, Qt::ControlModifier);
        QSignalSpy removal(m_panel.get(), &QueuePanel::removeRequested);
        press(Qt::Key_Delete);
        QCOMPARE(ids(removal).size(), 5000);
    }
};

QTEST_MAIN(TestQueuePanel)
#include "tst_queuepanel.moc"
