#include "core/base/json.h"
#include "core/jobs/jobmanager.h"
#include "tests/support/scriptedserver.h"
#include "tests/unit/jobs/memoryrepository.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace peregrine;
using namespace peregrine::test;
using namespace std::chrono_literals;

namespace {

constexpr const char *submitPath = "/queue.fal.run/local/paint";
constexpr const char *statusPath = "/queue.fal.run/local/paint/requests/r1/status";
constexpr const char *resultPath = "/queue.fal.run/local/paint/requests/r1";
constexpr const char *cancelPath = "/queue.fal.run/local/paint/requests/r1/cancel";

ScriptedAnswer json(const QByteArray &body, int status = 200)
{
    ScriptedAnswer answer = ScriptedAnswer::status(status, body);
    answer.header("Content-Type", "application/json");
    return answer;
}

} // namespace

/// What must not go wrong with money: nothing leaves that was cancelled, nothing leaves twice, and
/// a job whose fate is not known is never called failed.
class TestJobSafety : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void canceledWhileTheIntentIsSaved();
    void acceptedButNotKept();
    void gatewayGaveUpOnTheSubmit();
    void lostRequestIsFoundAmongTheAccounts();
    void lostRequestThatIsNotThere();
    void submittingToAServerThatIsGone();
    void failedStaysFailedAfterARestart();
    void cancelIsKeptAndAskedAgain();
    void cancelThatDoesNotArrive();
    void cancelAskedTwice();
    void notTheModelsAnswer_data();
    void notTheModelsAnswer();
    void halfAResultLeavesNoFiles();
    void dismissedByWhoeverHears();
    void inlineDataIsNotKept();
    void bytesAreAFile();
    void serverMovesWhileAJobRuns();

private:
    void startProgram();
    Job stored(JobState state) const;
    JobId send(const QString &server = {});
    Job outcome(const JobId &id);
    [[nodiscard]] qsizetype count(const QByteArray &method, const QByteArray &path) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    SystemClock m_clock;
    std::unique_ptr<FalServers> m_servers;
    std::unique_ptr<MemoryRepository> m_repository;
    std::unique_ptr<JobManager> m_jobs;
};

void TestJobSafety::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ScriptedServer>();
    m_repository = std::make_unique<MemoryRepository>();
    startProgram();
}

void TestJobSafety::cleanup()
{
    m_jobs.reset();
    m_repository.reset();
    m_servers.reset();
    m_server.reset();
}

void TestJobSafety::startProgram()
{
    m_jobs.reset();
    m_servers = std::make_unique<FalServers>(Secret("id-5f2c91ab:secret-91ab77d0"));
    JobManager::Options options;
    options.resultsFolder = m_folder->filePath(QStringLiteral("results"));
    options.pollInterval = 5ms;
    options.troubleDelay = 1ms;
    m_jobs = std::make_unique<JobManager>(*m_servers, *m_repository, m_clock, options);
}

Job TestJobSafety::stored(JobState state) const
{
    Job job;
    job.id = JobId(makeIdText());
    job.endpoint = *EndpointId::parse(QStringLiteral("local/paint"));
    job.server = m_server->url({}).toString();
    job.state = state;
    job.createdAt = m_clock.now();
    if (state != JobState::Waiting && state != JobState::Submitting)
        job.request = RequestId(QStringLiteral("r1"));
    m_repository->kept.insert(job.id, job);
    return job;
}

JobId TestJobSafety::send(const QString &server)
{
    JobRequest request;
    request.endpoint = *EndpointId::parse(QStringLiteral("local/paint"));
    request.server = server.isEmpty() ? m_server->url({}).toString() : server;
    request.input = QJsonObject{{QStringLiteral("prompt"), QStringLiteral("a fox")}};
    return m_jobs->submit(request);
}

Job TestJobSafety::outcome(const JobId &id)
{
    const auto settled = [this, &id] {
        const Job *job = m_jobs->job(id);
        return job && !isActive(job->state);
    };
    if (!QTest::qWaitFor(settled, 20'000))
        qFatal("a job did not end");
    return *m_jobs->job(id);
}

qsizetype TestJobSafety::count(const QByteArray &method, const QByteArray &path) const
{
    const QList<SeenRequest> &seen = m_server->seen();
    return std::count_if(seen.cbegin(), seen.cend(), [&](const SeenRequest &request) {
        return request.method == method && request.target.split('?').first() == path;
    });
}

void TestJobSafety::canceledWhileTheIntentIsSaved()
{
    m_server->on(submitPath, json("{\"request_id\":\"r1\"}"));
    const JobId id = send();
    m_repository->holds = true;
    QTRY_COMPARE(m_jobs->job(id)->state, JobState::Submitting);
    m_jobs->cancel(id);
    m_repository->release();
    QCOMPARE(outcome(id).state, JobState::Canceled);
    QCOMPARE(count("POST", submitPath), 0);
}

void TestJobSafety::acceptedButNotKept()
{
    m_server->on(submitPath, json("{\"request_id\":\"r1\"}"));
    m_repository->refuses = [](const Job &job) { return !job.request.isEmpty(); };
    const JobId id = send();
    const Job job = outcome(id);
    // It runs there and may be billed: not "failed", which would invite to send it again.
    QCOMPARE(job.state, JobState::Unknown);
    QCOMPARE(job.request.toString(), QStringLiteral("r1"));
    QCOMPARE(job.error->kind, Error::Kind::Storage);

    m_repository->refuses = [](const Job &) { return false; };
    m_server->on(statusPath, json("{\"status\":\"COMPLETED\"}"));
    m_server->on(resultPath, json("{\"text\":\"words\"}"));
    m_jobs->askAgain(id);
    QCOMPARE(outcome(id).state, JobState::Done);
    QCOMPARE(count("POST", submitPath), 1);
}

void TestJobSafety::gatewayGaveUpOnTheSubmit()
{
    m_server->on(submitPath, ScriptedAnswer::status(502, "<html>nginx</html>"));
    QCOMPARE(outcome(send()).state, JobState::Unknown);
    QCOMPARE(count("POST", submitPath), 1);
}

void TestJobSafety::lostRequestIsFoundAmongTheAccounts()
{
    m_server->on(submitPath, ScriptedAnswer::hangUp());
    const JobId id = send();
    const Job lost = outcome(id);
    QCOMPARE(lost.state, JobState::Unknown);
    QVERIFY(lost.request.isEmpty());

    QJsonObject filled = lost.input;
    filled.insert(QStringLiteral("num_images"), 1);
    QJsonObject other = lost.input;
    other.insert(QStringLiteral("prompt"), QStringLiteral("something else"));
    const auto entry = [](const char *request, const QJsonObject &input, const QDateTime &time) {
        return QJsonObject{{QStringLiteral("request_id"), QLatin1String(request)},
                           {QStringLiteral("endpoint_id"), QStringLiteral("local/paint")},
                           {QStringLiteral("sent_at"), time.toString(Qt::ISODateWithMs)},
                           {QStringLiteral("json_input"), input}};
    };
    const QDateTime sent = lost.submittedAt;
    m_server->on("/api.fal.ai/v1/models/requests/by-endpoint",
                 json(toJson(QJsonObject{{QStringLiteral("items"),
                                          QJsonArray{entry("later", filled, sent.addSecs(600)),
                                                     entry("r1", filled, sent.addMSecs(20)),
                                                     entry("before", filled, sent.addSecs(-900)),
                                                     entry("other", other, sent.addMSecs(10))}}})));
    m_server->on(statusPath, json("{\"status\":\"COMPLETED\"}"));
    m_server->on(resultPath, json("{\"text\":\"words\"}"));
    m_jobs->askAgain(id);
    m_jobs->askAgain(id);
    QTRY_COMPARE(m_jobs->job(id)->state, JobState::Done);
    QCOMPARE(m_jobs->job(id)->request.toString(), QStringLiteral("r1"));
    QCOMPARE(count("POST", submitPath), 1);
    QCOMPARE(count("GET", "/api.fal.ai/v1/models/requests/by-endpoint"), 1);
}

void TestJobSafety::lostRequestThatIsNotThere()
{
    m_server->on(submitPath, ScriptedAnswer::hangUp());
    const JobId id = send();
    QCOMPARE(outcome(id).state, JobState::Unknown);
    const char *listPath = "/api.fal.ai/v1/models/requests/by-endpoint";
    m_server->on(listPath, json("{\"items\":[]}"));
    m_server->on(
        listPath,
        json("{\"error\":{\"type\":\"authorization_error\",\"message\":\"admins only\"}}", 403));
    m_jobs->askAgain(id);
    QTRY_COMPARE(m_jobs->job(id)->error->kind, Error::Kind::NotFound);
    QCOMPARE(m_jobs->job(id)->state, JobState::Unknown);
    m_jobs->askAgain(id);
    QTRY_COMPARE(m_jobs->job(id)->error->kind, Error::Kind::Forbidden);
    QVERIFY(m_jobs->job(id)->error->message.contains(QLatin1String("admins only")));
    QCOMPARE(m_jobs->job(id)->state, JobState::Unknown);
    QCOMPARE(count("POST", submitPath), 1);
}

void TestJobSafety::submittingToAServerThatIsGone()
{
    Job job = stored(JobState::Submitting);
    job.server = FalServers::local;
    m_repository->kept.insert(job.id, job);
    QSignalSpy ended(m_jobs.get(), &JobManager::jobEnded);
    m_jobs->resume();
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(m_jobs->job(job.id)->state, JobState::Unknown);
}

void TestJobSafety::failedStaysFailedAfterARestart()
{
    const JobId id = send(FalServers::local);
    QCOMPARE(outcome(id).state, JobState::Failed);
    startProgram();
    m_servers->setLocalBase(m_server->url({}));
    QSignalSpy resumed(m_jobs.get(), &JobManager::resumed);
    m_jobs->resume();
    QVERIFY(resumed.wait());
    QCOMPARE(m_jobs->job(id)->state, JobState::Failed);
    QCOMPARE(m_jobs->activeCount(), 0);
}

void TestJobSafety::cancelIsKeptAndAskedAgain()
{
    const Job job = stored(JobState::Running);
    m_server->on(statusPath, json("{\"status\":\"IN_PROGRESS\"}", 202));
    m_server->on(cancelPath, json("{\"status\":\"CANCELLATION_REQUESTED\"}", 202));
    m_jobs->resume();
    QTRY_VERIFY(count("GET", statusPath) > 0);
    m_jobs->cancel(job.id);
    QCOMPARE(m_repository->kept.value(job.id).state, JobState::Canceling);

    // The program may have ended before the server heard of it.
    startProgram();
    const qsizetype before = count("PUT", cancelPath);
    m_jobs->resume();
    QTRY_VERIFY(count("PUT", cancelPath) > before);
    QCOMPARE(m_jobs->job(job.id)->state, JobState::Canceling);
}

void TestJobSafety::cancelThatDoesNotArrive()
{
    const Job job = stored(JobState::Running);
    m_server->on(statusPath, json("{\"status\":\"IN_PROGRESS\"}", 202));
    m_server->on(cancelPath, json("{\"detail\":\"no\"}", 403));
    m_jobs->resume();
    QTRY_VERIFY(count("GET", statusPath) > 0);
    m_jobs->cancel(job.id);
    QTRY_VERIFY(std::any_of(m_repository->logs.cbegin(), m_repository->logs.cend(),
                            [](const LogLine &line) {
                                return line.level == LogLine::Level::Warning
                                    && line.message.contains(QLatin1String("cancel"));
                            }));
    QCOMPARE(m_jobs->job(job.id)->state, JobState::Canceling);
}

void TestJobSafety::cancelAskedTwice()
{
    const Job job = stored(JobState::Running);
    m_server->on(statusPath, json("{\"status\":\"IN_PROGRESS\"}", 202));
    m_server->on(cancelPath, json("{\"detail\":\"no\"}", 403));
    m_server->on(cancelPath, json("{\"status\":\"OK\"}"));
    m_jobs->resume();
    QTRY_VERIFY(count("GET", statusPath) > 0);
    m_jobs->cancel(job.id);
    QTRY_VERIFY(!m_repository->logs.isEmpty());
    m_jobs->cancel(job.id);
    QCOMPARE(outcome(job.id).state, JobState::Canceled);
}

void TestJobSafety::notTheModelsAnswer_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("canceling");
    QTest::addColumn<JobState>("state");
    QTest::newRow("403") << 403 << false << JobState::Unknown;
    QTest::newRow("401 after a cancel") << 401 << true << JobState::Unknown;
    QTest::newRow("404") << 404 << false << JobState::Unknown;
    QTest::newRow("404 after a cancel") << 404 << true << JobState::Canceled;
    QTest::newRow("499") << 499 << false << JobState::Canceled;
    QTest::newRow("422") << 422 << false << JobState::Failed;
    QTest::newRow("500") << 500 << false << JobState::Failed;
}

void TestJobSafety::notTheModelsAnswer()
{
    QFETCH(int, status);
    QFETCH(bool, canceling);
    const Job job = stored(canceling ? JobState::Canceling : JobState::Running);
    m_server->on(cancelPath, json("{\"status\":\"CANCELLATION_REQUESTED\"}", 202));
    m_server->on(statusPath, json("{\"status\":\"COMPLETED\"}"));
    m_server->on(resultPath, json("{\"detail\":\"no\"}", status));
    m_jobs->resume();
    QTRY_VERIFY(m_jobs->job(job.id));
    QTEST(outcome(job.id).state, "state");
}

void TestJobSafety::halfAResultLeavesNoFiles()
{
    const Job job = stored(JobState::Running);
    m_server->on(statusPath, json("{\"status\":\"COMPLETED\"}"));
    const QByteArray base = m_server->url("/v3.fal.media/").toEncoded();
    m_server->on(resultPath,
                 json("{\"files\":[{\"url\":\"" + base
                      + "a.txt\",\"content_type\":\"text/plain\"},"
                        "{\"url\":\""
                      + base + "b.txt\",\"content_type\":\"text/plain\"}]}"));
    m_server->on("/v3.fal.media/a.txt", ScriptedAnswer::ok("words", "text/plain"));
    m_server->on("/v3.fal.media/b.txt", ScriptedAnswer::status(403));
    m_jobs->resume();
    QTRY_VERIFY(m_jobs->job(job.id));
    QCOMPARE(outcome(job.id).state, JobState::Failed);
    QVERIFY(count("GET", "/v3.fal.media/a.txt") > 0);
    QTRY_VERIFY(!QDirIterator(m_folder->filePath(QStringLiteral("results")), QDir::Files,
                              QDirIterator::Subdirectories)
                     .hasNext());
}

void TestJobSafety::dismissedByWhoeverHears()
{
    // Each job ends at once, and its listener takes it out of the list and sends another.
    int left = 20;
    connect(m_jobs.get(), &JobManager::jobEnded, m_jobs.get(), [this, &left](const Job &job) {
        m_jobs->dismiss({job.id});
        if (--left > 0)
            send(FalServers::local);
    });
    for (int i = 0; i < 5; ++i)
        send(FalServers::local);
    QTRY_VERIFY(m_jobs->jobs().isEmpty());
    QVERIFY(left <= 0);
}

void TestJobSafety::inlineDataIsNotKept()
{
    const Job job = stored(JobState::Running);
    m_server->on(statusPath, json("{\"status\":\"COMPLETED\"}"));
    m_server->on(
        resultPath,
        json("{\"image\":{\"url\":\"data:image/png;base64," + QByteArray(100'000, 'A') + "\"}}"));
    m_jobs->resume();
    QTRY_VERIFY(m_jobs->job(job.id));
    // No picture: the job fails, and what is kept of it stays small.
    QCOMPARE(outcome(job.id).state, JobState::Failed);
    const QString url = m_repository->kept.value(job.id)
                            .output.value(QStringLiteral("image"))
                            .toObject()
                            .value(QStringLiteral("url"))
                            .toString();
    QCOMPARE(url, QStringLiteral("data:image/png;base64,"));
}

void TestJobSafety::bytesAreAFile()
{
    const QByteArray gif =
        QByteArray::fromBase64("R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==");
    m_server->on(submitPath, json("{\"request_id\":\"r1\"}"));
    m_server->on(statusPath, json("{\"status\":\"COMPLETED\"}"));
    m_server->on(resultPath, ScriptedAnswer::ok(gif, "image/gif"));
    QSignalSpy added(m_jobs.get(), &JobManager::assetsAdded);
    QCOMPARE(outcome(send()).state, JobState::Done);
    QCOMPARE(added.size(), 1);
    const auto assets = added.first().first().value<QList<Asset>>();
    QCOMPARE(assets.size(), 1);
    QFile file(assets.first().path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), gif);
}

void TestJobSafety::serverMovesWhileAJobRuns()
{
    m_servers->setLocalBase(m_server->url({}));
    Job job = stored(JobState::Running);
    job.server = FalServers::local;
    m_repository->kept.insert(job.id, job);
    m_server->on(statusPath, json("{\"status\":\"IN_PROGRESS\"}", 202));
    m_jobs->resume();
    QTRY_VERIFY(count("GET", statusPath) > 0);
    ScriptedServer other;
    m_servers->setLocalBase(other.url({}));
    const qsizetype before = count("GET", statusPath);
    QTRY_VERIFY(count("GET", statusPath) > before + 2);
}

QTEST_GUILESS_MAIN(TestJobSafety)
#include "tst_jobsafety.moc"
