#include "core/jobs/jobstate.h"

#include <QTest>

using namespace peregrine;

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
