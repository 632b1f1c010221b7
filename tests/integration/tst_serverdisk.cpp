#include "core/base/clock.h"
#include "core/jobs/jobmanager.h"
#include "core/library/sqljobrepository.h"
#include "core/library/store.h"
#include "core/localserver/localserver.h"
#include "tests/support/await.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The disk of the embedded server fails: its queue and its results are not lost, what was not
/// accepted can be sent again, and people hear what to do.
class TestServerDisk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void queueCannotBeWritten();
    void finishedRequestCannotBeWritten();
    void resultCannotBeWritten();

private:
    void startServer();
    JobId send();
    Job outcome(const JobId &id);
    /// Puts a file in the folder's place, so that nothing can be made below it, not even by root.
    [[nodiscard]] bool breakFolder(const QString &name) const;
    [[nodiscard]] bool mendFolder(const QString &name) const;
    [[nodiscard]] qsizetype kept(const QString &name) const;
    void verifySaysWhatToDo(const Job &failed) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LocalServer> m_server;
    SystemClock m_clock;
    std::unique_ptr<FalServers> m_servers;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<SqlJobRepository> m_repository;
    std::unique_ptr<JobManager> m_jobs;
};

void TestServerDisk::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    const QString results = m_folder->filePath(u"results"_s);
    m_servers = std::make_unique<FalServers>(Secret());
    m_store = std::make_unique<Store>(m_folder->filePath(u"library.sqlite"_s), results);
    QVERIFY(await(m_store->open()));
    m_repository = std::make_unique<SqlJobRepository>(*m_store);
    JobManager::Options options;
    options.resultsFolder = results;
    options.pollInterval = 10ms;
    options.troubleDelay = 20ms;
    m_jobs = std::make_unique<JobManager>(*m_servers, *m_repository, m_clock, options);
}

void TestServerDisk::cleanup()
{
    m_jobs.reset();
    m_repository.reset();
    m_store.reset();
    m_servers.reset();
    m_server.reset();
}

void TestServerDisk::startServer()
{
    m_server.reset();
    LocalServer::Options options;
    options.dataFolder = m_folder->filePath(u"server"_s);
    m_server = std::make_unique<LocalServer>(options);
    const auto base = m_server->start();
    QVERIFY(base);
    m_servers->setLocalBase(*base);
}

JobId TestServerDisk::send()
{
    JobRequest request;
    request.endpoint = *EndpointId::parse(u"local/paint"_s);
    request.server = FalServers::local;
    request.input = {{u"prompt"_s, u"a fox"_s},
                     {u"image_size"_s, QJsonObject{{u"width"_s, 96}, {u"height"_s, 64}}}};
    return m_jobs->submit(request);
}

Job TestServerDisk::outcome(const JobId &id)
{
    const auto settled = [this, &id] {
        const Job *job = m_jobs->job(id);
        return job && !isActive(job->state);
    };
    if (!QTest::qWaitFor(settled, 30'000))
        qFatal("a job did not end");
    return *m_jobs->job(id);
}

bool TestServerDisk::breakFolder(const QString &name) const
{
    const QString path = m_folder->filePath(u"server/"_s + name);
    QFile inTheWay(path);
    return QDir().rename(path, path + u".aside"_s) && inTheWay.open(QIODevice::WriteOnly);
}

bool TestServerDisk::mendFolder(const QString &name) const
{
    const QString path = m_folder->filePath(u"server/"_s + name);
    return QFile::remove(path) && QDir().rename(path + u".aside"_s, path);
}

qsizetype TestServerDisk::kept(const QString &name) const
{
    return QDir(m_folder->filePath(u"server/requests/"_s + name))
        .entryList({u"*.json"_s}, QDir::Files)
        .size();
}

void TestServerDisk::verifySaysWhatToDo(const Job &failed) const
{
    QCOMPARE(failed.state, JobState::Failed);
    const QString message = failed.error->message;
    QVERIFY2(message.contains(u"disk"_s) && message.contains(u"again"_s), qPrintable(message));
}

void TestServerDisk::queueCannotBeWritten()
{
    startServer();
    QVERIFY(breakFolder(u"requests/unfinished"_s));
    const Job failed = outcome(send());
    verifySaysWhatToDo(failed);
    // It says itself that it has not taken it: nobody has to guess.
    QVERIFY(failed.request.isEmpty());
    QVERIFY(mendFolder(u"requests/unfinished"_s));
    const JobId again = m_jobs->retry(failed.id);
    QCOMPARE(outcome(again).state, JobState::Done);
    QTRY_COMPARE(kept(u"finished"_s), 1);
}

void TestServerDisk::finishedRequestCannotBeWritten()
{
    startServer();
    QVERIFY(breakFolder(u"requests/finished"_s));
    // It is remembered where it cannot be written.
    const Job done = outcome(send());
    QVERIFY2(done.state == JobState::Done,
             qPrintable(done.error ? done.error->message : QString()));
    QCOMPARE(await(m_repository->assetsOf(done.id))->size(), 1);
    // The next server finds it unfinished, and finishes it.
    m_server.reset();
    QVERIFY(mendFolder(u"requests/finished"_s));
    QCOMPARE(kept(u"unfinished"_s), 1);
    startServer();
    QTRY_COMPARE(kept(u"finished"_s), 1);
    QTRY_COMPARE(kept(u"unfinished"_s), 0);
    QCOMPARE(m_jobs->job(done.id)->state, JobState::Done);
}

void TestServerDisk::resultCannotBeWritten()
{
    startServer();
    QVERIFY(breakFolder(u"files"_s));
    const JobId id = send();
    verifySaysWhatToDo(outcome(id));
    QVERIFY(mendFolder(u"files"_s));
    const JobId again = m_jobs->retry(id);
    QCOMPARE(outcome(again).state, JobState::Done);
    QCOMPARE(await(m_repository->assetsOf(again))->size(), 1);
}

QTEST_GUILESS_MAIN(TestServerDisk)
#include "tst_serverdisk.moc"
