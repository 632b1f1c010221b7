#include "core/fal/falclient.h"
#include "core/jobs/jobmanager.h"
#include "core/library/assetrepository.h"
#include "core/library/sqlhelpers.h"
#include "core/library/sqljobrepository.h"
#include "core/library/store.h"
#include "tests/support/await.h"
#include "tests/support/scriptedserver.h"

#include <QBuffer>
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr const char *submitPath = "/queue.fal.run/local/paint";
constexpr const char *statusPath = "/queue.fal.run/local/paint/requests/r1/status";
constexpr const char *resultPath = "/queue.fal.run/local/paint/requests/r1";
constexpr const char *filePath = "/v3.fal.media/files/a.png";

ScriptedAnswer json(const QByteArray &body)
{
    return ScriptedAnswer::ok(body, "application/json");
}

/// Does not compress: as large as its pixels.
QByteArray noisyPng(int edge)
{
    QImage image(edge, edge, QImage::Format_RGB32);
    quint32 state = 1;
    for (int y = 0; y < edge; ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < edge; ++x) {
            state = state * 1664525 + 1013904223;
            line[x] = 0xff000000U | (state >> 8);
        }
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

/// A clock that can be set, as people and time servers do.
class SetClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override
    {
        return QDateTime::currentDateTimeUtc().addSecs(offset);
    }
    qint64 offset = 0;
};

#ifdef Q_OS_UNIX
/// While it lives no file of this process grows beyond `bytes`, as on a disk that is full.
class FullDisk
{
public:
    explicit FullDisk(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit limit = m_before;
        limit.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }
    Q_DISABLE_COPY_MOVE(FullDisk)

private:
    rlimit m_before{};
};
#endif

} // namespace

/// Disks that are full, slow or not there and libraries that are locked, at every stage of a job:
/// nothing is lost or sent twice, people are told, and it goes on when the fault is gone.
class TestStorageFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void fullWhenItIsSubmitted();
    void fullBeforeItIsSent();
    void fullAfterItWasAccepted();
    void readOnlyWhenTheResultIsEntered();
    void readOnlyUntilTheProgramEnds();
    void canceledWhileReadOnlyIsNotSentByTheNextStart();
    void lockedByAnotherProgram();
    void whatWasLoggedMeanwhileIsKept();
    void slowDisk();
    void fullWhileTheResultComesDown();
    void noFolderForResults();
    void resultsFolderRemovedMeanwhile();
    void clockSetBack();

private:
    void startProgram();
    void endProgram();
    void scriptSuccess(const QByteArray &picture);
    JobId send();
    Job outcome(const JobId &id);
    void waitFor(const JobId &id, JobState state);
    /// No file of this process grows any more.
    void setFull(bool full);
    /// Only the library cannot be written.
    void setReadOnly(bool readOnly);
    [[nodiscard]] qsizetype submits() const;
    [[nodiscard]] QStringList resultFiles() const;
    void verifyDone(const JobId &id);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    SetClock m_clock;
    std::unique_ptr<FalServers> m_servers;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<SqlJobRepository> m_repository;
    std::unique_ptr<JobManager> m_jobs;
    QByteArray m_picture;
#ifdef Q_OS_UNIX
    std::unique_ptr<FullDisk> m_full;
#endif
};

void TestStorageFaults::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ScriptedServer>();
    m_clock.offset = 0;
    startProgram();
}

void TestStorageFaults::cleanup()
{
    setFull(false);
    endProgram();
    m_server.reset();
}

void TestStorageFaults::startProgram()
{
    const QString results = m_folder->filePath(u"results"_s);
    m_servers = std::make_unique<FalServers>(Secret("id-5f2c91ab:secret-91ab77d0"));
    m_store = std::make_unique<Store>(m_folder->filePath(u"library.sqlite"_s), results);
    QVERIFY(await(m_store->open()).hasValue());
    m_repository = std::make_unique<SqlJobRepository>(*m_store);
    JobManager::Options options;
    options.resultsFolder = results;
    options.pollInterval = 5ms;
    options.troubleDelay = 20ms;
    m_jobs = std::make_unique<JobManager>(*m_servers, *m_repository, m_clock, options);
}

void TestStorageFaults::endProgram()
{
    m_jobs.reset();
    m_repository.reset();
    m_store.reset();
    m_servers.reset();
}

void TestStorageFaults::scriptSuccess(const QByteArray &picture)
{
    m_picture = picture;
    m_server->on(submitPath, json("{\"request_id\":\"r1\"}"));
    m_server->on(statusPath, json("{\"status\":\"IN_PROGRESS\"}"));
    m_server->on(statusPath, json("{\"status\":\"COMPLETED\"}"));
    m_server->on(resultPath,
                 json("{\"images\":[{\"url\":\"" + m_server->url(filePath).toEncoded()
                      + "\",\"content_type\":\"image/png\"}]}"));
    m_server->on(filePath, ScriptedAnswer::ok(picture, "image/png"));
}

JobId TestStorageFaults::send()
{
    JobRequest request;
    request.endpoint = *EndpointId::parse(u"local/paint"_s);
    request.server = m_server->url({}).toString();
    request.input = QJsonObject{{u"prompt"_s, u"a fox"_s}};
    return m_jobs->submit(request);
}

Job TestStorageFaults::outcome(const JobId &id)
{
    const auto settled = [this, &id] {
        const Job *job = m_jobs->job(id);
        return job && !isActive(job->state);
    };
    if (!QTest::qWaitFor(settled, 20'000))
        qFatal("a job did not end: %s", qPrintable(jobStateName(m_jobs->job(id)->state)));
    return *m_jobs->job(id);
}

void TestStorageFaults::waitFor(const JobId &id, JobState state)
{
    QTRY_COMPARE(m_jobs->job(id)->state, state);
}

void TestStorageFaults::setFull(bool full)
{
#ifdef Q_OS_UNIX
    m_full = full ? std::make_unique<FullDisk>(1) : nullptr;
#else
    setReadOnly(full);
#endif
}

void TestStorageFaults::setReadOnly(bool readOnly)
{
    QVERIFY(await(m_store->run([readOnly](QSqlDatabase &database) -> Expected<Done, Error> {
        if (auto done = execute(database, u"PRAGMA query_only = %1"_s.arg(readOnly ? 1 : 0)); !done)
            return Unexpected{done.error()};
        return Done{};
    })));
}

qsizetype TestStorageFaults::submits() const
{
    const QList<SeenRequest> &seen = m_server->seen();
    return std::count_if(seen.cbegin(), seen.cend(), [](const SeenRequest &request) {
        return request.method == "POST" && request.target.split('?').first() == submitPath;
    });
}

QStringList TestStorageFaults::resultFiles() const
{
    QStringList files;
    QDirIterator it(m_folder->filePath(u"results"_s), {u"*.png"_s}, QDir::Files,
                    QDirIterator::Subdirectories);
    while (it.hasNext())
        files.append(it.next());
    return files;
}

void TestStorageFaults::verifyDone(const JobId &id)
{
    QCOMPARE(m_jobs->job(id)->state, JobState::Done);
    QCOMPARE(submits(), 1);
    const auto kept = await(m_repository->find(id));
    QVERIFY(kept);
    QCOMPARE(kept->state, JobState::Done);
    const auto assets = await(m_repository->assetsOf(id));
    QVERIFY(assets && assets->size() == 1);
    QFile file(assets->constFirst().path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), m_picture);
    QCOMPARE(resultFiles().size(), 1);
}

void TestStorageFaults::fullWhenItIsSubmitted()
{
    scriptSuccess(noisyPng(16));
    setFull(true);
    const Job failed = outcome(send());
    QCOMPARE(failed.state, JobState::Failed);
    QCOMPARE(failed.error->kind, Error::Kind::Storage);
    QVERIFY2(failed.error->message.contains(u"space"_s), qPrintable(failed.error->message));
    QCOMPARE(submits(), 0);
    setFull(false);
    const JobId again = m_jobs->retry(failed.id);
    outcome(again);
    verifyDone(again);
}

void TestStorageFaults::fullBeforeItIsSent()
{
    scriptSuccess(noisyPng(16));
    m_jobs->setPaused(true);
    const JobId id = send();
    // Kept, and not yet sent.
    QTRY_VERIFY(await(m_repository->find(id)));
    setFull(true);
    QSignalSpy logged(m_jobs.get(), &JobManager::logAppended);
    m_jobs->setPaused(false);
    QTRY_VERIFY(!logged.isEmpty());
    const auto lines = logged.constFirst().at(1).value<QList<LogLine>>();
    QVERIFY2(lines.constFirst().message.contains(u"space"_s),
             qPrintable(lines.constFirst().message));
    QCOMPARE(submits(), 0);
    setFull(false);
    outcome(id);
    verifyDone(id);
}

void TestStorageFaults::fullAfterItWasAccepted()
{
    scriptSuccess(noisyPng(16));
    m_server->holdNext(submitPath);
    const JobId id = send();
    QTRY_COMPARE(submits(), 1);
    setFull(true);
    QSignalSpy logged(m_jobs.get(), &JobManager::logAppended);
    m_server->release();
    QTRY_VERIFY(!logged.isEmpty());
    setFull(false);
    outcome(id);
    verifyDone(id);
}

void TestStorageFaults::readOnlyWhenTheResultIsEntered()
{
    scriptSuccess(noisyPng(16));
    m_server->holdNext(filePath);
    const JobId id = send();
    waitFor(id, JobState::Fetching);
    QTRY_VERIFY(m_server->isHolding());
    setReadOnly(true);
    QSignalSpy logged(m_jobs.get(), &JobManager::logAppended);
    m_server->release();
    QTRY_VERIFY(!logged.isEmpty());
    QCOMPARE(m_jobs->job(id)->state, JobState::Fetching);
    setReadOnly(false);
    outcome(id);
    verifyDone(id);
}

void TestStorageFaults::readOnlyUntilTheProgramEnds()
{
    scriptSuccess(noisyPng(16));
    m_server->holdNext(filePath);
    const JobId id = send();
    waitFor(id, JobState::Fetching);
    QTRY_VERIFY(m_server->isHolding());
    setReadOnly(true);
    QSignalSpy logged(m_jobs.get(), &JobManager::logAppended);
    m_server->release();
    QTRY_VERIFY(!logged.isEmpty());
    endProgram();
    startProgram();
    m_jobs->resume();
    QTRY_VERIFY(m_jobs->job(id));
    outcome(id);
    verifyDone(id);
}

void TestStorageFaults::canceledWhileReadOnlyIsNotSentByTheNextStart()
{
    scriptSuccess(noisyPng(16));
    m_jobs->setPaused(true);
    const JobId id = send();
    QTRY_VERIFY(await(m_repository->find(id)));
    QSignalSpy told(m_jobs.get(), &JobManager::storageFailed);
    setReadOnly(true);
    m_jobs->cancel(id);
    QTRY_COMPARE(told.size(), 1);
    setReadOnly(false);
    QTRY_COMPARE(await(m_repository->find(id))->state, JobState::Canceled);
    endProgram();
    startProgram();
    QSignalSpy resumed(m_jobs.get(), &JobManager::resumed);
    m_jobs->resume();
    QTRY_COMPARE(resumed.size(), 1);
    QCOMPARE(m_jobs->job(id)->state, JobState::Canceled);
    QCOMPARE(submits(), 0);
    QCOMPARE(told.size(), 1);
}

void TestStorageFaults::lockedByAnotherProgram()
{
    scriptSuccess(noisyPng(16));
    QVERIFY(await(m_store->run([](QSqlDatabase &database) -> Expected<Done, Error> {
        if (auto done = execute(database, u"PRAGMA busy_timeout = 30"_s); !done)
            return Unexpected{done.error()};
        return Done{};
    })));
    m_server->holdNext(submitPath);
    const JobId id = send();
    QTRY_COMPARE(submits(), 1);
    const QString name = makeIdText();
    {
        QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        other.setDatabaseName(m_store->databasePath());
        QVERIFY(other.open());
        QVERIFY(execute(other, u"BEGIN IMMEDIATE"_s));
        QSignalSpy logged(m_jobs.get(), &JobManager::logAppended);
        m_server->release();
        QTRY_VERIFY(!logged.isEmpty());
        const auto lines = logged.constFirst().at(1).value<QList<LogLine>>();
        QVERIFY2(lines.constFirst().message.contains(u"another program"_s, Qt::CaseInsensitive),
                 qPrintable(lines.constFirst().message));
        QVERIFY(isActive(m_jobs->job(id)->state));
        QVERIFY(execute(other, u"ROLLBACK"_s));
        other.close();
    }
    QSqlDatabase::removeDatabase(name);
    outcome(id);
    verifyDone(id);
}

void TestStorageFaults::whatWasLoggedMeanwhileIsKept()
{
    scriptSuccess(noisyPng(16));
    m_server->holdNext(submitPath);
    const JobId id = send();
    QTRY_COMPARE(submits(), 1);
    setReadOnly(true);
    QSignalSpy logged(m_jobs.get(), &JobManager::logAppended);
    m_server->release();
    QTRY_VERIFY(logged.size() >= 2);
    // It is shown whenever somebody asks.
    QSignalSpy loaded(m_jobs.get(), &JobManager::logLoaded);
    m_jobs->loadLog(id);
    QVERIFY(loaded.wait());
    QVERIFY(loaded.constFirst().at(1).value<QList<LogLine>>().size() >= 2);
    setReadOnly(false);
    outcome(id);
    verifyDone(id);
    qsizetype lines = 0;
    for (const auto &arrived : std::as_const(logged))
        lines += arrived.at(1).value<QList<LogLine>>().size();
    QTRY_COMPARE(await(m_repository->log(id))->size(), lines);
}

/// The disk takes its time: nothing is sent before it has the intent, and nobody waits for it.
void TestStorageFaults::slowDisk()
{
    scriptSuccess(noisyPng(16));
    QSemaphore disk;
    const auto busy = m_store->run([&disk](QSqlDatabase &) -> Expected<Done, Error> {
        disk.acquire();
        return Done{};
    });
    int turns = 0;
    QTimer beat;
    connect(&beat, &QTimer::timeout, this, [&turns] { ++turns; });
    beat.start(1ms);
    QElapsedTimer clock;
    clock.start();
    const JobId id = send();
    for (int i = 0; i < 50; ++i)
        m_jobs->sendNext(id);
    QVERIFY(clock.elapsed() < 2000);
    // The loop turns while the disk does not.
    QTRY_VERIFY(turns > 50);
    QVERIFY(!busy.isFinished());
    QCOMPARE(submits(), 0);
    disk.release();
    outcome(id);
    verifyDone(id);
}

void TestStorageFaults::fullWhileTheResultComesDown()
{
#ifdef Q_OS_UNIX
    const QByteArray large = noisyPng(1800);
    QVERIFY(large.size() > 8 * 1024 * 1024);
    scriptSuccess(large);
    Job failed;
    {
        // The library fits, the result does not.
        const FullDisk full(6 * 1024 * 1024);
        failed = outcome(send());
    }
    QCOMPARE(failed.state, JobState::Failed);
    QCOMPARE(failed.error->kind, Error::Kind::Storage);
    QVERIFY(!failed.error->message.isEmpty());
    QVERIFY(resultFiles().isEmpty());
    QVERIFY(canFetchAgain(failed));
    // Again, and at no cost.
    QCOMPARE(m_jobs->retry(failed.id), failed.id);
    outcome(failed.id);
    verifyDone(failed.id);
#else
    QSKIP("there is no limit for the size of files here");
#endif
}

void TestStorageFaults::noFolderForResults()
{
    scriptSuccess(noisyPng(16));
    const QString results = m_folder->filePath(u"results"_s);
    // As on a disk that may only be read: nothing can be made there, not even by root.
    QFile inTheWay(results);
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    inTheWay.close();
    const Job failed = outcome(send());
    QCOMPARE(failed.state, JobState::Failed);
    QCOMPARE(failed.error->kind, Error::Kind::Storage);
    QVERIFY2(failed.error->message.contains(u"results"_s), qPrintable(failed.error->message));
    QVERIFY(inTheWay.remove());
    QCOMPARE(m_jobs->retry(failed.id), failed.id);
    outcome(failed.id);
    verifyDone(failed.id);
}

void TestStorageFaults::resultsFolderRemovedMeanwhile()
{
    scriptSuccess(noisyPng(16));
    m_server->holdNext(filePath);
    const JobId id = send();
    waitFor(id, JobState::Fetching);
    QTRY_VERIFY(m_server->isHolding());
    QDir(m_folder->filePath(u"results"_s)).removeRecursively();
    m_server->release();
    Job job = outcome(id);
    if (job.state == JobState::Failed) {
        QVERIFY2(job.error->kind == Error::Kind::Storage, qPrintable(job.error->message));
        QCOMPARE(m_jobs->retry(id), id);
        outcome(id);
    }
    verifyDone(id);
}

void TestStorageFaults::clockSetBack()
{
    scriptSuccess(noisyPng(16));
    m_server->holdNext(filePath);
    const JobId id = send();
    waitFor(id, JobState::Fetching);
    QTRY_VERIFY(m_server->isHolding());
    m_clock.offset = -3 * 24 * 3600;
    m_server->release();
    outcome(id);
    verifyDone(id);
    // What comes after it is listed after it, and is found by the next start.
    scriptSuccess(noisyPng(16));
    const JobId second = send();
    outcome(second);
    QCOMPARE(m_jobs->job(second)->state, JobState::Done);
    endProgram();
    startProgram();
    QSignalSpy resumed(m_jobs.get(), &JobManager::resumed);
    m_jobs->resume();
    QTRY_COMPARE(resumed.size(), 1);
    QCOMPARE(m_jobs->jobs().size(), 2);
    QCOMPARE(m_jobs->job(id)->state, JobState::Done);
    QCOMPARE(m_jobs->job(second)->state, JobState::Done);
    QCOMPARE(submits(), 2);
}

QTEST_GUILESS_MAIN(TestStorageFaults)
#include "tst_storagefaults.moc"
