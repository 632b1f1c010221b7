#include "core/jobs/jobmanager.h"
#include "core/jobs/jobnews.h"
#include "tests/unit/jobs/memoryrepository.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;

class TestJobNews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void oneNewsForABatch();
    void countsFromTheLastRest();
    void jobsOfEarlierSessions();

private:
    QList<JobId> send(const char *batch, int count);

    SystemClock m_clock;
    std::unique_ptr<MemoryRepository> m_repository;
    std::unique_ptr<FalServers> m_servers;
    std::unique_ptr<JobManager> m_jobs;
    std::unique_ptr<JobNews> m_news;
};

void TestJobNews::init()
{
    m_repository = std::make_unique<MemoryRepository>();
    m_servers = std::make_unique<FalServers>(Secret());
    m_jobs =
        std::make_unique<JobManager>(*m_servers, *m_repository, m_clock, JobManager::Options());
    m_jobs->setPaused(true);
    m_news = std::make_unique<JobNews>(*m_jobs);
}

void TestJobNews::cleanup()
{
    m_news.reset();
    m_jobs.reset();
}

QList<JobId> TestJobNews::send(const char *batch, int count)
{
    JobRequest request;
    request.endpoint = *EndpointId::parse(QStringLiteral("local/paint"));
    request.server = FalServers::local;
    request.batch = BatchId(QLatin1String(batch));
    request.input = {{QStringLiteral("prompt"), QLatin1String(batch)}};
    return m_jobs->submitAll(QList<JobRequest>(count, request));
}

void TestJobNews::oneNewsForABatch()
{
    QSignalSpy ended(m_news.get(), &JobNews::batchEnded);
    const QList<JobId> first = send("one", 3);
    const QList<JobId> second = send("two", 1);
    QCOMPARE(m_news->active(), 4);
    m_jobs->cancel(first.at(0));
    m_jobs->cancel(first.at(2));
    QVERIFY(ended.isEmpty());
    QCOMPARE(m_news->ended(), 2);
    QCOMPARE(m_news->total(), 4);
    // There is no local server here: it fails.
    m_jobs->sendNext(first.at(1));
    m_jobs->setPaused(false);
    QTRY_COMPARE(ended.size(), 2);
    const auto news = ended.first().first().value<BatchNews>();
    QCOMPARE(news.batch, BatchId(QStringLiteral("one")));
    QCOMPARE(news.title, QStringLiteral("one"));
    QCOMPARE(news.canceled, 2);
    QCOMPARE(news.failed, 1);
    QCOMPARE(news.total(), 3);
    QVERIFY(first.contains(news.job));
    QCOMPARE(ended.last().first().value<BatchNews>().job, second.first());
    QCOMPARE(m_news->active(), 0);
    QCOMPARE(m_news->total(), 4);
}

void TestJobNews::countsFromTheLastRest()
{
    m_jobs->cancel(send("one", 1).first());
    QCOMPARE(m_news->total(), 1);
    QSignalSpy changed(m_news.get(), &JobNews::progressChanged);
    send("two", 2);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_news->ended(), 0);
    QCOMPARE(m_news->total(), 2);
}

void TestJobNews::jobsOfEarlierSessions()
{
    for (const JobState state : {JobState::Done, JobState::Failed, JobState::Waiting}) {
        Job job;
        job.id = JobId(makeIdText());
        job.batch = BatchId(job.id.toString());
        job.endpoint = *EndpointId::parse(QStringLiteral("local/paint"));
        job.server = FalServers::local;
        job.state = state;
        m_repository->kept.insert(job.id, job);
    }
    QSignalSpy ended(m_news.get(), &JobNews::batchEnded);
    m_jobs->resume();
    QTRY_COMPARE(m_jobs->jobs().size(), 3);
    QCOMPARE(m_news->total(), 1);
    QVERIFY(ended.isEmpty());
}

QTEST_GUILESS_MAIN(TestJobNews)
#include "tst_jobnews.moc"
