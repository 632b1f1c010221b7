#include "core/jobs/jobschedule.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

WaitingJob waiting(const QString &id, JobLane lane = JobLane::Interactive,
                   const QString &server = u"fal"_s)
{
    WaitingJob job;
    job.id = JobId(id);
    job.server = server;
    job.lane = lane;
    return job;
}

QString orderOf(const JobSchedule &schedule)
{
    QStringList ids;
    for (const JobId &id : schedule.order())
        ids.append(id.toString());
    return ids.join(u' ');
}

QString nextOf(const JobSchedule &schedule, const QHash<QString, int> &underWay = {})
{
    const auto next = schedule.next(underWay);
    return next ? next->toString() : QString();
}

} // namespace

/// Whose turn it is.
class TestJobSchedule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstComeFirstServed();
    void interactiveBeforeBackground();
    void noMoreThanTheAccountRuns();
    void pausedAndBlocked();
    void movedByHand();
    void movedAmongOthersLanes();
    void heldAndSentNext();
    void ranksTellTheOrder();
    void manyMovesToOnePlace();
    void randomWalk();
};

void TestJobSchedule::firstComeFirstServed()
{
    JobSchedule schedule;
    QCOMPARE(nextOf(schedule), QString());
    for (const QString &id : {u"a"_s, u"b"_s, u"c"_s})
        schedule.add(waiting(id));
    schedule.add(waiting(u"b"_s));
    QCOMPARE(orderOf(schedule), u"a b c"_s);
    QCOMPARE(nextOf(schedule), u"a"_s);
    schedule.remove(JobId(u"a"_s));
    schedule.remove(JobId(u"a"_s));
    QCOMPARE(nextOf(schedule), u"b"_s);
    QVERIFY(!schedule.contains(JobId(u"a"_s)));
    QVERIFY(!schedule.find(JobId(u"a"_s)));
}

void TestJobSchedule::interactiveBeforeBackground()
{
    JobSchedule schedule;
    for (int i = 0; i < 200; ++i)
        schedule.add(waiting(u"b%1"_s.arg(i), JobLane::Background));
    schedule.add(waiting(u"now"_s));
    schedule.add(waiting(u"then"_s));
    QCOMPARE(nextOf(schedule), u"now"_s);
    schedule.remove(JobId(u"now"_s));
    QCOMPARE(nextOf(schedule), u"then"_s);
    schedule.remove(JobId(u"then"_s));
    QCOMPARE(nextOf(schedule), u"b0"_s);
}

void TestJobSchedule::noMoreThanTheAccountRuns()
{
    JobSchedule schedule;
    schedule.add(waiting(u"a"_s));
    schedule.add(waiting(u"l"_s, JobLane::Interactive, u"local"_s));
    QCOMPARE(nextOf(schedule, {{u"fal"_s, 1}}), u"a"_s);
    // Another server's slot is free.
    QCOMPARE(nextOf(schedule, {{u"fal"_s, 2}}), u"l"_s);
    schedule.setLimit(u"local"_s, 1);
    QCOMPARE(nextOf(schedule, {{u"fal"_s, 2}, {u"local"_s, 1}}), QString());
    schedule.setLimit(u"fal"_s, 10);
    QCOMPARE(nextOf(schedule, {{u"fal"_s, 9}, {u"local"_s, 1}}), u"a"_s);
    schedule.setLimit(u"fal"_s, -3);
    QCOMPARE(schedule.limit(u"fal"_s), 1);
}

void TestJobSchedule::pausedAndBlocked()
{
    JobSchedule schedule;
    schedule.add(waiting(u"a"_s));
    schedule.add(waiting(u"l"_s, JobLane::Interactive, u"local"_s));
    schedule.setBlocked(u"fal"_s, true);
    QCOMPARE(nextOf(schedule), u"l"_s);
    schedule.setPaused(true);
    QCOMPARE(nextOf(schedule), QString());
    schedule.setPaused(false);
    schedule.setBlocked(u"fal"_s, false);
    QCOMPARE(nextOf(schedule), u"a"_s);
}

void TestJobSchedule::movedByHand()
{
    JobSchedule schedule;
    for (const QString &id : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
        schedule.add(waiting(id));
    schedule.move(JobId(u"d"_s), JobId(u"b"_s));
    QCOMPARE(orderOf(schedule), u"a d b c"_s);
    schedule.move(JobId(u"a"_s), {});
    QCOMPARE(orderOf(schedule), u"d b c a"_s);
    schedule.move(JobId(u"b"_s), JobId(u"b"_s));
    schedule.move(JobId(u"x"_s), JobId(u"b"_s));
    schedule.move(JobId(u"b"_s), JobId(u"x"_s));
    QCOMPARE(orderOf(schedule), u"d b c a"_s);
}

void TestJobSchedule::movedAmongOthersLanes()
{
    JobSchedule schedule;
    schedule.add(waiting(u"i1"_s));
    schedule.add(waiting(u"i2"_s));
    schedule.add(waiting(u"b1"_s, JobLane::Background));
    schedule.add(waiting(u"b2"_s, JobLane::Background));
    // What is put before others that wait in front of the screen is not overtaken any more.
    schedule.move(JobId(u"b2"_s), JobId(u"i2"_s));
    schedule.add(waiting(u"i3"_s));
    QCOMPARE(orderOf(schedule), u"i1 b2 i2 i3 b1"_s);
    // What is put behind the batch lets others pass.
    schedule.move(JobId(u"i1"_s), {});
    schedule.add(waiting(u"i4"_s));
    QCOMPARE(orderOf(schedule), u"b2 i2 i3 i4 b1 i1"_s);
    QCOMPARE(schedule.find(JobId(u"i1"_s))->lane, JobLane::Background);
}

void TestJobSchedule::heldAndSentNext()
{
    JobSchedule schedule;
    schedule.add(waiting(u"a"_s));
    schedule.add(waiting(u"b"_s));
    schedule.add(waiting(u"c"_s, JobLane::Background));
    schedule.setHeld(JobId(u"a"_s), true);
    schedule.setHeld(JobId(u"c"_s), true);
    QCOMPARE(nextOf(schedule), u"b"_s);
    schedule.remove(JobId(u"b"_s));
    QCOMPARE(nextOf(schedule), QString());
    schedule.sendNext(JobId(u"c"_s));
    QCOMPARE(orderOf(schedule), u"c a"_s);
    QCOMPARE(nextOf(schedule), u"c"_s);
    schedule.setHeld(JobId(u"a"_s), false);
    schedule.remove(JobId(u"c"_s));
    QCOMPARE(nextOf(schedule), u"a"_s);
    schedule.sendNext(JobId(u"x"_s));
}

void TestJobSchedule::ranksTellTheOrder()
{
    JobSchedule before;
    for (const QString &id : {u"a"_s, u"b"_s, u"c"_s})
        before.add(waiting(id));
    before.add(waiting(u"d"_s, JobLane::Background));
    before.move(JobId(u"c"_s), JobId(u"a"_s));
    before.setHeld(JobId(u"b"_s), true);
    const QList<WaitingJob> kept = before.takeChanged();
    QCOMPARE(kept.size(), 4);
    QVERIFY(before.takeChanged().isEmpty());
    before.setHeld(JobId(u"b"_s), true);
    QVERIFY(before.takeChanged().isEmpty());
    // As another start reads them, in whatever order.
    JobSchedule after;
    for (auto job = kept.crbegin(); job != kept.crend(); ++job)
        after.add(*job, true);
    QCOMPARE(orderOf(after), orderOf(before));
    QVERIFY(after.takeChanged().isEmpty());
    QVERIFY(after.find(JobId(u"b"_s))->held);
    after.add(waiting(u"e"_s));
    QCOMPARE(orderOf(after), u"c a b e d"_s);
}

void TestJobSchedule::manyMovesToOnePlace()
{
    JobSchedule schedule;
    for (const QString &id : {u"a"_s, u"b"_s, u"c"_s})
        schedule.add(waiting(id));
    // Each time half the room between two ranks is left.
    for (int i = 0; i < 500; ++i) {
        schedule.move(JobId(u"c"_s), JobId(u"b"_s));
        QCOMPARE(orderOf(schedule), u"a c b"_s);
        schedule.move(JobId(u"b"_s), JobId(u"c"_s));
        QCOMPARE(orderOf(schedule), u"a b c"_s);
    }
    const QList<WaitingJob> kept = schedule.takeChanged();
    for (qsizetype i = 1; i < kept.size(); ++i)
        QVERIFY(kept.at(i - 1).rank < kept.at(i).rank);
}

void TestJobSchedule::randomWalk()
{
    QRandomGenerator random(20261123);
    JobSchedule schedule;
    QHash<QString, WaitingJob> disk;
    const auto someId = [&random] { return u"%1"_s.arg(random.bounded(60)); };
    for (int i = 0; i < 20'000; ++i) {
        const QString id = someId();
        switch (random.bounded(7)) {
        case 0:
        case 1:
            schedule.add(
                waiting(id, random.bounded(2) == 0 ? JobLane::Interactive : JobLane::Background,
                        random.bounded(2) == 0 ? u"fal"_s : u"local"_s));
            break;
        case 2:
            schedule.remove(JobId(id));
            disk.remove(id);
            break;
        case 3:
            schedule.move(JobId(id), random.bounded(5) == 0 ? JobId() : JobId(someId()));
            break;
        case 4:
            schedule.sendNext(JobId(id));
            break;
        case 5:
            schedule.setHeld(JobId(id), random.bounded(2) == 0);
            break;
        default:
            break;
        }
        for (const WaitingJob &job : schedule.takeChanged())
            disk.insert(job.id.toString(), job);
        // No job twice, and what is on disk gives the same order at any moment.
        const QList<JobId> order = schedule.order();
        QCOMPARE(QSet<JobId>(order.cbegin(), order.cend()).size(), order.size());
        QCOMPARE(disk.size(), order.size());
        QList<WaitingJob> kept = disk.values();
        std::sort(kept.begin(), kept.end(),
                  [](const WaitingJob &a, const WaitingJob &b) { return a.rank < b.rank; });
        for (qsizetype at = 0; at < kept.size(); ++at)
            QCOMPARE(kept.at(at).id, order.at(at));
        // What goes next is never held, and no job that may go stands before it.
        const QHash<QString, int> underWay{{u"fal"_s, random.bounded(4)},
                                           {u"local"_s, random.bounded(4)}};
        const auto next = schedule.next(underWay);
        const auto mayGo = [&](const JobId &job) {
            const WaitingJob *entry = schedule.find(job);
            return !entry->held && underWay.value(entry->server) < JobSchedule::defaultLimit;
        };
        const auto first = std::find_if(order.cbegin(), order.cend(), mayGo);
        QCOMPARE(next.has_value(), first != order.cend());
        if (next)
            QCOMPARE(*next, *first);
    }
}

QTEST_APPLESS_MAIN(TestJobSchedule)
#include "tst_jobschedule.moc"
