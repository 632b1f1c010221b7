#include "core/jobs/jobmanager.h"
#include "tests/support/scriptedserver.h"
#include "tests/unit/jobs/memoryrepository.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;
using namespace std::chrono_literals;

namespace {

constexpr const char *submitPath = "/queue.fal.run/local/paint";

ScriptedAnswer json(const QByteArray &body)
{
    return ScriptedAnswer::ok(body, "application/json");
}

QByteArray resultPath(int request)
{
    return "/queue.fal.run/local/paint/requests/r" + QByteArray::number(request);
}

QByteArray statusPath(int request)
{
    return resultPath(request) + "/status";
}

} // namespace

/// Who is sent when: pause, limits, lanes, order and hold, by what a server sees of them.
class TestJobQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void noMoreThanTheLimit();
    void pausedNothingIsSent();
    void aBatchDelaysNobody();
    void orderIsTheUsers();
    void heldJobsLetOthersPass();
    void orderAndHoldSurviveARestart();
    void canceledWhileItWaits();
    void duplicates();
    void aFetchedJobFreesItsSlot();
    void aBatchIsKeptAsOne();
    void lockedAccountKeepsItsJobs();
    void tooManyRequestsWaitTheirTurn();
    void canceledJobsComeBack();
    void dismissedJobsComeBack();
    void clearedCanceledJobsAreNotSent();
    void anotherSeed();

private:
    void startProgram(int limit);
    JobId send(const QString &prompt, JobLane lane = JobLane::Interactive);
    /// Prompts, in the order in which the server got them.
    [[nodiscard]] QString sent() const;
    void complete(int request);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    SystemClock m_clock;
    std::unique_ptr<FalServers> m_servers;
    std::unique_ptr<MemoryRepository> m_repository;
    std::unique_ptr<JobManager> m_jobs;
};

void TestJobQueue::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ScriptedServer>();
    m_repository = std::make_unique<MemoryRepository>();
    for (int i = 1; i <= 12; ++i) {
        m_server->on(submitPath, json("{\"request_id\":\"r" + QByteArray::number(i) + "\"}"));
        m_server->on(statusPath(i), json("{\"status\":\"IN_PROGRESS\"}"));
    }
    startProgram(2);
}

void TestJobQueue::cleanup()
{
    m_jobs.reset();
    m_repository.reset();
    m_servers.reset();
    m_server.reset();
}

void TestJobQueue::startProgram(int limit)
{
    m_jobs.reset();
    m_servers = std::make_unique<FalServers>(Secret("id-5f2c91ab:secret-91ab77d0"));
    JobManager::Options options;
    options.resultsFolder = m_folder->filePath(QStringLiteral("results"));
    options.pollInterval = 5ms;
    options.troubleDelay = 1ms;
    options.limit = limit;
    m_jobs = std::make_unique<JobManager>(*m_servers, *m_repository, m_clock, options);
}

JobId TestJobQueue::send(const QString &prompt, JobLane lane)
{
    JobRequest request;
    request.endpoint = *EndpointId::parse(QStringLiteral("local/paint"));
    request.server = m_server->url({}).toString();
    request.input = QJsonObject{{QStringLiteral("prompt"), prompt}};
    request.lane = lane;
    return m_jobs->submit(request);
}

QString TestJobQueue::sent() const
{
    QStringList prompts;
    for (const SeenRequest &request : m_server->seen()) {
        if (request.target == submitPath)
            prompts.append(QJsonDocument::fromJson(request.body)
                               .object()
                               .value(QStringLiteral("prompt"))
                               .toString());
    }
    return prompts.join(u' ');
}

void TestJobQueue::complete(int request)
{
    m_server->on(resultPath(request), json("{\"text\":\"done\"}"));
    m_server->on(statusPath(request), json("{\"status\":\"COMPLETED\"}"));
}

void TestJobQueue::noMoreThanTheLimit()
{
    for (const char *prompt : {"a", "b", "c", "d"})
        send(QLatin1String(prompt));
    QTRY_COMPARE(sent(), QStringLiteral("a b"));
    QCOMPARE(m_jobs->waiting().size(), 2);
    complete(1);
    QTRY_COMPARE(sent(), QStringLiteral("a b c"));
    // The account can do more than was thought.
    m_jobs->setLimit(m_server->url({}).toString(), 3);
    QTRY_COMPARE(sent(), QStringLiteral("a b c d"));
    QVERIFY(m_jobs->waiting().isEmpty());
}

void TestJobQueue::pausedNothingIsSent()
{
    const QSignalSpy paused(m_jobs.get(), &JobManager::pausedChanged);
    send(QStringLiteral("a"));
    QTRY_COMPARE(sent(), QStringLiteral("a"));
    m_jobs->setPaused(true);
    m_jobs->setPaused(true);
    QCOMPARE(paused.size(), 1);
    const JobId second = send(QStringLiteral("b"));
    complete(1);
    // What runs goes on to its end.
    QSignalSpy ended(m_jobs.get(), &JobManager::jobEnded);
    QVERIFY(ended.wait());
    QCOMPARE(sent(), QStringLiteral("a"));
    QCOMPARE(m_jobs->job(second)->state, JobState::Waiting);
    m_jobs->setPaused(false);
    QTRY_COMPARE(sent(), QStringLiteral("a b"));
}

void TestJobQueue::aBatchDelaysNobody()
{
    for (int i = 0; i < 8; ++i)
        send(QStringLiteral("batch"), JobLane::Background);
    QTRY_COMPARE(sent(), QStringLiteral("batch batch"));
    send(QStringLiteral("now"));
    complete(1);
    QTRY_COMPARE(sent(), QStringLiteral("batch batch now"));
}

void TestJobQueue::orderIsTheUsers()
{
    m_jobs->setPaused(true);
    const JobId a = send(QStringLiteral("a"));
    const JobId b = send(QStringLiteral("b"));
    const JobId c = send(QStringLiteral("c"));
    const JobId d = send(QStringLiteral("d"));
    const QSignalSpy changed(m_jobs.get(), &JobManager::waitingChanged);
    m_jobs->move(d, b);
    m_jobs->sendNext(c);
    m_jobs->move(a, {});
    QCOMPARE(changed.size(), 3);
    QCOMPARE(m_jobs->waiting(), (QList<JobId>{c, d, b, a}));
    startProgram(12);
    m_jobs->setPaused(true);
    m_jobs->resume();
    QTRY_COMPARE(m_jobs->waiting(), (QList<JobId>{c, d, b, a}));
    m_jobs->setPaused(false);
    QTRY_COMPARE(sent().size(), 7);
    QVERIFY(m_jobs->waiting().isEmpty());
}

void TestJobQueue::heldJobsLetOthersPass()
{
    m_jobs->setPaused(true);
    const JobId a = send(QStringLiteral("a"));
    send(QStringLiteral("b"));
    m_jobs->setHeld({a}, true);
    m_jobs->setPaused(false);
    QTRY_COMPARE(sent(), QStringLiteral("b"));
    QVERIFY(m_jobs->job(a)->held);
    send(QStringLiteral("c"));
    QTRY_COMPARE(sent(), QStringLiteral("b c"));
    m_jobs->setHeld({a}, false);
    complete(1);
    QTRY_COMPARE(sent(), QStringLiteral("b c a"));
}

void TestJobQueue::orderAndHoldSurviveARestart()
{
    m_jobs->setPaused(true);
    const JobId a = send(QStringLiteral("a"), JobLane::Background);
    const JobId b = send(QStringLiteral("b"));
    const JobId c = send(QStringLiteral("c"), JobLane::Background);
    m_jobs->setHeld({b}, true);
    QCOMPARE(m_jobs->waiting(), (QList<JobId>{b, a, c}));
    startProgram(1);
    m_jobs->resume();
    QTRY_COMPARE(sent(), QStringLiteral("a"));
    QVERIFY(m_jobs->job(b)->held);
    QCOMPARE(m_jobs->job(c)->lane, JobLane::Background);
    QCOMPARE(m_jobs->waiting(), (QList<JobId>{b, c}));
    m_jobs->sendNext(b);
    complete(1);
    QTRY_COMPARE(sent(), QStringLiteral("a b"));
}

void TestJobQueue::canceledWhileItWaits()
{
    m_jobs->setPaused(true);
    const JobId a = send(QStringLiteral("a"));
    send(QStringLiteral("b"));
    m_jobs->cancel(a);
    QCOMPARE(m_jobs->job(a)->state, JobState::Canceled);
    QCOMPARE(m_jobs->waiting().size(), 1);
    m_jobs->sendNext(a);
    m_jobs->move(a, {});
    m_jobs->setHeld({a}, true);
    m_jobs->setPaused(false);
    QTRY_COMPARE(sent(), QStringLiteral("b"));
}

void TestJobQueue::duplicates()
{
    const JobId a = send(QStringLiteral("a"), JobLane::Background);
    QTRY_COMPARE(sent(), QStringLiteral("a"));
    const JobId again = m_jobs->duplicate(a);
    QVERIFY(again != a && !again.isEmpty());
    QTRY_COMPARE(sent(), QStringLiteral("a a"));
    QCOMPARE(m_jobs->job(again)->lane, JobLane::Background);
    QVERIFY(m_jobs->duplicate(JobId(QStringLiteral("none"))).isEmpty());
}

void TestJobQueue::aFetchedJobFreesItsSlot()
{
    startProgram(1);
    // Its result does not come, but the server is free for the next.
    m_server->on(resultPath(1), json("{}").stallAfter(0));
    const JobId first = send(QStringLiteral("a"));
    send(QStringLiteral("b"));
    QTRY_COMPARE(sent(), QStringLiteral("a"));
    m_server->on(statusPath(1), json("{\"status\":\"COMPLETED\"}"));
    QTRY_COMPARE(sent(), QStringLiteral("a b"));
    QCOMPARE(m_jobs->job(first)->state, JobState::Fetching);
}

void TestJobQueue::aBatchIsKeptAsOne()
{
    startProgram(1);
    m_jobs->setPaused(true);
    JobRequest request;
    request.endpoint = *EndpointId::parse(QStringLiteral("local/paint"));
    request.server = m_server->url({}).toString();
    request.batch = BatchId(QStringLiteral("b1"));
    QList<JobRequest> requests;
    for (int i = 0; i < 3; ++i) {
        request.batchPlace = {i};
        requests.append(request);
    }
    QSignalSpy added(m_jobs.get(), &JobManager::jobsAdded);
    const QList<JobId> ids = m_jobs->submitAll(requests);
    QCOMPARE(added.size(), 1);
    QCOMPARE(m_jobs->waiting(), ids);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(m_repository->kept.value(ids.at(i)).batch, request.batch);
        QCOMPARE(m_repository->kept.value(ids.at(i)).batchPlace, QList<int>{i});
    }

    m_repository->refuses = [](const Job &job) { return job.batchPlace == QList<int>{1}; };
    QSignalSpy ended(m_jobs.get(), &JobManager::jobEnded);
    const QList<JobId> refused = m_jobs->submitAll(requests);
    QTRY_COMPARE(ended.size(), 3);
    for (const JobId &id : refused)
        QCOMPARE(m_jobs->job(id)->state, JobState::Failed);
    QCOMPARE(m_jobs->waiting(), ids);
}

void TestJobQueue::lockedAccountKeepsItsJobs()
{
    const char *locked = "{\"detail\":\"User is locked. Reason: Exhausted balance.\"}";
    m_server = std::make_unique<ScriptedServer>();
    startProgram(1);
    ScriptedAnswer answer = ScriptedAnswer::status(403, locked);
    answer.header("Content-Type", "application/json");
    m_server->on(submitPath, answer);
    for (int i = 1; i <= 2; ++i) {
        m_server->on(submitPath, json("{\"request_id\":\"r" + QByteArray::number(i) + "\"}"));
        complete(i);
    }
    QSignalSpy blocked(m_jobs.get(), &JobManager::accountBlocked);
    QSignalSpy ended(m_jobs.get(), &JobManager::jobEnded);
    const QList<JobId> ids{send(QStringLiteral("a")), send(QStringLiteral("b"))};
    QTRY_COMPARE(blocked.size(), 1);
    QCOMPARE(blocked.first().at(1).value<Error>().kind, Error::Kind::Locked);
    QCOMPARE(m_jobs->waiting(), ids);
    QVERIFY(ended.isEmpty());
    QCOMPARE(sent(), QStringLiteral("a"));
    QCOMPARE(m_repository->kept.value(ids.first()).state, JobState::Waiting);

    m_jobs->setBlocked(m_server->url({}).toString(), false);
    QTRY_COMPARE(ended.size(), 2);
    QCOMPARE(sent(), QStringLiteral("a a b"));
    for (const JobId &id : ids)
        QCOMPARE(m_jobs->job(id)->state, JobState::Done);
    QCOMPARE(m_jobs->job(ids.first())->attempts, 2);
    QCOMPARE(blocked.size(), 1);
}

void TestJobQueue::tooManyRequestsWaitTheirTurn()
{
    m_server = std::make_unique<ScriptedServer>();
    startProgram(2);
    m_server->on(submitPath, json("{\"request_id\":\"r1\"}"));
    m_server->on(statusPath(1), json("{\"status\":\"IN_PROGRESS\"}"));
    ScriptedAnswer busy = ScriptedAnswer::status(
        429, "{\"detail\":\"too many\",\"error_type\":\"concurrent_requests_limit\"}");
    busy.header("Content-Type", "application/json");
    m_server->on(submitPath, busy);
    QSignalSpy learned(m_jobs.get(), &JobManager::limitLearned);
    send(QStringLiteral("a"));
    QTRY_COMPARE(sent(), QStringLiteral("a"));
    QTRY_COMPARE(m_jobs->jobs().first().state, JobState::Running);
    const JobId second = send(QStringLiteral("b"));
    QTRY_COMPARE_WITH_TIMEOUT(learned.size(), 1, 30'000);
    QCOMPARE(learned.first().at(1).toInt(), 1);
    QCOMPARE(m_jobs->waiting(), QList<JobId>{second});
    QCOMPARE(m_jobs->job(second)->state, JobState::Waiting);
}

void TestJobQueue::canceledJobsComeBack()
{
    m_jobs->setPaused(true);
    const JobId a = send(QStringLiteral("a"));
    const JobId b = send(QStringLiteral("b"));
    const JobId c = send(QStringLiteral("c"));
    m_jobs->cancel(b);
    QCOMPARE(m_jobs->waiting(), (QList<JobId>{a, c}));
    const QList<JobId> back = m_jobs->takeBack({b});
    QCOMPARE(back.size(), 1);
    QCOMPARE(m_jobs->waiting(), (QList<JobId>{a, back.first(), c}));
    QVERIFY(!m_jobs->job(b));
    QVERIFY(m_jobs->takeBack({a, b}).isEmpty());
    m_jobs->setPaused(false);
    complete(1);
    complete(2);
    QTRY_COMPARE(sent(), QStringLiteral("a b c"));
}

void TestJobQueue::dismissedJobsComeBack()
{
    const JobId a = send(QStringLiteral("a"));
    complete(1);
    QTRY_COMPARE(m_jobs->job(a)->state, JobState::Done);
    m_jobs->dismiss({a});
    QVERIFY(!m_jobs->job(a));
    QSignalSpy added(m_jobs.get(), &JobManager::jobsAdded);
    QCOMPARE(m_jobs->takeBack({a}), QList<JobId>{a});
    QCOMPARE(added.size(), 1);
    QCOMPARE(m_jobs->job(a)->state, JobState::Done);
    QVERIFY(m_jobs->takeBack({a}).isEmpty());
    QCOMPARE(sent(), QStringLiteral("a"));
}

/// A job that was canceled, and then cleared from the list, is listed again and not sent again.
void TestJobQueue::clearedCanceledJobsAreNotSent()
{
    m_jobs->setPaused(true);
    const JobId a = send(QStringLiteral("a"));
    m_jobs->cancel(a);
    m_jobs->dismiss({a});
    QCOMPARE(m_jobs->takeBack({a}), QList<JobId>{a});
    QCOMPARE(m_jobs->job(a)->state, JobState::Canceled);
    QVERIFY(m_jobs->waiting().isEmpty());
}

void TestJobQueue::anotherSeed()
{
    m_jobs->setPaused(true);
    JobRequest request;
    request.endpoint = *EndpointId::parse(QStringLiteral("local/paint"));
    request.server = m_server->url({}).toString();
    request.input = QJsonObject{{QStringLiteral("seed"), 7}};
    const JobId id = m_jobs->submit(request);
    const JobId same = m_jobs->duplicate(id);
    const JobId other = m_jobs->duplicate(id, JobManager::Seed::New);
    QCOMPARE(m_jobs->job(same)->input, request.input);
    QVERIFY(m_jobs->job(other)->input.isEmpty());
}

QTEST_GUILESS_MAIN(TestJobQueue)
#include "tst_jobqueue.moc"
