#include "core/jobs/jobschedule.h"
#include "core/jobs/jobstate.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include <algorithm>
#include <array>
#include <optional>

using namespace peregrine;

namespace {

constexpr int stateCount = static_cast<int>(JobState::Unknown) + 1;
constexpr int eventCount = static_cast<int>(JobEvent::GivenUp) + 1;

/// Every pair: a row for each event, a column for each state, in the order of the enums. A letter
/// is the state that follows, "." that nothing does.
///   W waiting  U uploading  S submitting  Q queued  R running  C canceling  F fetching
///   D done     X failed     A canceled    N unknown
constexpr const char *letters = "WUSQRCFDXAN";
constexpr std::array<const char *, eventCount> matrix{
    // WUSQRCFDXAN
    "U..........", // UploadStarted
    "SS.........", // SubmitStarted
    ".WW........", // PutBack
    "..Q........", // Accepted
    "...R.......", // Started
    "....Q......", // Requeued
    "...CC......", // CancelAsked
    "...FFF.....", // Completed
    "......D....", // Stored
    "XXXXXXX....", // Faulted
    "AAA..AA....", // CancelConfirmed
    "..NNNNN....", // Lost
    "........Q.Q", // AskedAgain
    "..........X", // GivenUp
};

std::optional<JobState> expected(JobState state, JobEvent event)
{
    const char letter = matrix[static_cast<std::size_t>(event)][static_cast<int>(state)];
    if (letter == '.')
        return std::nullopt;
    return static_cast<JobState>(std::find(letters, letters + stateCount, letter) - letters);
}

} // namespace

class TestJobState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesRoundTrip()
    {
        for (int i = 0; i <= static_cast<int>(JobState::Unknown); ++i) {
            const auto state = static_cast<JobState>(i);
            QVERIFY(!jobStateName(state).isEmpty());
            QCOMPARE(jobStateFromName(jobStateName(state)), std::optional(state));
        }
        QCOMPARE(jobStateFromName(QStringLiteral("exploded")), std::nullopt);
    }

    void everyPair()
    {
        for (int state = 0; state < stateCount; ++state) {
            for (int event = 0; event < eventCount; ++event) {
                const auto from = static_cast<JobState>(state);
                const auto on = static_cast<JobEvent>(event);
                QVERIFY2(
                    after(from, on) == expected(from, on),
                    qPrintable(QStringLiteral("%1, event %2").arg(jobStateName(from)).arg(event)));
            }
        }
    }

    void everyPairHasOneAnswer()
    {
        for (std::size_t i = 0; i < jobEdges.size(); ++i) {
            for (std::size_t j = i + 1; j < jobEdges.size(); ++j)
                QVERIFY(jobEdges[i].from != jobEdges[j].from || jobEdges[i].on != jobEdges[j].on);
        }
    }

    void endedIsEnded()
    {
        for (const JobEdge &edge : jobEdges) {
            QVERIFY(edge.from != JobState::Done);
            QVERIFY(edge.from != JobState::Canceled);
            if (edge.from == JobState::Failed)
                QVERIFY(edge.on == JobEvent::AskedAgain);
        }
    }

    void everythingUnderWayCanEnd()
    {
        for (int i = 0; i <= static_cast<int>(JobState::Unknown); ++i) {
            const auto state = static_cast<JobState>(i);
            if (!isActive(state))
                continue;
            QVERIFY(after(state, JobEvent::Faulted).has_value());
        }
    }

    /// Whatever arrives, in whatever order.
    void randomWalk()
    {
        constexpr int events = 100'000;
        constexpr int longestLife = 60;
        QRandomGenerator random(20261123);
        int ends = 0;
        int completions = 0;
        JobState state = JobState::Waiting;
        bool wasAccepted = false;
        bool wasSubmitted = false;
        int endsOfThis = 0;
        int age = 0;
        for (int i = 0; i < events; ++i) {
            const auto event = static_cast<JobEvent>(random.bounded(eventCount));
            const JobState before = state;
            // JobManager asks only about what a server has, or may have.
            const bool mayBeThere = before == JobState::Unknown ? wasSubmitted : wasAccepted;
            if (event == JobEvent::AskedAgain && !mayBeThere)
                continue;
            if (const auto next = after(state, event)) {
                state = *next;
                wasSubmitted = wasSubmitted || state == JobState::Submitting;
                wasAccepted = wasAccepted || event == JobEvent::Accepted;
                if (event == JobEvent::PutBack)
                    QVERIFY2(!wasAccepted, "what a server has taken must not be sent again");
                endsOfThis += hasEnded(state) ? 1 : 0;
                completions += state == JobState::Done ? 1 : 0;
                QVERIFY(before != JobState::Done && before != JobState::Canceled);
                // Only asking the server again brings a job back to life, and that sends nothing.
                if (hasEnded(before))
                    QVERIFY(event == JobEvent::AskedAgain && state == JobState::Queued);
                if (state == JobState::Submitting)
                    QVERIFY2(!wasAccepted, "sent twice");
                if (state == JobState::Done)
                    QVERIFY(wasSubmitted && before == JobState::Fetching);
            } else {
                QCOMPARE(state, before);
            }
            const bool isOver = state == JobState::Done || state == JobState::Canceled;
            if (isOver || ++age > longestLife) {
                ends += endsOfThis;
                state = JobState::Waiting;
                wasAccepted = wasSubmitted = false;
                endsOfThis = age = 0;
            }
        }
        // The walk has been everywhere.
        QVERIFY(ends > events / 100);
        QVERIFY2(completions > 20, qPrintable(QString::number(completions)));
    }

    void everyStateCanBeLeftTowardsAnEnd()
    {
        for (int from = 0; from < stateCount; ++from) {
            QSet<int> reached{from};
            for (int step = 0; step < stateCount; ++step) {
                const QSet<int> known = reached;
                for (const int state : known) {
                    for (int event = 0; event < eventCount; ++event) {
                        if (const auto next =
                                after(static_cast<JobState>(state), static_cast<JobEvent>(event)))
                            reached.insert(static_cast<int>(*next));
                    }
                }
            }
            if (from == static_cast<int>(JobState::Done)
                || from == static_cast<int>(JobState::Canceled))
                QCOMPARE(reached.size(), 1);
            else
                QVERIFY(reached.contains(static_cast<int>(JobState::Failed)));
        }
    }

    /// A schedule under random commands: no slot too many, nothing held or blocked is sent, nothing
    /// is lost, the order is what the user made of it.
    void scheduleWalk()
    {
        constexpr int commands = 100'000;
        QRandomGenerator random(4711);
        JobSchedule schedule;
        QHash<QString, int> underWay;
        QList<JobId> order;
        QSet<JobId> held;
        QSet<QString> blocked;
        const QStringList servers{QStringLiteral("fal"), QStringLiteral("local")};
        int made = 0;
        int sent = 0;
        int taken = 0;
        for (int i = 0; i < commands; ++i) {
            const auto any = [&] { return order.at(random.bounded(int(order.size()))); };
            switch (random.bounded(10)) {
            case 0:
            case 1:
            case 2: {
                if (order.size() > 30)
                    break;
                const JobId id(QString::number(++made));
                const auto lane = random.bounded(2) ? JobLane::Interactive : JobLane::Background;
                schedule.add({id, servers.at(random.bounded(2)), lane, false, 0});
                break;
            }
            case 3:
                if (!order.isEmpty()) {
                    const JobId id = any();
                    schedule.remove(id);
                    held.remove(id);
                    ++taken;
                }
                break;
            case 4:
                if (!order.isEmpty()) {
                    const JobId id = any();
                    const bool hold = random.bounded(2) == 0;
                    schedule.setHeld(id, hold);
                    hold ? (void)held.insert(id) : (void)held.remove(id);
                }
                break;
            case 5:
                if (!order.isEmpty())
                    schedule.move(any(), random.bounded(4) == 0 ? JobId() : any());
                break;
            case 6: {
                const QString server = servers.at(random.bounded(2));
                const bool block = random.bounded(3) == 0;
                schedule.setBlocked(server, block);
                block ? (void)blocked.insert(server) : (void)blocked.remove(server);
                break;
            }
            case 7:
                schedule.setLimit(servers.at(random.bounded(2)), random.bounded(5));
                break;
            case 8:
                schedule.setPaused(random.bounded(4) == 0);
                break;
            default: {
                const QString ended = servers.at(random.bounded(2));
                underWay[ended] = std::max(0, underWay.value(ended) - 1);
                const auto next = schedule.next(underWay);
                if (!next)
                    break;
                const WaitingJob job = *schedule.find(*next);
                QVERIFY(!schedule.isPaused());
                QVERIFY(!job.held && !held.contains(job.id) && !blocked.contains(job.server));
                QVERIFY(underWay.value(job.server) < schedule.limit(job.server));
                // Nobody before it could have gone.
                for (const JobId &earlier : schedule.order()) {
                    if (earlier == job.id)
                        break;
                    const WaitingJob &other = *schedule.find(earlier);
                    QVERIFY(other.held || blocked.contains(other.server)
                            || underWay.value(other.server) >= schedule.limit(other.server));
                }
                schedule.remove(job.id);
                held.remove(job.id);
                ++underWay[job.server];
                ++sent;
                break;
            }
            }
            order = schedule.order();
            QCOMPARE(schedule.size(), made - sent - taken);
            for (qsizetype at = 1; i % 20 == 0 && at < order.size(); ++at)
                QVERIFY(schedule.find(order.at(at - 1))->rank < schedule.find(order.at(at))->rank);
        }
        QVERIFY(sent > 1000);
    }

    void missedStepsAreFine()
    {
        QCOMPARE(after(JobState::Queued, JobEvent::Completed), std::optional(JobState::Fetching));
        QCOMPARE(after(JobState::Running, JobEvent::Started), std::nullopt);
        QCOMPARE(after(JobState::Running, JobEvent::Requeued), std::optional(JobState::Queued));
        QCOMPARE(after(JobState::Canceling, JobEvent::Completed),
                 std::optional(JobState::Fetching));
    }
};

QTEST_APPLESS_MAIN(TestJobState)
#include "tst_jobstate.moc"
