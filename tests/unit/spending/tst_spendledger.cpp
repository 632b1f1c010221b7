#include "core/jobs/jobstate.h"
#include "core/library/sqlspendingrepository.h"
#include "core/library/store.h"
#include "core/spending/spendcharge.h"
#include "core/spending/spendledger.h"
#include "tests/support/await.h"
#include "tests/unit/spending/memoryspending.h"
#include "tests/unit/spending/setclock.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <memory>

using namespace peregrine;
using namespace peregrine::test;

namespace {

QDateTime at(const char *isoTime)
{
    return QDateTime::fromString(QLatin1String(isoTime), Qt::ISODate).toUTC();
}

QTimeZone zone(const char *id = "America/New_York")
{
    return QTimeZone(id);
}

Job job(const QString &id, double estimate, const QString &server = QStringLiteral("fal"))
{
    Job job;
    job.id = JobId(id);
    job.server = server;
    job.cost.estimated = estimate;
    return job;
}

Job inState(Job job, JobState state)
{
    job.state = state;
    if (state != JobState::Waiting)
        job.request = RequestId(QStringLiteral("r-") + job.id.toString());
    return job;
}

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-6;
}

} // namespace

class TestSpendLedger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void reservedThenSpent();
    void oncePerJob();
    void exactTakesThePlaceOfTheEstimate();
    void whatCostsNothingIsReleased();
    void unknownStaysReserved();
    void ofEachProfile();
    void daysBeginAtMidnight();
    void theDayAClockIsPutForward();
    void aMonthBegins();
    void aClockPutBackOpensNothing();
    void overARestart();
    void whatAKillLostIsMadeUpFor();
    void reservedForJobsThatAreGone();
    void jobsHeardOfBeforeItIsLoaded();
    void aFullDiskForgetsNothing();
    void randomSequences();
    void onDisk();

private:
    void start();

    MemorySpending m_disk;
    std::unique_ptr<SetClock> m_clock;
    std::unique_ptr<SpendLedger> m_ledger;
};

void TestSpendLedger::init()
{
    m_ledger.reset();
    m_disk.kept.clear();
    m_disk.refuses = false;
    m_clock = std::make_unique<SetClock>(at("2026-03-10T12:00:00-04:00"));
    start();
}

/// The program begins anew.
void TestSpendLedger::start()
{
    m_ledger = std::make_unique<SpendLedger>(m_disk, *m_clock, zone());
    m_ledger->setProfile(QStringLiteral("default"));
    QSignalSpy loaded(m_ledger.get(), &SpendLedger::loaded);
    m_ledger->load();
    QVERIFY(loaded.wait());
}

void TestSpendLedger::reservedThenSpent()
{
    QSignalSpy changed(m_ledger.get(), &SpendLedger::changed);
    const Job fox = job(QStringLiteral("fox"), 0.5);
    m_ledger->take({fox});
    QCOMPARE(m_ledger->totals().reserved.estimated, 0.5);
    QCOMPARE(m_ledger->totals().day.total(), 0.0);
    QVERIFY(m_disk.kept.isEmpty());
    m_ledger->take({inState(fox, JobState::Queued)});
    QVERIFY(m_disk.kept.value(fox.id).isReserved());
    m_ledger->take({inState(fox, JobState::Done)});
    const SpendTotals totals = m_ledger->totals();
    QCOMPARE(totals.reserved, SpendAmounts());
    QCOMPARE(totals.session.estimated, 0.5);
    QCOMPARE(totals.day.estimated, 0.5);
    QCOMPARE(totals.month.estimated, 0.5);
    QVERIFY(!m_disk.kept.value(fox.id).isReserved());
    QVERIFY(changed.wait());
    QCOMPARE(changed.size(), 1);
}

void TestSpendLedger::oncePerJob()
{
    const Job fox = job(QStringLiteral("fox"), 0.5);
    for (int i = 0; i < 3; ++i) {
        m_ledger->take({fox, inState(fox, JobState::Queued), inState(fox, JobState::Done)});
        m_ledger->take({inState(fox, JobState::Done)});
        QCOMPARE(m_ledger->totals().day.total(), 0.5);
    }
    // Its result is fetched again, at no charge.
    m_ledger->take({inState(fox, JobState::Queued)});
    QCOMPARE(m_ledger->totals().reserved.total(), 0.0);
    m_ledger->take({inState(fox, JobState::Failed)});
    QCOMPARE(m_ledger->totals().day.total(), 0.5);
    QCOMPARE(m_disk.spent(), 0.5);
}

void TestSpendLedger::exactTakesThePlaceOfTheEstimate()
{
    const Job fox = job(QStringLiteral("fox"), 0.5);
    Job billed = inState(fox, JobState::Done);
    billed.cost.billed = 0.8;
    m_ledger->take({fox});
    m_ledger->take({inState(fox, JobState::Done)});
    m_ledger->take({billed});
    QCOMPARE(m_ledger->totals().day.exact, 0.8);
    QCOMPARE(m_ledger->totals().day.estimated, 0.0);
    // An estimate never takes the place of what is known.
    m_ledger->take({inState(fox, JobState::Done)});
    QCOMPARE(m_ledger->totals().day.exact, 0.8);
    QCOMPARE(m_disk.spent(), 0.8);
    Job free = inState(job(QStringLiteral("free"), 0.5), JobState::Done);
    free.cost.billed = 0;
    m_ledger->take({free});
    QCOMPARE(m_ledger->totals().day.total(), 0.8);
    QCOMPARE(m_ledger->totals().day.unpriced, 0);
}

void TestSpendLedger::whatCostsNothingIsReleased()
{
    const Job fox = job(QStringLiteral("fox"), 0.5);
    Job broken = inState(fox, JobState::Failed);
    broken.error = Error();
    broken.error->httpStatus = 500;
    m_ledger->take({fox});
    m_ledger->take({inState(fox, JobState::Queued)});
    m_ledger->take({broken});
    QCOMPARE(m_ledger->totals(), SpendTotals());
    QVERIFY(m_disk.kept.isEmpty());
    m_ledger->take({job(QStringLiteral("near"), 5, QStringLiteral("local"))});
    QCOMPARE(m_ledger->totals(), SpendTotals());
}

void TestSpendLedger::unknownStaysReserved()
{
    Job fox = job(QStringLiteral("fox"), 0.5);
    m_ledger->take({fox});
    fox.state = JobState::Unknown;
    m_ledger->take({fox});
    QCOMPARE(m_ledger->totals().reserved.total(), 0.5);
    start();
    m_ledger->take({fox});
    QCOMPARE(m_ledger->totals().reserved.total(), 0.5);
    m_ledger->settleOthers();
    QCOMPARE(m_ledger->totals().reserved.total(), 0.5);
    // Nobody will ever know: it counts as spent.
    m_ledger->forget({fox.id});
    QCOMPARE(m_ledger->totals().reserved.total(), 0.0);
    QCOMPARE(m_ledger->totals().day.total(), 0.5);
    // It is taken back, and learned after all.
    m_ledger->take({fox});
    Job done = inState(fox, JobState::Done);
    done.cost.billed = 0.4;
    m_ledger->take({done});
    QCOMPARE(m_ledger->totals().day.exact, 0.4);
    QCOMPARE(m_ledger->totals().reserved.total(), 0.0);
}

void TestSpendLedger::ofEachProfile()
{
    const Job fox = job(QStringLiteral("fox"), 0.5);
    m_ledger->take({fox});
    m_ledger->setProfile(QStringLiteral("work"));
    QCOMPARE(m_ledger->totals(), SpendTotals());
    // It was sent with the other, and ends as that one's.
    m_ledger->take({inState(fox, JobState::Done)});
    QCOMPARE(m_ledger->totals(), SpendTotals());
    m_ledger->take({inState(job(QStringLiteral("hare"), 2), JobState::Running)});
    QCOMPARE(m_ledger->totals().reserved.total(), 2.0);
    m_ledger->setProfile(QStringLiteral("default"));
    QCOMPARE(m_ledger->totals().day.total(), 0.5);
}

void TestSpendLedger::daysBeginAtMidnight()
{
    m_clock->time = at("2026-03-10T23:59:59-04:00");
    const Job fox = job(QStringLiteral("fox"), 0.5);
    m_ledger->take({fox});
    m_ledger->take({inState(fox, JobState::Done)});
    QCOMPARE(m_ledger->totals().day.total(), 0.5);
    m_clock->time = at("2026-03-11T00:00:00-04:00");
    QCOMPARE(m_ledger->totals().day.total(), 0.0);
    QCOMPARE(m_ledger->totals().month.total(), 0.5);
    QCOMPARE(m_ledger->totals().session.total(), 0.5);
}

void TestSpendLedger::theDayAClockIsPutForward()
{
    // In Havana the day of 8 March 2026 begins at one.
    m_ledger = std::make_unique<SpendLedger>(m_disk, *m_clock, zone("America/Havana"));
    QSignalSpy loaded(m_ledger.get(), &SpendLedger::loaded);
    m_clock->time = at("2026-03-08T04:59:59Z");
    m_ledger->load();
    QVERIFY(loaded.wait());
    const Job fox = job(QStringLiteral("fox"), 0.5);
    m_ledger->take({fox});
    m_ledger->take({inState(fox, JobState::Done)});
    QCOMPARE(m_ledger->totals().day.total(), 0.5);
    m_clock->time = at("2026-03-08T05:00:00Z");
    QCOMPARE(m_ledger->totals().day.total(), 0.0);
    const Job hare = job(QStringLiteral("hare"), 0.25);
    m_ledger->take({hare});
    m_ledger->take({inState(hare, JobState::Done)});
    QCOMPARE(m_ledger->totals().day.total(), 0.25);
}

void TestSpendLedger::aMonthBegins()
{
    m_clock->time = at("2026-03-31T23:30:00-04:00");
    const Job fox = job(QStringLiteral("fox"), 0.5);
    m_ledger->take({fox});
    m_ledger->take({inState(fox, JobState::Done)});
    // April in Greenwich, March where the user is.
    QCOMPARE(m_ledger->totals().month.total(), 0.5);
    m_clock->time = at("2026-04-01T00:00:01-04:00");
    QCOMPARE(m_ledger->totals().month.total(), 0.0);
    start();
    QCOMPARE(m_ledger->totals().month.total(), 0.0);
    QCOMPARE(m_ledger->totals().session.total(), 0.0);
}

void TestSpendLedger::aClockPutBackOpensNothing()
{
    const auto spend = [this](const QString &id) {
        m_ledger->take({job(id, 1)});
        m_ledger->take({inState(job(id, 1), JobState::Done)});
    };
    spend(QStringLiteral("one"));
    for (const char *back :
         {"2026-03-09T12:00:00-04:00", "2026-02-01T12:00:00-04:00", "1970-01-01T00:00:00Z"}) {
        m_clock->time = at(back);
        QCOMPARE(m_ledger->totals().day.total(), 1.0);
    }
    spend(QStringLiteral("two"));
    QCOMPARE(m_ledger->totals().day.total(), 2.0);
    start();
    QCOMPARE(m_ledger->totals().day.total(), 2.0);
    spend(QStringLiteral("three"));
    // The clock is right again: all of it was spent today.
    m_clock->time = at("2026-03-10T13:00:00-04:00");
    start();
    QCOMPARE(m_ledger->totals().day.total(), 3.0);
    QCOMPARE(m_ledger->totals().month.total(), 3.0);
}

void TestSpendLedger::overARestart()
{
    const Job fox = job(QStringLiteral("fox"), 0.5);
    const Job hare = job(QStringLiteral("hare"), 2);
    m_ledger->take({fox, hare});
    m_ledger->take({inState(fox, JobState::Done), inState(hare, JobState::Running)});
    start();
    QCOMPARE(m_ledger->totals().day.total(), 0.5);
    QCOMPARE(m_ledger->totals().session.total(), 0.0);
    QCOMPARE(m_ledger->totals().reserved.total(), 2.0);
    m_ledger->take({inState(fox, JobState::Done), inState(hare, JobState::Running)});
    m_ledger->settleOthers();
    QCOMPARE(m_ledger->totals().reserved.total(), 2.0);
    m_ledger->take({inState(hare, JobState::Done)});
    QCOMPARE(m_ledger->totals().session.total(), 2.0);
    QCOMPARE(m_ledger->totals().day.total(), 2.5);
}

void TestSpendLedger::whatAKillLostIsMadeUpFor()
{
    // The job's end is on disk, what it cost is not.
    Job fox = inState(job(QStringLiteral("fox"), 0.5), JobState::Done);
    fox.endedAt = at("2026-03-09T20:00:00-04:00");
    Job old = inState(job(QStringLiteral("old"), 7), JobState::Done);
    old.endedAt = at("2026-02-28T20:00:00-05:00");
    m_ledger->take({old, fox});
    QCOMPARE(m_ledger->totals().day.total(), 0.0);
    QCOMPARE(m_ledger->totals().month.total(), 0.5);
    QCOMPARE(m_ledger->totals().session.total(), 0.0);
    start();
    m_ledger->take({old, fox});
    QCOMPARE(m_ledger->totals().month.total(), 0.5);
    QCOMPARE(m_disk.spent(), 0.5);
}

void TestSpendLedger::reservedForJobsThatAreGone()
{
    const Job fox = job(QStringLiteral("fox"), 0.5);
    m_ledger->take({fox});
    m_ledger->take({inState(fox, JobState::Queued)});
    start();
    m_ledger->settleOthers();
    QCOMPARE(m_ledger->totals().reserved.total(), 0.0);
    QCOMPARE(m_ledger->totals().day.total(), 0.5);
    QCOMPARE(m_disk.spent(), 0.5);
}

void TestSpendLedger::jobsHeardOfBeforeItIsLoaded()
{
    m_ledger = std::make_unique<SpendLedger>(m_disk, *m_clock, zone());
    const Job fox = job(QStringLiteral("fox"), 0.5);
    m_ledger->take({fox});
    m_ledger->settleOthers();
    QVERIFY(!m_ledger->isLoaded());
    QSignalSpy loaded(m_ledger.get(), &SpendLedger::loaded);
    m_ledger->load();
    m_ledger->load();
    QVERIFY(loaded.wait());
    QCOMPARE(loaded.size(), 1);
    QCOMPARE(m_ledger->totals().reserved.total(), 0.5);
}

void TestSpendLedger::aFullDiskForgetsNothing()
{
    Job fox = job(QStringLiteral("fox"), 0.5);
    m_disk.refuses = true;
    m_ledger->take({fox});
    fox = inState(fox, JobState::Done);
    fox.endedAt = m_clock->now();
    m_ledger->take({fox});
    QCOMPARE(m_ledger->totals().day.total(), 0.5);
    QVERIFY(m_disk.kept.isEmpty());

    m_ledger = std::make_unique<SpendLedger>(m_disk, *m_clock, zone());
    QSignalSpy failed(m_ledger.get(), &SpendLedger::failed);
    m_ledger->load();
    QVERIFY(failed.wait());
    QVERIFY(!m_ledger->isLoaded());
    m_disk.refuses = false;
    start();
    m_ledger->take({fox});
    QCOMPARE(m_ledger->totals().day.total(), 0.5);
}

namespace {

/// What should be, worked out the plain way: each job's amount once, at the time it was spent.
struct Reference
{
    struct Spent
    {
        double amount = 0;
        bool isExact = false;
        bool isOfSession = false;
        QDateTime at;
    };
    QHash<JobId, Spent> spent;
    QHash<JobId, double> reserved;
    QHash<JobId, JobState> seen;
    QDateTime latest;

    void take(const Job &job)
    {
        const SpendCharge charge =
            chargeOf(job, seen.value(job.id, JobState::Waiting) == JobState::Unknown);
        const bool wasSeen = seen.contains(job.id);
        seen.insert(job.id, job.state);
        if (spent.contains(job.id)) {
            Spent &old = spent[job.id];
            if (charge.kind == SpendCharge::Kind::Spent && charge.isExact && !old.isExact) {
                old.amount = charge.amount;
                old.isExact = true;
            }
            return;
        }
        reserved.remove(job.id);
        if (charge.kind == SpendCharge::Kind::Reserved)
            reserved.insert(job.id, charge.amount);
        else if (charge.kind == SpendCharge::Kind::Spent)
            spent.insert(job.id, {charge.amount, charge.isExact, wasSeen, latest});
    }
    [[nodiscard]] double sumSince(const QDateTime &from) const
    {
        double sum = 0;
        for (const Spent &each : spent)
            sum += each.at >= from ? each.amount : 0;
        return sum;
    }
    [[nodiscard]] double sumReserved() const
    {
        double sum = 0;
        for (const double each : reserved)
            sum += each;
        return sum;
    }
};

int below(QRandomGenerator &random, int end)
{
    return random.bounded(end);
}

/// One step of the job's life, by the table, with what goes with it. False when it has come to its
/// end.
bool step(Job &job, QRandomGenerator &random)
{
    QList<JobEdge> edges;
    for (const JobEdge &edge : jobEdges) {
        const bool isForSent = edge.on == JobEvent::AskedAgain;
        const bool canFetchAgain = edge.from != JobState::Failed || !job.output.isEmpty();
        if (edge.from == job.state && (!isForSent || (!job.request.isEmpty() && canFetchAgain)))
            edges.append(edge);
    }
    if (edges.isEmpty())
        return false;
    const JobEdge edge = edges.at(below(random, int(edges.size())));
    job.state = edge.to;
    const auto fail = [&job](int status, bool maybeDelivered) {
        job.error = Error();
        job.error->kind = status == 0 ? Error::Kind::Network : Error::Kind::Server;
        job.error->httpStatus = status;
        job.error->maybeDelivered = maybeDelivered;
    };
    switch (edge.on) {
    case JobEvent::Accepted:
        job.request = RequestId(QStringLiteral("r"));
        break;
    case JobEvent::Started:
        job.startedAt = QDateTime::fromMSecsSinceEpoch(1, Qt::UTC);
        break;
    case JobEvent::Stored:
        job.output = {{QStringLiteral("images"), 1}};
        if (below(random, 2) == 0)
            job.cost.billed = 0.01 * below(random, 300);
        break;
    case JobEvent::Faulted:
        fail(QList<int>{0, 400, 422, 500, 503}.at(below(random, 5)), false);
        if (edge.from == JobState::Fetching && below(random, 2) == 0)
            job.output = {{QStringLiteral("images"), 1}};
        break;
    case JobEvent::Lost:
        fail(job.request.isEmpty() ? 0 : 502, job.request.isEmpty());
        break;
    default:
        break;
    }
    return true;
}

} // namespace

void TestSpendLedger::randomSequences()
{
    for (quint32 seed = 0; seed < 10'000; ++seed) {
        QRandomGenerator random(seed);
        m_disk.kept.clear();
        m_clock->time = at("2026-03-10T12:00:00-04:00");
        start();
        Reference reference;
        QList<Job> jobs;
        double spent = 0;
        double session = 0;
        const auto fits = [&](bool mayCorrect) {
            reference.latest = std::max(reference.latest, m_clock->now());
            const SpendTotals totals = m_ledger->totals();
            const QDate today = reference.latest.toTimeZone(zone()).date();
            const QDateTime month = QDate(today.year(), today.month(), 1).startOfDay(zone());
            const bool isRight =
                near(m_disk.spent(), reference.sumSince(at("1960-01-01T00:00:00Z")))
                && near(totals.day.total(), reference.sumSince(today.startOfDay(zone())))
                && near(totals.month.total(), reference.sumSince(month))
                && near(totals.reserved.total(), reference.sumReserved());
            const bool grows = mayCorrect
                || (m_disk.spent() >= spent - 1e-9 && totals.session.total() >= session - 1e-9);
            spent = m_disk.spent();
            session = totals.session.total();
            return isRight && grows;
        };
        reference.latest = m_clock->now();
        const int steps = 10 + below(random, 40);
        for (int i = 0; i < steps; ++i) {
            bool mayCorrect = false;
            switch (below(random, 12)) {
            case 0:
            case 1:
                jobs.append(
                    job(QString::number(jobs.size()), 0.01 * (1 + below(random, 200)),
                        below(random, 6) == 0 ? QStringLiteral("local") : QStringLiteral("fal")));
                reference.take(jobs.constLast());
                m_ledger->take({jobs.constLast()});
                break;
            case 2:
                // Back and forth, over days and months.
                m_clock->time = m_clock->time.addSecs((below(random, 2000) - 900) * 1000);
                break;
            case 3: {
                start();
                session = 0;
                reference.seen.clear();
                // Of the time before only what is on disk is known.
                reference.latest = m_clock->now();
                for (const Reference::Spent &each : std::as_const(reference.spent))
                    reference.latest = std::max(reference.latest, each.at);
                for (const Job &each : std::as_const(jobs)) {
                    if (!hasEnded(each.state) || reference.spent.contains(each.id))
                        reference.take(each);
                }
                m_ledger->take(jobs);
                m_ledger->settleOthers();
                break;
            }
            default:
                if (jobs.isEmpty())
                    break;
                Job &one = jobs[below(random, int(jobs.size()))];
                if (!step(one, random))
                    break;
                if (hasEnded(one.state))
                    one.endedAt = m_clock->now();
                reference.latest = std::max(reference.latest, m_clock->now());
                mayCorrect = reference.spent.contains(one.id) && one.cost.billed.has_value();
                reference.take(one);
                m_ledger->take({one});
            }
            if (!fits(mayCorrect))
                QFAIL(qPrintable(QStringLiteral("seed %1, step %2").arg(seed).arg(i)));
        }
    }
}

void TestSpendLedger::onDisk()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("library.sqlite"));
    for (int run = 0; run < 3; ++run) {
        Store store(path);
        QVERIFY(await(store.open()));
        SqlSpendingRepository disk(store);
        m_ledger = std::make_unique<SpendLedger>(disk, *m_clock, zone());
        m_ledger->setProfile(QStringLiteral("default"));
        QSignalSpy loaded(m_ledger.get(), &SpendLedger::loaded);
        m_ledger->load();
        QVERIFY(loaded.wait());
        QCOMPARE(m_ledger->totals().day.total(), run == 0 ? 0.0 : 0.5);
        const Job fox = job(QStringLiteral("fox"), 0.5);
        m_ledger->take({fox, inState(fox, JobState::Queued)});
        m_ledger->take({inState(fox, JobState::Done)});
        QCOMPARE(m_ledger->totals().day.total(), 0.5);
        m_ledger.reset();
    }
}

QTEST_GUILESS_MAIN(TestSpendLedger)
#include "tst_spendledger.moc"
