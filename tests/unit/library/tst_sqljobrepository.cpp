#include "core/library/assetrepository.h"
#include "core/library/sqlhelpers.h"
#include "core/library/sqljobrepository.h"
#include "core/library/store.h"
#include "tests/support/await.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using peregrine::test::await;

namespace {

using Saved = Expected<Done, Error>;

Job jobWithId(const QString &id)
{
    Job job;
    job.id = JobId(id);
    job.endpoint = *EndpointId::parse(QStringLiteral("local/paint"));
    return job;
}

Job fullJob()
{
    Job job = jobWithId(makeIdText());
    job.batch = BatchId(QStringLiteral("batch-1"));
    job.endpoint = *EndpointId::parse(QStringLiteral("workflows/me/up/scale/it"));
    job.modelTitle = QStringLiteral("Up \u2191 'scale\"");
    job.server = QStringLiteral("http://127.0.0.1:7860/base");
    job.input = {
        {QStringLiteral("prompt"), QStringLiteral("a \U0001F98A fox\nnew line \u0000 nul")},
        {QStringLiteral("n"), 3},
        {QStringLiteral("list"), QJsonArray{1, QJsonValue::Null, true, 1.5}}};
    job.files = {{QStringLiteral("/image_url"), QStringLiteral("/home/x/a b.png")},
                 {QStringLiteral("/loras/0/path"), QStringLiteral("/\u00e4.safetensors")}};
    job.state = JobState::Running;
    job.queuePosition = 7;
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = QStringLiteral("too large");
    error.httpStatus = 422;
    error.fields = {{{QStringLiteral("loras"), QStringLiteral("0")},
                     QStringLiteral("bad"),
                     QStringLiteral("less_than_equal"),
                     {{QStringLiteral("le"), 50}}},
                    {{}, QStringLiteral("all"), QString()}};
    error.maybeDelivered = true;
    error.retryAfterSeconds = 12;
    error.needsRetry = false;
    error.type = QStringLiteral("less_than_equal");
    error.request = RequestId(QStringLiteral("req/2"));
    job.error = error;
    job.request = RequestId(QStringLiteral("req/1"));
    job.statusUrl =
        QUrl(QStringLiteral("https://queue.fal.run/a/b/requests/1/status?logs=1&x=%2F"));
    job.responseUrl = QUrl(QStringLiteral("https://queue.fal.run/a/b/requests/1"));
    job.cancelUrl = QUrl(QStringLiteral("https://queue.fal.run/a/b/requests/1/cancel"));
    job.createdAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123).toUTC();
    job.submittedAt = job.createdAt.addMSecs(1);
    job.startedAt = job.createdAt.addMSecs(20);
    job.endedAt = job.createdAt.addMSecs(300);
    job.inferenceSeconds = 1.25;
    job.batchPlace = {0, 12, 3};
    job.attempts = 2;
    job.cost = {0.03, 0.025};
    job.runner = QStringLiteral("run-1");
    job.output = {{QStringLiteral("seed"), qint64{9007199254740991}},
                  {QStringLiteral("images"),
                   QJsonArray{QJsonObject{{QStringLiteral("url"), QStringLiteral("https://x")}}}}};
    return job;
}

void compareJobs(const Job &actual, const Job &expected)
{
    QCOMPARE(actual.id, expected.id);
    QCOMPARE(actual.batch, expected.batch);
    QCOMPARE(actual.endpoint, expected.endpoint);
    QCOMPARE(actual.modelTitle, expected.modelTitle);
    QCOMPARE(actual.server, expected.server);
    QCOMPARE(actual.input, expected.input);
    QCOMPARE(actual.files, expected.files);
    QCOMPARE(actual.state, expected.state);
    QCOMPARE(actual.queuePosition, expected.queuePosition);
    QVERIFY(actual.error == expected.error);
    QCOMPARE(actual.request, expected.request);
    QCOMPARE(actual.statusUrl, expected.statusUrl);
    QCOMPARE(actual.responseUrl, expected.responseUrl);
    QCOMPARE(actual.cancelUrl, expected.cancelUrl);
    QCOMPARE(actual.createdAt, expected.createdAt);
    QCOMPARE(actual.submittedAt, expected.submittedAt);
    QCOMPARE(actual.startedAt, expected.startedAt);
    QCOMPARE(actual.endedAt, expected.endedAt);
    QCOMPARE(actual.inferenceSeconds, expected.inferenceSeconds);
    QCOMPARE(actual.batchPlace, expected.batchPlace);
    QCOMPARE(actual.attempts, expected.attempts);
    QCOMPARE(actual.cost, expected.cost);
    QCOMPARE(actual.runner, expected.runner);
    QCOMPARE(actual.output, expected.output);
}

Asset assetOf(const Job &job, int index)
{
    Asset asset;
    asset.id = AssetId(makeIdText());
    asset.job = job.id;
    asset.index = index;
    asset.path = QStringLiteral("/elsewhere/%1.png").arg(index);
    return asset;
}

QStringList idsOf(const QList<Job> &jobs)
{
    QStringList ids;
    for (const Job &job : jobs)
        ids.append(job.id.toString());
    return ids;
}

} // namespace

class TestSqlJobRepository : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyFieldSurvives();
    void anEmptyJobSurvives();
    void states_data();
    void states();
    void savingAgainUpdates();
    void recentIsNewestFirstAndHasAllThatGoOn();
    void dismissForgetsOrHides();
    void whatOthersChanged();
    void nothingIsMissedBetweenLooks();
    void oneClaimWins();
    void resultReplacesEarlierOnes();
    void logKeepsItsOrder();
    void logOfAnUnknownJobFails();
    void howLongModelsRan();
    void unreadableRowsAreSkipped_data();
    void unreadableRowsAreSkipped();

private:
    Saved sql(const QString &statement)
    {
        return await(m_store->run([statement](QSqlDatabase &database) -> Saved {
            if (auto done = execute(database, statement); !done)
                return Unexpected{done.error()};
            return Done{};
        }));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<SqlJobRepository> m_jobs;
};

void TestSqlJobRepository::init()
{
    m_jobs.reset();
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<Store>(m_folder->filePath(QStringLiteral("library.sqlite")),
                                      m_folder->path());
    m_jobs = std::make_unique<SqlJobRepository>(*m_store);
    QVERIFY(await(m_store->open()));
}

void TestSqlJobRepository::everyFieldSurvives()
{
    const Job job = fullJob();
    QVERIFY(await(m_jobs->save(job)));
    const auto found = await(m_jobs->find(job.id));
    QVERIFY(found);
    compareJobs(*found, job);
    compareJobs(await(m_jobs->recent(1))->first(), job);
}

void TestSqlJobRepository::anEmptyJobSurvives()
{
    const Job job = jobWithId(QStringLiteral("only-an-id"));
    QVERIFY(await(m_jobs->save(job)));
    const auto found = await(m_jobs->find(job.id));
    QVERIFY(found);
    compareJobs(*found, job);
    QVERIFY(!found->createdAt.isValid());
    const auto missing = await(m_jobs->find(JobId(QStringLiteral("other"))));
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, Error::Kind::NotFound);
}

void TestSqlJobRepository::states_data()
{
    QTest::addColumn<JobState>("state");
    for (const JobState state :
         {JobState::Waiting, JobState::Uploading, JobState::Submitting, JobState::Queued,
          JobState::Running, JobState::Canceling, JobState::Fetching, JobState::Done,
          JobState::Failed, JobState::Canceled, JobState::Unknown})
        QTest::newRow(qPrintable(jobStateName(state))) << state;
}

void TestSqlJobRepository::states()
{
    QFETCH(JobState, state);
    Job job = jobWithId(QStringLiteral("a"));
    job.state = state;
    QVERIFY(await(m_jobs->save(job)));
    QCOMPARE(await(m_jobs->find(job.id))->state, state);
}

void TestSqlJobRepository::savingAgainUpdates()
{
    Job job = fullJob();
    QVERIFY(await(m_jobs->save(job)));
    job.state = JobState::Done;
    job.error.reset();
    job.queuePosition = -1;
    QVERIFY(await(m_jobs->save(job)));
    QCOMPARE(await(m_jobs->recent(10))->size(), 1);
    compareJobs(*await(m_jobs->find(job.id)), job);
}

void TestSqlJobRepository::recentIsNewestFirstAndHasAllThatGoOn()
{
    for (int i = 0; i < 10; ++i) {
        Job job = jobWithId(QStringLiteral("job-%1").arg(i));
        job.state = i == 1 ? JobState::Unknown : i == 2 ? JobState::Queued : JobState::Done;
        QVERIFY(await(m_jobs->save(job)));
    }
    const auto jobs = await(m_jobs->recent(3));
    QCOMPARE(idsOf(*jobs),
             (QStringList{QStringLiteral("job-9"), QStringLiteral("job-8"), QStringLiteral("job-7"),
                          QStringLiteral("job-2"), QStringLiteral("job-1")}));
}

void TestSqlJobRepository::dismissForgetsOrHides()
{
    const Job plain = jobWithId(QStringLiteral("plain"));
    const Job withAsset = jobWithId(QStringLiteral("with-asset"));
    QVERIFY(await(m_jobs->save(plain)));
    QVERIFY(await(m_jobs->appendLog(plain.id, {{{}, LogLine::Level::Info, QStringLiteral("x")}})));
    const Asset asset = assetOf(withAsset, 0);
    QVERIFY(await(m_jobs->saveResult(withAsset, {asset})));
    QVERIFY(await(m_jobs->dismiss(plain.id)));
    QVERIFY(await(m_jobs->dismiss(withAsset.id)));
    QVERIFY(await(m_jobs->recent(10))->isEmpty());
    QVERIFY(await(m_jobs->restore(plain.id)));
    QCOMPARE(await(m_jobs->recent(10))->size(), 1);
    QVERIFY(await(m_jobs->dismiss(plain.id)));
    QVERIFY(await(m_jobs->save(jobWithId(QStringLiteral("newest")))));
    QVERIFY(await(m_jobs->dismiss(JobId(QStringLiteral("newest")))));
    QVERIFY(await(m_jobs->forgetDismissed()));
    QVERIFY(!await(m_jobs->find(plain.id)));
    QVERIFY(await(m_jobs->log(plain.id))->isEmpty());
    QVERIFY(await(m_jobs->find(withAsset.id)));
    AssetRepository assets(*m_store);
    QCOMPARE(await(assets.ofJob(withAsset.id))->size(), 1);
    // A late change does not bring it back.
    QVERIFY(await(m_jobs->save(withAsset)));
    QVERIFY(await(m_jobs->recent(10))->isEmpty());
}

void TestSqlJobRepository::whatOthersChanged()
{
    QCOMPARE(await(m_jobs->changedSince(-1))->revision, 0);
    const Job first = jobWithId(QStringLiteral("first"));
    QVERIFY(await(m_jobs->saveAll({first, jobWithId(QStringLiteral("second"))})));
    auto changes = await(m_jobs->changedSince(0));
    QCOMPARE(changes->jobs.size(), 2);
    QCOMPARE(changes->jobs.first().job.id, first.id);
    const qint64 revision = changes->revision;
    QVERIFY(await(m_jobs->changedSince(revision))->jobs.isEmpty());
    QVERIFY(await(m_jobs->changedSince(-1))->jobs.isEmpty());
    QCOMPARE(await(m_jobs->changedSince(-1))->revision, revision);

    QVERIFY(await(m_jobs->setWish(first.id, cancelWish)));
    changes = await(m_jobs->changedSince(revision));
    QCOMPARE(changes->jobs.size(), 1);
    QCOMPARE(changes->jobs.first().wish, QString(cancelWish));
    QVERIFY(!changes->jobs.first().dismissed);
    QVERIFY(await(m_jobs->save(first)));
    QCOMPARE(await(m_jobs->changedSince(revision))->jobs.first().wish, QString(cancelWish));

    QVERIFY(await(m_jobs->dismiss(first.id)));
    QVERIFY(await(m_jobs->forgetDismissed()));
    changes = await(m_jobs->changedSince(revision));
    QCOMPARE(changes->jobs.size(), 1);
    QVERIFY(changes->jobs.first().dismissed);
    // Although the newest row was a dismissed one, what follows counts as newer.
    QVERIFY(await(m_jobs->save(jobWithId(QStringLiteral("third")))));
    changes = await(m_jobs->changedSince(changes->revision));
    QCOMPARE(changes->jobs.size(), 1);
    QCOMPARE(changes->jobs.first().job.id, JobId(QStringLiteral("third")));
}

/// Another program writes while this one looks, at whatever moment.
void TestSqlJobRepository::nothingIsMissedBetweenLooks()
{
    constexpr int writes = 300;
    Store other(m_store->databasePath(), m_folder->path());
    QVERIFY(await(other.open()));
    SqlJobRepository theirs(other);
    QList<QFuture<Saved>> saving;
    for (int i = 0; i < writes; ++i)
        saving.append(theirs.save(jobWithId(QStringLiteral("job-%1").arg(i))));
    QSet<JobId> heard;
    qint64 revision = 0;
    const auto look = [this, &heard, &revision] {
        const auto changes = await(m_jobs->changedSince(revision));
        if (!changes)
            return;
        revision = changes->revision;
        for (const JobChange &change : changes->jobs)
            heard.insert(change.job.id);
    };
    while (!saving.constLast().isFinished())
        look();
    look();
    for (const QFuture<Saved> &saved : std::as_const(saving))
        QVERIFY(saved.result());
    QCOMPARE(heard.size(), writes);
}

void TestSqlJobRepository::oneClaimWins()
{
    Job job = jobWithId(QStringLiteral("a"));
    job.runner = QStringLiteral("dead");
    QVERIFY(await(m_jobs->save(job)));
    const auto claim = [&](const char *from, const char *to) {
        return await(m_jobs->claim({{job.id, QLatin1String(from)}}, QLatin1String(to)))
            ->contains(job.id);
    };
    QCOMPARE(claim("", "one"), false);
    QCOMPARE(claim("dead", "one"), true);
    QCOMPARE(claim("dead", "two"), false);
    QCOMPARE(await(m_jobs->find(job.id))->runner, QStringLiteral("one"));
}

void TestSqlJobRepository::resultReplacesEarlierOnes()
{
    const Job job = jobWithId(QStringLiteral("a"));
    QVERIFY(await(m_jobs->saveResult(job, {assetOf(job, 0), assetOf(job, 1)})));
    const Asset later = assetOf(job, 0);
    QVERIFY(await(m_jobs->saveResult(job, {later})));
    AssetRepository assets(*m_store);
    const auto left = await(assets.ofJob(job.id));
    QCOMPARE(left->size(), 1);
    QCOMPARE(left->first().id, later.id);
}

void TestSqlJobRepository::logKeepsItsOrder()
{
    const Job job = jobWithId(QStringLiteral("a"));
    QVERIFY(await(m_jobs->save(job)));
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123).toUTC();
    const QList<LogLine> lines{
        {time, LogLine::Level::Stderr, QStringLiteral("first")},
        {{}, LogLine::Level::Debug, QString()},
        {time.addSecs(-5), LogLine::Level::Warning, QStringLiteral("third")}};
    QVERIFY(await(m_jobs->appendLog(job.id, lines.mid(0, 2))));
    QVERIFY(await(m_jobs->appendLog(job.id, lines.mid(2))));
    QVERIFY(await(m_jobs->appendLog(job.id, {})));
    const auto log = await(m_jobs->log(job.id));
    QCOMPARE(log->size(), 3);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(log->at(i).time, lines.at(i).time);
        QCOMPARE(log->at(i).level, lines.at(i).level);
        QCOMPARE(log->at(i).message, lines.at(i).message);
    }
}

void TestSqlJobRepository::logOfAnUnknownJobFails()
{
    const auto saved = await(m_jobs->appendLog(JobId(QStringLiteral("nobody")),
                                               {{{}, LogLine::Level::Info, QStringLiteral("x")}}));
    QVERIFY(!saved);
}

void TestSqlJobRepository::howLongModelsRan()
{
    const QDateTime start(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
    const auto done = [&start](const QString &id, const QString &endpoint, int seconds) {
        Job job = jobWithId(id);
        job.endpoint = *EndpointId::parse(endpoint);
        job.server = QStringLiteral("local");
        job.state = JobState::Done;
        job.startedAt = start;
        job.endedAt = start.addSecs(seconds);
        return job;
    };
    const QString paint = QStringLiteral("local/paint");
    const QString film = QStringLiteral("local/film");
    QList<Job> jobs{done(QStringLiteral("a"), paint, 1), done(QStringLiteral("b"), paint, 2),
                    done(QStringLiteral("c"), paint, 3), done(QStringLiteral("d"), film, 60),
                    // None of these says how long the model runs.
                    done(QStringLiteral("e"), paint, -5), done(QStringLiteral("f"), paint, 7)};
    jobs.last().state = JobState::Failed;
    Job elsewhere = done(QStringLiteral("g"), paint, 9);
    elsewhere.server = QStringLiteral("fal");
    elsewhere.inferenceSeconds = 0.5;
    elsewhere.startedAt = {};
    jobs.append(elsewhere);
    QVERIFY(await(m_jobs->saveAll(jobs)));
    QVERIFY(await(m_jobs->dismiss(JobId(QStringLiteral("c")))));
    const auto runs = await(m_jobs->pastRuns(2));
    QVERIFY(runs);
    QStringList told;
    for (const PastRun &run : *runs)
        told.append(QStringLiteral("%1 %2 %3 %4")
                        .arg(run.job.toString(), run.server, run.endpoint.toString())
                        .arg(run.duration.count()));
    told.sort();
    QCOMPARE(told,
             (QStringList{QStringLiteral("b local local/paint 2000"),
                          QStringLiteral("c local local/paint 3000"),
                          QStringLiteral("d local local/film 60000"),
                          QStringLiteral("g fal local/paint 500")}));
}

void TestSqlJobRepository::unreadableRowsAreSkipped_data()
{
    QTest::addColumn<QString>("change");
    QTest::newRow("state") << QStringLiteral("state = 'levitating'");
    QTest::newRow("endpoint") << QStringLiteral("endpoint = '..'");
    QTest::newRow("input") << QStringLiteral("input = '{\"a\":'");
    QTest::newRow("output") << QStringLiteral("output = '[]'");
    QTest::newRow("files") << QStringLiteral("files = 'x'");
    QTest::newRow("error") << QStringLiteral("error = '7'");
    QTest::newRow("bytes") << QStringLiteral("input = x'ff00fe'");
}

void TestSqlJobRepository::unreadableRowsAreSkipped()
{
    QFETCH(QString, change);
    QVERIFY(await(m_jobs->save(jobWithId(QStringLiteral("good")))));
    QVERIFY(await(m_jobs->save(jobWithId(QStringLiteral("bad")))));
    QVERIFY(sql(QStringLiteral("UPDATE jobs SET %1 WHERE id = 'bad'").arg(change)));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("Skipped .*bad")));
    QCOMPARE(idsOf(*await(m_jobs->recent(10))), QStringList{QStringLiteral("good")});
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("Cannot read .*bad")));
    const auto found = await(m_jobs->find(JobId(QStringLiteral("bad"))));
    QVERIFY(!found);
    QCOMPARE(found.error().kind, Error::Kind::Storage);
}

QTEST_GUILESS_MAIN(TestSqlJobRepository)
#include "tst_sqljobrepository.moc"
