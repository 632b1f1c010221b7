#include "core/base/async.h"
#include "core/jobs/jobmanager.h"
#include "core/jobs/programrun.h"
#include "core/library/sqljobrepository.h"
#include "core/library/store.h"
#include "tests/support/await.h"
#include "tests/support/scriptedserver.h"

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

ScriptedAnswer json(const QByteArray &body)
{
    return ScriptedAnswer::ok(body, "application/json");
}

/// One program on the library, as far as jobs are concerned.
struct Program
{
    SystemClock clock;
    ProgramRun run;
    Store store;
    SqlJobRepository repository;
    FalServers servers;
    std::unique_ptr<JobManager> jobs;

    explicit Program(const QString &folder)
        : run(folder + QStringLiteral("/runs"))
        , store(folder + QStringLiteral("/library.sqlite"))
        , repository(store)
        , servers(Secret("id-5f2c91ab:secret-91ab77d0"))
    {
        if (!run.begin() || !await(store.open()))
            qFatal("a program of the test cannot begin");
        JobManager::Options options;
        options.resultsFolder = folder + QStringLiteral("/results");
        options.pollInterval = 5ms;
        options.troubleDelay = 1ms;
        options.lookInterval = 10ms;
        options.run = &run;
        jobs = std::make_unique<JobManager>(servers, repository, clock, options);
        jobs->resume();
    }

    [[nodiscard]] std::optional<JobState> state(const JobId &id) const
    {
        const Job *job = jobs->job(id);
        return job ? std::optional(job->state) : std::nullopt;
    }
};

} // namespace

/// Two programs on one library: each sees what the other does, no job is sent twice, and what one
/// leaves behind the other takes up.
class TestSharedLibrary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void oneSeesWhatTheOtherDoes();
    void cancelReachesTheOther();
    void whatIsLeftBehindIsTakenUp();
    void waitingJobsAreSentByOne();
    void dismissedHereIsGoneThere();

private:
    JobId send(Program &program);
    [[nodiscard]] qsizetype posts() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<Program> m_one;
    std::unique_ptr<Program> m_two;
};

void TestSharedLibrary::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ScriptedServer>();
    m_server->on(submitPath, json("{\"request_id\":\"r1\"}"));
    m_one = std::make_unique<Program>(m_folder->path());
    m_two = std::make_unique<Program>(m_folder->path());
}

void TestSharedLibrary::cleanup()
{
    m_two.reset();
    m_one.reset();
    m_server.reset();
}

JobId TestSharedLibrary::send(Program &program)
{
    JobRequest request;
    request.endpoint = *EndpointId::parse(QStringLiteral("local/paint"));
    request.server = m_server->url({}).toString();
    request.input = QJsonObject{{QStringLiteral("prompt"), QStringLiteral("a fox")}};
    return program.jobs->submit(request);
}

qsizetype TestSharedLibrary::posts() const
{
    const QList<SeenRequest> &seen = m_server->seen();
    return std::count_if(seen.cbegin(), seen.cend(), [](const SeenRequest &request) {
        return request.method == "POST" && request.target == submitPath;
    });
}

void TestSharedLibrary::oneSeesWhatTheOtherDoes()
{
    m_server->on(statusPath, json("{\"status\":\"IN_PROGRESS\"}"));
    const JobId id = send(*m_one);
    QTRY_COMPARE(m_two->state(id), JobState::Running);
    QVERIFY(m_two->jobs->isElsewhere(id));
    QVERIFY(!m_one->jobs->isElsewhere(id));
    QSignalSpy elsewhere(m_two->jobs.get(), &JobManager::jobEndedElsewhere);
    QSignalSpy here(m_two->jobs.get(), &JobManager::jobEnded);
    m_server->on(resultPath, json("{\"text\":\"words\"}"));
    m_server->on(statusPath, json("{\"status\":\"COMPLETED\"}"));
    QSignalSpy assets(m_two->jobs.get(), &JobManager::assetsAdded);
    QTRY_COMPARE(m_two->state(id), JobState::Done);
    QTRY_COMPARE(elsewhere.size(), 1);
    QCOMPARE(assets.size(), 1);
    QVERIFY(here.isEmpty());
    QVERIFY(!m_two->jobs->isElsewhere(id));
    QCOMPARE(posts(), 1);
}

void TestSharedLibrary::cancelReachesTheOther()
{
    m_server->on(statusPath, json("{\"status\":\"IN_QUEUE\",\"queue_position\":3}"));
    m_server->on(cancelPath, json("{\"status\":\"OK\"}"));
    const JobId id = send(*m_one);
    QTRY_COMPARE(m_two->state(id), JobState::Queued);
    QTRY_VERIFY(m_two->jobs->isElsewhere(id));
    m_two->jobs->cancel(id);
    QTRY_COMPARE(m_one->state(id), JobState::Canceled);
    QTRY_COMPARE(m_two->state(id), JobState::Canceled);
}

void TestSharedLibrary::whatIsLeftBehindIsTakenUp()
{
    m_server->on(statusPath, json("{\"status\":\"IN_PROGRESS\"}"));
    const JobId id = send(*m_one);
    QTRY_COMPARE(m_two->state(id), JobState::Running);
    QVERIFY(m_two->jobs->isElsewhere(id));
    m_one.reset();
    m_server->on(resultPath, json("{\"text\":\"words\"}"));
    m_server->on(statusPath, json("{\"status\":\"COMPLETED\"}"));
    QTRY_COMPARE(m_two->state(id), JobState::Done);
    QCOMPARE(m_two->jobs->job(id)->runner, m_two->run.id());
    QCOMPARE(posts(), 1);
}

void TestSharedLibrary::waitingJobsAreSentByOne()
{
    m_one->jobs->setPaused(true);
    m_two->jobs->setPaused(true);
    const JobId id = send(*m_one);
    QTRY_COMPARE(m_two->state(id), JobState::Waiting);
    QTRY_VERIFY(m_two->jobs->isElsewhere(id));
    QVERIFY(m_two->jobs->waiting().isEmpty());
    m_one.reset();
    QTRY_COMPARE(m_two->jobs->waiting(), QList<JobId>{id});
    auto third = std::make_unique<Program>(m_folder->path());
    QTRY_COMPARE(third->state(id), JobState::Waiting);
    QTRY_VERIFY(third->jobs->isElsewhere(id));
    m_server->on(statusPath, json("{\"status\":\"IN_PROGRESS\"}"));
    m_two->jobs->setPaused(false);
    QTRY_COMPARE(third->state(id), JobState::Running);
    QCOMPARE(posts(), 1);
}

void TestSharedLibrary::dismissedHereIsGoneThere()
{
    m_server->on(resultPath, json("{\"text\":\"words\"}"));
    m_server->on(statusPath, json("{\"status\":\"COMPLETED\"}"));
    const JobId id = send(*m_one);
    QTRY_COMPARE(m_two->state(id), JobState::Done);
    QSignalSpy removed(m_two->jobs.get(), &JobManager::jobsRemoved);
    m_one->jobs->dismiss({id});
    QTRY_COMPARE(removed.size(), 1);
    QVERIFY(!m_two->state(id));
}

QTEST_GUILESS_MAIN(TestSharedLibrary)
#include "tst_sharedlibrary.moc"
