#include "core/spending/spendcharge.h"

#include <QTest>

#include <functional>
#include <limits>

using namespace peregrine;

using Kind = SpendCharge::Kind;
using Prepare = std::function<void(Job &)>;

Q_DECLARE_METATYPE(Prepare)
Q_DECLARE_METATYPE(Kind)

namespace {

Job job(JobState state)
{
    Job job;
    job.id = JobId(QStringLiteral("j"));
    job.server = QStringLiteral("fal");
    job.state = state;
    job.cost.estimated = 0.5;
    return job;
}

void fail(Job &job, Error::Kind kind, int status)
{
    job.error = Error();
    job.error->kind = kind;
    job.error->httpStatus = status;
}

} // namespace

/// Who pays for what, by fal's rules.
class TestSpendCharge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void states_data();
    void states();
    void ends_data();
    void ends();
    void amounts();
};

void TestSpendCharge::states_data()
{
    QTest::addColumn<JobState>("state");
    QTest::addColumn<Kind>("kind");
    for (const JobState state :
         {JobState::Waiting, JobState::Uploading, JobState::Submitting, JobState::Queued,
          JobState::Running, JobState::Canceling, JobState::Fetching, JobState::Unknown})
        QTest::addRow("%s", qPrintable(jobStateName(state))) << state << Kind::Reserved;
    QTest::newRow("done") << JobState::Done << Kind::Spent;
    QTest::newRow("canceled before it was sent") << JobState::Canceled << Kind::None;
    QTest::newRow("failed before it was sent") << JobState::Failed << Kind::None;
}

void TestSpendCharge::states()
{
    QFETCH(JobState, state);
    QFETCH(Kind, kind);
    QCOMPARE(chargeOf(job(state), false).kind, kind);
    Job local = job(state);
    local.server = QStringLiteral("local");
    QCOMPARE(chargeOf(local, false).kind, Kind::None);
}

void TestSpendCharge::ends_data()
{
    QTest::addColumn<JobState>("state");
    QTest::addColumn<bool>("wasLost");
    QTest::addColumn<Prepare>("prepare");
    QTest::addColumn<Kind>("kind");
    const auto sent = [](Job &job) { job.request = RequestId(QStringLiteral("r")); };
    const auto ran = [sent](Job &job) {
        sent(job);
        job.startedAt = QDateTime::currentDateTimeUtc();
    };
    const auto row = [](const char *name, JobState state, const Prepare &prepare, Kind kind,
                        bool wasLost = false) {
        QTest::newRow(name) << state << wasLost << prepare << kind;
    };
    row("taken out of the queue", JobState::Canceled, sent, Kind::None);
    row("canceled while it ran", JobState::Canceled, ran, Kind::Spent);
    row(
        "refused at the submit", JobState::Failed,
        [](Job &j) { fail(j, Error::Kind::Validation, 422); }, Kind::None);
    row(
        "no connection", JobState::Failed, [](Job &j) { fail(j, Error::Kind::Network, 0); },
        Kind::None);
    row(
        "may have arrived", JobState::Failed,
        [](Job &j) {
            fail(j, Error::Kind::Network, 0);
            j.error->maybeDelivered = true;
        },
        Kind::Spent);
    row(
        "given up without a request", JobState::Failed,
        [](Job &j) { fail(j, Error::Kind::Forbidden, 403); }, Kind::Spent, true);
    row(
        "not in the account's list", JobState::Failed,
        [](Job &j) { fail(j, Error::Kind::NotFound, 0); }, Kind::None, true);
    row(
        "422 that nothing worked on", JobState::Failed,
        [sent](Job &j) {
            sent(j);
            fail(j, Error::Kind::Validation, 422);
        },
        Kind::None);
    row(
        "422 by a runner", JobState::Failed,
        [ran](Job &j) {
            ran(j);
            fail(j, Error::Kind::Validation, 422);
        },
        Kind::Spent);
    row(
        "422 with a time of work", JobState::Failed,
        [sent](Job &j) {
            sent(j);
            j.inferenceSeconds = 2;
            fail(j, Error::Kind::Validation, 422);
        },
        Kind::Spent);
    row(
        "the model broke", JobState::Failed,
        [ran](Job &j) {
            ran(j);
            fail(j, Error::Kind::Server, 500);
        },
        Kind::None);
    row(
        "given up after the gateway broke", JobState::Failed,
        [ran](Job &j) {
            ran(j);
            fail(j, Error::Kind::Server, 502);
        },
        Kind::Spent, true);
    row(
        "its file could not be kept", JobState::Failed,
        [ran](Job &j) {
            ran(j);
            j.output = {{QStringLiteral("images"), QStringLiteral("x")}};
            fail(j, Error::Kind::Media, 404);
        },
        Kind::Spent);
    row(
        "an answer that cannot be read", JobState::Failed,
        [sent](Job &j) {
            sent(j);
            fail(j, Error::Kind::Malformed, 0);
        },
        Kind::Spent);
}

void TestSpendCharge::ends()
{
    QFETCH(JobState, state);
    QFETCH(bool, wasLost);
    QFETCH(Prepare, prepare);
    QFETCH(Kind, kind);
    Job ended = job(state);
    prepare(ended);
    const SpendCharge charge = chargeOf(ended, wasLost);
    QCOMPARE(charge.kind, kind);
    if (kind == Kind::Spent)
        QCOMPARE(charge.amount, 0.5);
}

void TestSpendCharge::amounts()
{
    Job done = job(JobState::Done);
    QCOMPARE(chargeOf(done, false).isExact, false);
    done.cost.billed = 0.75;
    QCOMPARE(chargeOf(done, false).amount, 0.75);
    QCOMPARE(chargeOf(done, false).isExact, true);
    // What cannot be an amount of money is not known.
    done.cost.billed = std::numeric_limits<double>::quiet_NaN();
    done.cost.estimated = -1;
    QCOMPARE(chargeOf(done, false).amount, 0.0);
    QCOMPARE(chargeOf(done, false).isExact, false);
}

QTEST_GUILESS_MAIN(TestSpendCharge)
#include "tst_spendcharge.moc"
