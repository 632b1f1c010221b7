#include "core/fal/falclient.h"
#include "core/fal/storage/recentuploads.h"
#include "core/jobs/jobmanager.h"
#include "core/library/assetrepository.h"
#include "core/library/sqljobrepository.h"
#include "core/library/store.h"
#include "tests/support/await.h"
#include "tests/support/scriptedserver.h"

#include <QBuffer>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QImage>
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
constexpr const char *statusPath = "/queue.fal.run/local/paint/requests/r1/status";
constexpr const char *resultPath = "/queue.fal.run/local/paint/requests/r1";
constexpr const char *cancelPath = "/queue.fal.run/local/paint/requests/r1/cancel";
constexpr const char *filePath = "/v3.fal.media/files/a.png";

ScriptedAnswer json(const QByteArray &body)
{
    return ScriptedAnswer::ok(body, "application/json");
}

QByteArray png()
{
    QImage image(32, 16, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QStringList filesIn(const QString &folder)
{
    QStringList files;
    QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext())
        files.append(it.next());
    return files;
}

} // namespace

Q_DECLARE_METATYPE(peregrine::test::ScriptedAnswer)
Q_DECLARE_METATYPE(peregrine::Error::Kind)

/// Jobs against a server that does as it is told, with a real library on disk.
class TestJobManager : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void doneMeansOnDisk();
    void intentIsOnDiskBeforeTheRequestLeaves();
    void badResults_data();
    void badResults();
    void fetchedAgainAtNoCharge();
    void networkLossOnlyDelays();
    void lostSubmitIsUnknownAndNeverSentAgain();
    void askedAgain();
    void rejectedInput();
    void canceledBeforeItIsSent();
    void canceledOnTheServer();
    void completedAlthoughCanceled();
    void resumedAfterARestart();
    void submittingWhenTheProgramEnded();
    void fetchedById();
    void unknownServer();
    void logsAreKept();
    void dismissed();
    void uploadsFilesFirst();
    void uploadsFilesTogether();
    void resultsAreNotSentBack();
    void missingFile();
    void brokenLibrary();

private:
    void startProgram();
    void endProgram();
    void scriptSuccess();
    JobId send(const QList<LocalFile> &files = {});
    /// Waits until the job has ended or is unknown.
    Job outcome(const JobId &id);
    [[nodiscard]] qsizetype count(const QByteArray &method, const QByteArray &path) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    SystemClock m_clock;
    std::shared_ptr<RecentUploads> m_uploads;
    std::unique_ptr<FalServers> m_servers;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<SqlJobRepository> m_repository;
    std::unique_ptr<AssetRepository> m_assets;
    std::unique_ptr<JobManager> m_jobs;
};

void TestJobManager::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ScriptedServer>();
    startProgram();
}

void TestJobManager::cleanup()
{
    endProgram();
    m_server.reset();
}

void TestJobManager::startProgram()
{
    const QString results = m_folder->filePath(QStringLiteral("results"));
    m_uploads = std::make_shared<RecentUploads>();
    m_servers = std::make_unique<FalServers>(Secret("id-5f2c:secret-91ab"), nullptr, m_uploads);
    m_store =
        std::make_unique<Store>(m_folder->filePath(QStringLiteral("library.sqlite")), results);
    QVERIFY(await(m_store->open()).hasValue());
    m_repository = std::make_unique<SqlJobRepository>(*m_store);
    m_assets = std::make_unique<AssetRepository>(*m_store);
    JobManager::Options options;
    options.resultsFolder = results;
    options.pollInterval = 5ms;
    options.troubleDelay = 1ms;
    m_jobs = std::make_unique<JobManager>(*m_servers, *m_repository, m_clock, options);
}

void TestJobManager::endProgram()
{
    m_jobs.reset();
    m_assets.reset();
    m_repository.reset();
    m_store.reset();
    m_servers.reset();
}

void TestJobManager::scriptSuccess()
{
    m_server->on(submitPath, json("{\"request_id\":\"r1\",\"queue_position\":1}"));
    m_server->on(statusPath, json("{\"status\":\"IN_QUEUE\",\"queue_position\":1}"));
    m_server->on(statusPath,
                 json("{\"status\":\"IN_PROGRESS\",\"logs\":[{\"message\":\"step "
                      "1/2\",\"timestamp\":\"2026-01-01T00:00:00Z\"}]}"));
    m_server->on(statusPath,
                 json("{\"status\":\"COMPLETED\",\"metrics\":{\"inference_time\":1.5}}"));
    m_server->on(
        resultPath,
        json("{\"images\":[{\"url\":\"" + m_server->url(filePath).toEncoded()
             + "\",\"content_type\":\"image/png\",\"file_name\":\"../../evil.png\"}],\"seed\":7}"));
    m_server->on(filePath, ScriptedAnswer::ok(png(), "image/png"));
}

JobId TestJobManager::send(const QList<LocalFile> &files)
{
    JobRequest request;
    request.endpoint = *EndpointId::parse(QStringLiteral("local/paint"));
    request.modelTitle = QStringLiteral("Local Paint");
    request.server = m_server->url({}).toString();
    request.input = QJsonObject{{QStringLiteral("prompt"), QStringLiteral("a fox")}};
    request.files = files;
    return m_jobs->submit(request);
}

Job TestJobManager::outcome(const JobId &id)
{
    const auto settled = [this, &id] {
        const Job *job = m_jobs->job(id);
        return job && !isActive(job->state);
    };
    if (!QTest::qWaitFor(settled, 20'000))
        qFatal("a job did not end: %s", qPrintable(jobStateName(m_jobs->job(id)->state)));
    return *m_jobs->job(id);
}

qsizetype TestJobManager::count(const QByteArray &method, const QByteArray &path) const
{
    const QList<SeenRequest> &seen = m_server->seen();
    return std::count_if(seen.cbegin(), seen.cend(), [&](const SeenRequest &request) {
        return request.method == method && request.target.split('?').first() == path;
    });
}

void TestJobManager::doneMeansOnDisk()
{
    scriptSuccess();
    QSignalSpy added(m_jobs.get(), &JobManager::assetsAdded);
    QSignalSpy ended(m_jobs.get(), &JobManager::jobEnded);
    const JobId id = send();
    const Job job = outcome(id);
    QCOMPARE(job.state, JobState::Done);
    QCOMPARE(job.inferenceSeconds, 1.5);
    QCOMPARE(job.seed(), std::optional<qint64>(7));
    QCOMPARE(added.size(), 1);
    QCOMPARE(ended.size(), 1);

    const auto assets = await(m_assets->ofJob(id));
    QVERIFY(assets.hasValue());
    QCOMPARE(assets->size(), 1);
    const Asset asset = assets->first();
    QCOMPARE(asset.size, QSize(32, 16));
    QVERIFY(asset.path.startsWith(m_folder->filePath(QStringLiteral("results"))));
    QVERIFY(QImage(asset.path).size() == QSize(32, 16));

    const QStringList files = filesIn(m_folder->filePath(QStringLiteral("results")));
    QCOMPARE(files.size(), 2);
    const QString receiptPath =
        files.first().endsWith(QStringLiteral(".receipt.json")) ? files.first() : files.last();
    QFile file(receiptPath);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(!text.contains("5f2c"));
    const QJsonObject receipt = QJsonDocument::fromJson(text).object();
    QCOMPARE(receipt.value(QStringLiteral("request_id")).toString(), QStringLiteral("r1"));
    QCOMPARE(receipt.value(QStringLiteral("seed")).toInt(), 7);
    QCOMPARE(receipt.value(QStringLiteral("input"))
                 .toObject()
                 .value(QStringLiteral("prompt"))
                 .toString(),
             QStringLiteral("a fox"));
    // Nothing outside the results folder, whatever the server called its file.
    QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("evil.png"))));
    QVERIFY(!QFile::exists(m_folder->path() + QStringLiteral("/../evil.png")));
}

void TestJobManager::intentIsOnDiskBeforeTheRequestLeaves()
{
    m_server->on(submitPath, json("{}").stallAfter(0));
    const JobId id = send();
    QTRY_COMPARE(count("POST", submitPath), 1);
    const auto kept = await(m_repository->find(id));
    QVERIFY(kept.hasValue());
    QCOMPARE(kept->state, JobState::Submitting);
}

void TestJobManager::badResults_data()
{
    QTest::addColumn<ScriptedAnswer>("file");
    QTest::addColumn<Error::Kind>("kind");
    QTest::newRow("gone") << ScriptedAnswer::status(404) << Error::Kind::NotFound;
    QTest::newRow("truncated") << ScriptedAnswer::ok(png().left(60), "image/png")
                               << Error::Kind::Media;
    QTest::newRow("a web page") << ScriptedAnswer::ok("<!DOCTYPE html><p>hi", "image/png")
                                << Error::Kind::Media;
    QTest::newRow("empty") << ScriptedAnswer::ok("", "image/png") << Error::Kind::Media;
}

void TestJobManager::badResults()
{
    QFETCH(ScriptedAnswer, file);
    m_server->on(filePath, file);
    scriptSuccess();
    const Job job = outcome(send());
    QCOMPARE(job.state, JobState::Failed);
    QVERIFY(job.error.has_value());
    QTEST(job.error->kind, "kind");
    QVERIFY(!job.error->message.isEmpty());
    QCOMPARE(filesIn(m_folder->filePath(QStringLiteral("results"))), QStringList());
    QVERIFY(await(m_assets->newest(10))->isEmpty());
}

void TestJobManager::fetchedAgainAtNoCharge()
{
    m_server->on(filePath, ScriptedAnswer::ok(png().left(60), "image/png"));
    scriptSuccess();
    const JobId id = send();
    QCOMPARE(outcome(id).state, JobState::Failed);
    QCOMPARE(m_jobs->retry(id), id);
    QCOMPARE(outcome(id).state, JobState::Done);
    QCOMPARE(count("POST", submitPath), 1);
}

void TestJobManager::networkLossOnlyDelays()
{
    m_server->on(statusPath, ScriptedAnswer::status(404));
    m_server->on(filePath, ScriptedAnswer::hangUp());
    m_server->on(filePath, ScriptedAnswer::hangUp());
    m_server->on(filePath, ScriptedAnswer::hangUp());
    scriptSuccess();
    // An unknown request is nobody's failure: its fate cannot be learned.
    const JobId id = send();
    QCOMPARE(outcome(id).state, JobState::Unknown);
    m_jobs->askAgain(id);
    QCOMPARE(outcome(id).state, JobState::Done);
    QCOMPARE(count("POST", submitPath), 1);
}

void TestJobManager::lostSubmitIsUnknownAndNeverSentAgain()
{
    m_server->on(submitPath, ScriptedAnswer::hangUp());
    const JobId id = send();
    const Job job = outcome(id);
    QCOMPARE(job.state, JobState::Unknown);
    m_jobs->askAgain(id);
    QCOMPARE(m_jobs->job(id)->state, JobState::Unknown);

    endProgram();
    startProgram();
    QSignalSpy resumed(m_jobs.get(), &JobManager::resumed);
    m_jobs->resume();
    QVERIFY(resumed.wait());
    QCOMPARE(m_jobs->job(id)->state, JobState::Unknown);
    m_jobs->giveUp(id);
    QCOMPARE(m_jobs->job(id)->state, JobState::Failed);
    QCOMPARE(count("POST", submitPath), 1);
}

void TestJobManager::askedAgain()
{
    m_server->on(statusPath,
                 ScriptedAnswer::status(401, "{\"detail\":\"invalid key credentials\"}"));
    scriptSuccess();
    const JobId id = send();
    QCOMPARE(outcome(id).state, JobState::Unknown);
    m_jobs->askAgain(id);
    QCOMPARE(outcome(id).state, JobState::Done);
}

void TestJobManager::rejectedInput()
{
    m_server->on(
        submitPath,
        ScriptedAnswer::status(
            422,
            "{\"detail\":[{\"loc\":[\"body\",\"prompt\"],\"msg\":\"too short\",\"type\":\"t\"}]}"));
    const Job job = outcome(send());
    QCOMPARE(job.state, JobState::Failed);
    QCOMPARE(job.error->kind, Error::Kind::Validation);
    QCOMPARE(job.error->fields.first().path, QStringList(QStringLiteral("prompt")));
    const auto kept = await(m_repository->find(job.id));
    QCOMPARE(kept->error->fields, job.error->fields);
}

void TestJobManager::canceledBeforeItIsSent()
{
    const JobId id = send();
    m_jobs->cancel(id);
    QCOMPARE(outcome(id).state, JobState::Canceled);
    QTRY_COMPARE(await(m_repository->find(id))->state, JobState::Canceled);
    QVERIFY(m_server->seen().isEmpty());
}

void TestJobManager::canceledOnTheServer()
{
    m_server->on(submitPath, json("{\"request_id\":\"r1\"}"));
    m_server->on(statusPath, json("{\"status\":\"IN_PROGRESS\"}"));
    m_server->on(cancelPath,
                 ScriptedAnswer::status(202, "{\"status\":\"CANCELLATION_REQUESTED\"}"));
    const JobId id = send();
    QTRY_COMPARE(m_jobs->job(id)->state, JobState::Running);
    m_server->on(statusPath,
                 json("{\"status\":\"COMPLETED\",\"error\":\"cancelled\",\"error_type\":\"client_"
                      "cancelled\"}"));
    m_server->on(resultPath,
                 ScriptedAnswer::status(
                     499, "{\"detail\":\"cancelled\",\"error_type\":\"client_cancelled\"}"));
    m_jobs->cancel(id);
    QCOMPARE(outcome(id).state, JobState::Canceled);
}

void TestJobManager::completedAlthoughCanceled()
{
    m_server->on(cancelPath, ScriptedAnswer::status(400, "{\"status\":\"ALREADY_COMPLETED\"}"));
    scriptSuccess();
    const JobId id = send();
    QTRY_VERIFY(!m_jobs->job(id)->request.isEmpty());
    m_jobs->cancel(id);
    QCOMPARE(outcome(id).state, JobState::Done);
}

void TestJobManager::resumedAfterARestart()
{
    m_server->on(submitPath, json("{\"request_id\":\"r1\"}"));
    m_server->on(statusPath, json("{\"status\":\"IN_PROGRESS\"}"));
    const JobId id = send();
    QTRY_COMPARE(m_jobs->job(id)->state, JobState::Running);
    endProgram();

    scriptSuccess();
    startProgram();
    m_jobs->resume();
    QTRY_VERIFY(m_jobs->job(id) != nullptr);
    QCOMPARE(outcome(id).state, JobState::Done);
    QCOMPARE(count("POST", submitPath), 1);
}

void TestJobManager::submittingWhenTheProgramEnded()
{
    m_server->on(submitPath, json("{}").stallAfter(0));
    const JobId id = send();
    QTRY_COMPARE(count("POST", submitPath), 1);
    endProgram();
    startProgram();
    m_jobs->resume();
    QTRY_VERIFY(m_jobs->job(id) != nullptr);
    const Job job = outcome(id);
    QCOMPARE(job.state, JobState::Unknown);
    QCOMPARE(count("POST", submitPath), 1);
    // The account's requests were looked through without being told to.
    QTRY_VERIFY(count("GET", "/api.fal.ai/v1/models/requests/by-endpoint") > 0);
    QVERIFY(m_jobs->job(id)->error->maybeDelivered);
}

void TestJobManager::fetchedById()
{
    m_server->on("/api.fal.ai/v1/models/requests/by-endpoint",
                 json("{\"items\":[{\"request_id\":\"r1\",\"endpoint_id\":\"local/paint\","
                      "\"sent_at\":\"2026-03-01T10:00:00Z\","
                      "\"json_input\":{\"prompt\":\"from elsewhere\"}}]}"));
    scriptSuccess();
    const RequestReference reference{*EndpointId::parse(QStringLiteral("local/paint")),
                                     RequestId(QStringLiteral("r1"))};
    const QString server = m_server->url({}).toString();
    const JobId id = m_jobs->fetch(reference, QStringLiteral("Paint"), server);
    const Job job = outcome(id);
    QCOMPARE(job.state, JobState::Done);
    QCOMPARE(job.title(), QStringLiteral("from elsewhere"));
    QCOMPARE(job.submittedAt.date(), QDate(2026, 3, 1));
    QCOMPARE(job.attempts, 0);
    QCOMPARE(count("POST", submitPath), 0);
    QVERIFY(!job.cost.best());
    // It is there: asked for again it stays the same one.
    QCOMPARE(m_jobs->fetch(reference, QStringLiteral("Paint"), server), id);
    m_jobs->dismiss({id});
    QCOMPARE(m_jobs->fetch(reference, QStringLiteral("Paint"), server), id);
    QCOMPARE(m_jobs->jobs().size(), 1);
}

void TestJobManager::unknownServer()
{
    JobRequest request;
    request.endpoint = *EndpointId::parse(QStringLiteral("local/paint"));
    request.server = QStringLiteral("local");
    const Job job = outcome(m_jobs->submit(request));
    QCOMPARE(job.state, JobState::Failed);
    QVERIFY(!job.error->message.isEmpty());
}

void TestJobManager::logsAreKept()
{
    scriptSuccess();
    QSignalSpy appended(m_jobs.get(), &JobManager::logAppended);
    const JobId id = send();
    QCOMPARE(outcome(id).state, JobState::Done);
    QCOMPARE(appended.size(), 1);
    QSignalSpy loaded(m_jobs.get(), &JobManager::logLoaded);
    m_jobs->loadLog(id);
    QVERIFY(loaded.wait());
    const auto lines = loaded.first().at(1).value<QList<LogLine>>();
    QCOMPARE(lines.size(), 1);
    QCOMPARE(lines.first().message, QStringLiteral("step 1/2"));
}

void TestJobManager::dismissed()
{
    scriptSuccess();
    const JobId id = send();
    m_jobs->dismiss({id});
    QVERIFY(m_jobs->job(id));
    QCOMPARE(outcome(id).state, JobState::Done);
    m_jobs->dismiss({id});
    QVERIFY(!m_jobs->job(id));
    QVERIFY(await(m_repository->recent(10))->isEmpty());
    // Its result and its inputs stay.
    QCOMPARE(await(m_assets->newest(10))->size(), 1);
    QVERIFY(await(m_repository->find(id)).hasValue());
}

void TestJobManager::uploadsFilesFirst()
{
    QFile file(m_folder->filePath(QStringLiteral("in.png")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(png());
    file.close();
    const QByteArray url = m_server->url("/v3.fal.media/files/in.png").toEncoded();
    m_server->on("/rest.fal.ai/storage/upload/initiate",
                 json("{\"upload_url\":\"" + m_server->url("/v3.fal.media/up").toEncoded()
                      + "\",\"file_url\":\"" + url + "\"}"));
    m_server->on("/v3.fal.media/up", ScriptedAnswer::ok("", "text/plain"));
    scriptSuccess();
    const JobId id = send({{QStringLiteral("/image_url"), file.fileName()}});
    QCOMPARE(outcome(id).state, JobState::Done);
    const QList<SeenRequest> &seen = m_server->seen();
    const auto submit = std::find_if(seen.cbegin(), seen.cend(), [](const SeenRequest &request) {
        return request.target == submitPath;
    });
    QVERIFY(submit != seen.cend());
    const QJsonObject body = QJsonDocument::fromJson(submit->body).object();
    QCOMPARE(body.value(QStringLiteral("image_url")).toString().toUtf8(), url);
}

void TestJobManager::resultsAreNotSentBack()
{
    scriptSuccess();
    const JobId first = send();
    QSignalSpy added(m_jobs.get(), &JobManager::assetsAdded);
    QCOMPARE(outcome(first).state, JobState::Done);
    if (added.isEmpty())
        QVERIFY(added.wait());
    const QString result = added.first().first().value<QList<Asset>>().constFirst().path;
    UploadMemory &memory = *m_uploads;
    const UploadOwner owner =
        ownerOf((*m_servers->client(m_server->url({}).toString()))->transport());
    QTRY_VERIFY(!memory.find(owner, png().size()).result().isEmpty());
    m_server->on(filePath, ScriptedAnswer::ok(png(), "image/png"));
    scriptSuccess();
    const JobId second = send({{QStringLiteral("/image_url"), result}});
    QCOMPARE(outcome(second).state, JobState::Done);
    QVERIFY(count("HEAD", filePath) > 0);
    const QList<SeenRequest> &seen = m_server->seen();
    QVERIFY(std::none_of(seen.cbegin(), seen.cend(),
                         [](const SeenRequest &request) { return request.method == "PUT"; }));
    const auto submit = std::find_if(seen.crbegin(), seen.crend(), [](const SeenRequest &request) {
        return request.target == submitPath;
    });
    QCOMPARE(QJsonDocument::fromJson(submit->body).object().value(QStringLiteral("image_url")),
             QJsonValue(m_server->url(filePath).toString()));
}

void TestJobManager::uploadsFilesTogether()
{
    const QString first = m_folder->filePath(QStringLiteral("first.png"));
    const QString second = m_folder->filePath(QStringLiteral("second.png"));
    QFile file(first);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(png());
    file.close();
    QFile other(second);
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.write(png() + "more");
    other.close();
    const QByteArray up = "/v3.fal.media/up";
    m_server->on("/rest.fal.ai/storage/upload/initiate",
                 json("{\"upload_url\":\"" + m_server->url(up).toEncoded() + "\",\"file_url\":\""
                      + m_server->url("/v3.fal.media/files/in.png").toEncoded() + "\"}"));
    m_server->on(up, ScriptedAnswer::ok("{}").stallAfter(0));
    const JobId id = send({{QStringLiteral("/image_url"), first},
                           {QStringLiteral("/mask_url"), first},
                           {QStringLiteral("/style_url"), second}});
    // None has an answer yet: the second did not wait for the first, and one file is sent once.
    QTRY_COMPARE(count("PUT", up), 2);
    m_jobs->cancel(id);
    QCOMPARE(outcome(id).state, JobState::Canceled);
    QCOMPARE(count("PUT", up), 2);
    QCOMPARE(count("POST", submitPath), 0);
}

void TestJobManager::missingFile()
{
    const JobId id =
        send({{QStringLiteral("/image_url"), m_folder->filePath(QStringLiteral("gone.png"))}});
    const Job job = outcome(id);
    QCOMPARE(job.state, JobState::Failed);
    QVERIFY(job.error->message.contains(QStringLiteral("gone.png")));
    QVERIFY(m_server->seen().isEmpty());
}

void TestJobManager::brokenLibrary()
{
    endProgram();
    m_folder = std::make_unique<QTemporaryDir>();
    m_servers = std::make_unique<FalServers>(Secret());
    // Never opened: every save fails.
    m_store = std::make_unique<Store>(m_folder->filePath(QStringLiteral("library.sqlite")),
                                      m_folder->path());
    m_repository = std::make_unique<SqlJobRepository>(*m_store);
    m_assets = std::make_unique<AssetRepository>(*m_store);
    m_jobs =
        std::make_unique<JobManager>(*m_servers, *m_repository, m_clock, JobManager::Options());
    scriptSuccess();
    const Job job = outcome(send());
    QCOMPARE(job.state, JobState::Failed);
    QCOMPARE(job.error->kind, Error::Kind::Storage);
    QVERIFY(m_server->seen().isEmpty());
}

QTEST_GUILESS_MAIN(TestJobManager)
#include "tst_jobmanager.moc"
