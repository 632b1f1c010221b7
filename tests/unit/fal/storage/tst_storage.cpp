#include "core/base/clock.h"
#include "core/fal/storage/fileupload.h"
#include "core/fal/storage/inputupload.h"
#include "core/fal/storage/recentuploads.h"
#include "core/fal/storage/storageservice.h"
#include "tests/support/scriptedserver.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace peregrine;
using namespace peregrine::test;

namespace {

const QByteArray key = "key-id:key-secret-of-the-test";
const QByteArray initiatePath = "/rest.fal.ai/storage/upload/initiate";
const QByteArray initiateMultipartPath = "/rest.fal.ai/storage/upload/initiate-multipart";
const QByteArray tokenPath = "/rest.fal.ai/storage/auth/token";
const QByteArray cdnPath = "/v3.fal.media/files/upload";

class TestClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return m_now; }
    void pass(int seconds) { m_now = m_now.addSecs(seconds); }

private:
    QDateTime m_now = QDateTime::fromMSecsSinceEpoch(1'750'000'000'000).toUTC();
};

struct Ending
{
    int succeeded = 0;
    int failed = 0;
    Error error;
    QUrl url;
    QList<qint64> progress;
};

FalFile bytes(const QByteArray &content, const QString &name = QStringLiteral("a.txt"))
{
    FalFile file;
    file.bytes = content;
    file.fileName = name;
    return file;
}

ScriptedAnswer json(const QByteArray &text)
{
    return ScriptedAnswer::ok(text, "application/json");
}

} // namespace

class TestStorage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void repeatsThePut();
    void fallsBackToTheToken();
    void fallsBackToTheOtherStorage();
    void doesNotFallBackWhenTheKeyIsWrong();
    void doesNotGoWhereItMustNot_data();
    void doesNotGoWhereItMustNot();
    void partsGoInParallelAndAreSorted();
    void partsWithoutReceiptFail();
    void aPartThatFailsEndsTheUpload();
    void completionIsRepeatedSafely();
    void tokenIsKeptUntilItExpires();
    void refusedTokenIsFetchedAgain();
    void tokenGoesNowhereElse();
    void cdnParts();
    void lifecycleGoesAllWays();
    void aChangingFileIsNoticed();
    void aStalledServerIsGivenUp();
    void progressNeverGoesBack();
    void canBeDeletedAtAnyMoment();

    void sameContentIsSentOnce();
    void adoptedResultsAreNotSent();
    void othersFilesAreNotAdopted();
    void anotherLifecycleIsAnotherUpload();
    void anExpiredUploadIsSentAgain();
    void aDeletedUploadIsSentAgain();
    void uploadsUnderWayAreShared();
    void aFollowerGoesOnWhenItsLeaderIsCanceled();
    void aLargeFileUnderWayIsShared();
    void largeFilesAreRememberedToo();

    void inputFilesGoIntoTheirPlaces();
    void oneFailureCancelsTheOtherFiles();

private:
    /// Waits for the end of an upload.
    Ending end(FileUpload *upload);
    /// An address below the scripted server, as a server would give it.
    QByteArray at(const QByteArray &path) const { return m_server->url(path).toEncoded(); }
    QByteArray addresses(const QByteArray &upload, const QByteArray &file) const
    {
        return "{\"upload_url\":\"" + at(upload) + "\",\"file_url\":\"" + at(file) + "\"}";
    }
    void scriptSimple(const QByteArray &name = "one");
    qsizetype count(const QByteArray &method, const QByteArray &pathBeginning = {}) const;
    const SeenRequest &only(const QByteArray &method, const QByteArray &pathBeginning) const;
    QString fileWith(const QByteArray &content, const QString &name = QStringLiteral("a.bin"));

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalTransport> m_transport;
    std::shared_ptr<TestClock> m_clock;
    std::unique_ptr<StorageService> m_storage;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestStorage::init()
{
    m_server = std::make_unique<ScriptedServer>();
    FalTransport::Options options;
    options.environment = *FalEnvironment::atBase(m_server->url({}));
    options.key = Secret(key);
    options.firstRetryDelay = std::chrono::milliseconds(1);
    options.patience = std::chrono::milliseconds(2000);
    m_transport = std::make_unique<FalTransport>(options);
    m_clock = std::make_shared<TestClock>();
    m_storage = std::make_unique<StorageService>(*m_transport, nullptr, m_clock);
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestStorage::cleanup()
{
    // Whatever else a test does, the key goes to fal's own calls only.
    for (const SeenRequest &seen : m_server->seen()) {
        const bool own = seen.target.startsWith("/rest.fal.ai/");
        QVERIFY2(own || !seen.header("Authorization").contains(key), seen.target.constData());
    }
    m_storage.reset();
    m_transport.reset();
    m_server.reset();
}

Ending TestStorage::end(FileUpload *upload)
{
    Ending ending;
    QSignalSpy succeeded(upload, &FalReply::succeeded);
    QSignalSpy failed(upload, &FalReply::failed);
    QSignalSpy finished(upload, &FalReply::finished);
    QSignalSpy progressed(upload, &FalReply::progressed);
    connect(upload, &FalReply::succeeded, upload,
            [&ending, upload] { ending.url = upload->value(); });
    if (!finished.wait(20'000))
        qFatal("an upload did not end");
    ending.succeeded = static_cast<int>(succeeded.size());
    ending.failed = static_cast<int>(failed.size());
    if (!failed.isEmpty())
        ending.error = failed.first().first().value<Error>();
    for (const auto &signal : progressed)
        ending.progress.append(signal.first().toLongLong());
    return ending;
}

void TestStorage::scriptSimple(const QByteArray &name)
{
    m_server->on(initiatePath, json(addresses("/put/" + name, "/files/" + name)));
    m_server->on("/put/" + name, json("{}"));
}

qsizetype TestStorage::count(const QByteArray &method, const QByteArray &pathBeginning) const
{
    const QList<SeenRequest> &seen = m_server->seen();
    return std::count_if(seen.cbegin(), seen.cend(), [&](const SeenRequest &request) {
        return request.method == method && request.target.startsWith(pathBeginning);
    });
}

const SeenRequest &TestStorage::only(const QByteArray &method,
                                     const QByteArray &pathBeginning) const
{
    for (const SeenRequest &seen : m_server->seen()) {
        if (seen.method == method && seen.target.startsWith(pathBeginning))
            return seen;
    }
    qFatal("there was no such request");
}

QString TestStorage::fileWith(const QByteArray &content, const QString &name)
{
    QFile file(m_folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("no file could be written");
    return file.fileName();
}

void TestStorage::repeatsThePut()
{
    m_server->on(initiatePath, json(addresses("/put/one", "/files/one")));
    m_server->on("/put/one", ScriptedAnswer::status(503));
    m_server->on("/put/one", ScriptedAnswer::hangUp());
    m_server->on("/put/one", json("{}"));
    const Ending ending = end(m_storage->upload(bytes("hello")));
    QCOMPARE(ending.url, m_server->url("/files/one"));
    QCOMPARE(count("PUT"), 3);
    for (const SeenRequest &seen : m_server->seen()) {
        if (seen.method != "PUT")
            continue;
        QCOMPARE(seen.body, QByteArray("hello"));
        QCOMPARE(seen.header("Content-Type"), QByteArray("text/plain"));
        QCOMPARE(seen.header("Content-Length"), QByteArray("5"));
        // The signature covers the headers: none but these.
        for (const auto &[name, value] : seen.headers)
            QVERIFY2(QList<QByteArray>({"host", "user-agent", "content-type", "content-length"})
                         .contains(name.toLower()),
                     name.constData());
    }
}

void TestStorage::fallsBackToTheToken()
{
    m_server->on(initiatePath, ScriptedAnswer::status(404));
    m_server->on(tokenPath,
                 json("{\"token\":\"tok\",\"token_type\":\"Bearer\",\"base_url\":"
                      "\"https://v3.fal.media\",\"expires_at\":\"2026-01-01T00:00:00+00:00\"}"));
    m_server->on(cdnPath, json("{\"access_url\":\"" + at("/v3.fal.media/files/cat") + "\"}"));
    const Ending ending = end(m_storage->upload(bytes("hello", QStringLiteral("ä b.txt"))));
    QCOMPARE(ending.url, m_server->url("/v3.fal.media/files/cat"));
    const SeenRequest &sent = only("POST", cdnPath);
    QCOMPARE(sent.header("Authorization"), QByteArray("Bearer tok"));
    QCOMPARE(sent.header("X-Fal-File-Name"), QStringLiteral("ä b.txt").toUtf8());
    QCOMPARE(sent.header("Content-Type"), QByteArray("text/plain"));
    QCOMPARE(sent.body, QByteArray("hello"));
}

void TestStorage::fallsBackToTheOtherStorage()
{
    m_server->on(initiatePath, json("{\"nothing\":1}"));
    m_server->on(initiatePath, json(addresses("/gcs", "/files/gcs")));
    m_server->on("/gcs", json("{}"));
    const Ending ending = end(m_storage->upload(bytes("hello")));
    QCOMPARE(ending.url, m_server->url("/files/gcs"));
    QCOMPARE(count("POST", initiatePath + "?storage_type=gcs"), 1);
}

void TestStorage::doesNotFallBackWhenTheKeyIsWrong()
{
    m_server->on(initiatePath, ScriptedAnswer::status(401, "{\"detail\":\"no such key\"}"));
    const Ending ending = end(m_storage->upload(bytes("hello")));
    QCOMPARE(ending.error.kind, Error::Kind::Unauthorized);
    QCOMPARE(m_server->seen().size(), 1);
}

void TestStorage::doesNotGoWhereItMustNot_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::newRow("plain http") << QByteArray("http://example.org/a");
    QTest::newRow("a file") << QByteArray("file:///tmp/a");
    QTest::newRow("with a password") << QByteArray("https://a:b@example.org/");
    QTest::newRow("no address") << QByteArray("upload here");
}

void TestStorage::doesNotGoWhereItMustNot()
{
    QFETCH(QByteArray, url);
    UploadOptions options;
    options.fallbackRepository.clear();
    m_server->on(initiatePath,
                 json("{\"upload_url\":\"" + url + "\",\"file_url\":\"" + url + "\"}"));
    m_server->on(initiateMultipartPath,
                 json("{\"upload_url\":\"" + url + "\",\"file_url\":\"" + url + "\"}"));
    QCOMPARE(end(m_storage->upload(bytes("x"), options)).error.kind, Error::Kind::Malformed);
    options.multipartThreshold = 0;
    QCOMPARE(end(m_storage->upload(bytes("x"), options)).error.kind, Error::Kind::Malformed);
}

void TestStorage::partsGoInParallelAndAreSorted()
{
    UploadOptions options;
    options.multipartThreshold = 10;
    options.multipartChunkSize = 10;
    options.multipartMaxConcurrency = 3;
    m_server->on(initiateMultipartPath, json(addresses("/up?token=a%2Fb&x=1", "/files/big")));
    // The first part ends last: it is repeated.
    m_server->on("/up/1", ScriptedAnswer::status(503));
    m_server->on("/up/1", json("{\"partNumber\":1,\"etag\":\"e1\"}"));
    m_server->on("/up/2", json("{\"partNumber\":2,\"etag\":\"e2\"}"));
    m_server->on("/up/3", ScriptedAnswer::ok("").header("ETag", "\"e3\""));
    m_server->on("/up/complete", json("{}"));
    const QByteArray content = "0123456789abcdefghijABCDE";
    const Ending ending = end(m_storage->upload(fileWith(content), options));
    QCOMPARE(ending.url, m_server->url("/files/big"));
    QCOMPARE(count("PUT", "/up/1?token=a%2Fb&x=1"), 2);
    QCOMPARE(only("PUT", "/up/2").body, content.mid(10, 10));
    QCOMPARE(only("PUT", "/up/3").body, content.mid(20));
    QVERIFY(only("PUT", "/up/3").header("Content-Type").isEmpty());
    const SeenRequest &complete = only("POST", "/up/complete?token=a%2Fb&x=1");
    QCOMPARE(complete.header("Content-Type"), QByteArray("application/json"));
    QCOMPARE(QJsonDocument::fromJson(complete.body),
             QJsonDocument::fromJson("{\"parts\":[{\"partNumber\":1,\"etag\":\"e1\"},"
                                     "{\"partNumber\":2,\"etag\":\"e2\"},"
                                     "{\"partNumber\":3,\"etag\":\"\\\"e3\\\"\"}]}"));
    QCOMPARE(ending.progress.last(), content.size());
}

void TestStorage::partsWithoutReceiptFail()
{
    UploadOptions options;
    options.multipartThreshold = 1;
    options.fallbackRepository.clear();
    m_server->on(initiateMultipartPath, json(addresses("/up", "/files/big")));
    m_server->on("/up/1", json("{}"));
    QCOMPARE(end(m_storage->upload(bytes("hello"), options)).error.kind, Error::Kind::Malformed);
    QCOMPARE(count("POST", "/up/complete"), 0);
}

void TestStorage::aPartThatFailsEndsTheUpload()
{
    UploadOptions options;
    options.multipartThreshold = 1;
    options.multipartChunkSize = 2;
    options.fallbackRepository.clear();
    m_server->on(initiateMultipartPath, json(addresses("/up", "/files/big")));
    m_server->on("/up/1", json("{\"etag\":\"e\"}"));
    m_server->on("/up/2", ScriptedAnswer::status(500, "{\"detail\":\"part failed\"}"));
    const Ending ending = end(m_storage->upload(bytes("hell"), options));
    QCOMPARE(ending.failed, 1);
    QCOMPARE(ending.error.httpStatus, 500);
    QCOMPARE(count("PUT", "/up/2"), 4);
    QCOMPARE(count("POST", "/up/complete"), 0);
}

void TestStorage::completionIsRepeatedSafely()
{
    UploadOptions options;
    options.multipartThreshold = 1;
    m_server->on(initiateMultipartPath, json(addresses("/up", "/files/big")));
    m_server->on("/up/1", json("{\"etag\":\"e\"}"));
    // The first answer is lost, the second says that there is nothing to complete any more.
    m_server->on("/up/complete", ScriptedAnswer::hangUp());
    m_server->on("/up/complete", ScriptedAnswer::status(404));
    m_server->on("/files/big", ScriptedAnswer::raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"));
    QCOMPARE(end(m_storage->upload(bytes("hello"), options)).url, m_server->url("/files/big"));
    QCOMPARE(count("HEAD", "/files/big"), 1);
}

void TestStorage::tokenIsKeptUntilItExpires()
{
    UploadOptions options;
    options.repository = Repository::FalV3;
    const QByteArray expiry = m_clock->now().addSecs(600).toString(Qt::ISODate).toUtf8();
    m_server->on(tokenPath,
                 json("{\"token\":\"tok\",\"base_url\":\"https://v3.fal.media\","
                      "\"expires_at\":\""
                      + expiry + "\"}"));
    m_server->on(cdnPath, json("{\"access_url\":\"https://v3.fal.media/files/a\"}"));
    QCOMPARE(end(m_storage->upload(bytes("1"), options)).succeeded, 1);
    QCOMPARE(end(m_storage->upload(bytes("2"), options)).succeeded, 1);
    QCOMPARE(count("POST", tokenPath), 1);
    m_clock->pass(590);
    QCOMPARE(end(m_storage->upload(bytes("3"), options)).succeeded, 1);
    QCOMPARE(count("POST", tokenPath), 2);
}

void TestStorage::refusedTokenIsFetchedAgain()
{
    UploadOptions options;
    options.repository = Repository::FalV3;
    m_server->on(tokenPath,
                 json("{\"token\":\"old\",\"base_url\":\"https://v3.fal.media\","
                      "\"expires_at\":\"2099-01-01T00:00:00+00:00\"}"));
    m_server->on(tokenPath,
                 json("{\"token\":\"new\",\"base_url\":\"https://v3.fal.media\","
                      "\"expires_at\":\"2099-01-01T00:00:00+00:00\"}"));
    m_server->on(cdnPath, ScriptedAnswer::status(401));
    m_server->on(cdnPath, json("{\"access_url\":\"https://v3.fal.media/files/a\"}"));
    QCOMPARE(end(m_storage->upload(bytes("1"), options)).url,
             QUrl(QStringLiteral("https://v3.fal.media/files/a")));
    QCOMPARE(m_server->seen().last().header("Authorization"), QByteArray("Bearer new"));
}

void TestStorage::tokenGoesNowhereElse()
{
    UploadOptions options;
    options.repository = Repository::FalV3;
    options.fallbackRepository.clear();
    ScriptedServer elsewhere;
    for (const QByteArray &base :
         {QByteArray("https://evilfal.media"), elsewhere.url("/x").toEncoded(),
          QByteArray("https://v3.fal.media@example.org")}) {
        m_storage = std::make_unique<StorageService>(*m_transport, nullptr, m_clock);
        m_server->on(tokenPath, json("{\"token\":\"tok\",\"base_url\":\"" + base + "\"}"));
        m_server->on(tokenPath, json("{\"token\":\"tok\",\"base_url\":\"" + base + "\"}"));
        QCOMPARE(end(m_storage->upload(bytes("x"), options)).error.kind, Error::Kind::Malformed);
    }
    QVERIFY(elsewhere.seen().isEmpty());
}

void TestStorage::cdnParts()
{
    UploadOptions options;
    options.repository = Repository::FalV3;
    options.multipartThreshold = 4;
    options.multipartChunkSize = 4;
    m_server->on(tokenPath, json("{\"token\":\"tok\",\"base_url\":\"https://v3.fal.media\"}"));
    const QByteArray access = at("/v3.fal.media/files/big");
    m_server->on(cdnPath + "/multipart",
                 json("{\"access_url\":\"" + access + "\",\"uploadId\":\"u/1\"}"));
    const QByteArray below = "/v3.fal.media/files/big/multipart/u%2F1/";
    m_server->on(below + "1", ScriptedAnswer::ok("").header("ETag", "one"));
    m_server->on(below + "2", ScriptedAnswer::ok("").header("ETag", "two"));
    m_server->on(below + "complete", json("{}"));
    QCOMPARE(end(m_storage->upload(bytes("hello"), options)).url,
             QUrl(QString::fromLatin1(access)));
    QCOMPARE(only("PUT", below + "2").body, QByteArray("o"));
    QCOMPARE(only("PUT", below + "2").header("Authorization"), QByteArray("Bearer tok"));
    QCOMPARE(only("PUT", below + "2").header("Accept-Encoding"), QByteArray("identity"));
    QCOMPARE(only("POST", cdnPath + "/multipart").header("Content-Length"), QByteArray("0"));
    QCOMPARE(QJsonDocument::fromJson(only("POST", below + "complete").body),
             QJsonDocument::fromJson("{\"parts\":[{\"partNumber\":1,\"etag\":\"one\"},"
                                     "{\"partNumber\":2,\"etag\":\"two\"}]}"));
}

void TestStorage::lifecycleGoesAllWays()
{
    UploadOptions options;
    options.lifecycle.expiresIn = 3600;
    options.lifecycle.initialAcl =
        ObjectLifecycle::Acl{ObjectLifecycle::Decision::Hide,
                             {{QStringLiteral("someone"), ObjectLifecycle::Decision::Allow}}};
    m_server->on(initiatePath, ScriptedAnswer::status(404));
    m_server->on(tokenPath, json("{\"token\":\"tok\",\"base_url\":\"https://v3.fal.media\"}"));
    QCOMPARE(end(m_storage->upload(bytes("hello"), options)).failed, 1);
    options.multipartThreshold = 1;
    QCOMPARE(end(m_storage->upload(bytes("hello"), options)).failed, 1);
    const QJsonDocument wanted = QJsonDocument::fromJson(
        "{\"expiration_duration_seconds\":3600,\"initial_acl\":{\"default\":\"hide\","
        "\"rules\":[{\"user\":\"someone\",\"decision\":\"allow\"}]}}");
    for (const QByteArray &path :
         {initiatePath + "?storage_type=fal-cdn-v3", initiatePath + "?storage_type=gcs",
          initiateMultipartPath, cdnPath, cdnPath + "/multipart"}) {
        const SeenRequest &seen = only("POST", path);
        QCOMPARE(QJsonDocument::fromJson(seen.header("X-Fal-Object-Lifecycle")), wanted);
        if (path.startsWith(cdnPath))
            QCOMPARE(QJsonDocument::fromJson(seen.header("X-Fal-Object-Lifecycle-Preference")),
                     wanted);
    }
}

void TestStorage::aChangingFileIsNoticed()
{
    const QString path = fileWith("hello");
    m_server->on(initiatePath, json(addresses("/put/one", "/files/one")));
    m_server->on("/put/one", ScriptedAnswer::status(503));
    m_server->on("/put/one", json("{}"));
    connect(m_server.get(), &QTcpServer::newConnection, this, [this, path] {
        if (count("PUT") == 1)
            fileWith("other");
    });
    FileUpload *upload = m_storage->upload(path);
    const Ending ending = end(upload);
    QCOMPARE(ending.error.kind, Error::Kind::Storage);
    QVERIFY(ending.error.message.contains(QStringLiteral("a.bin")));
}

void TestStorage::aStalledServerIsGivenUp()
{
    FalTransport::Options options;
    options.environment = *FalEnvironment::atBase(m_server->url({}));
    options.firstRetryDelay = std::chrono::milliseconds(1);
    options.patience = std::chrono::milliseconds(50);
    FalTransport hasty(options);
    StorageService storage(hasty);
    UploadOptions upload;
    upload.fallbackRepository.clear();
    m_server->on(initiatePath, json(addresses("/put/one", "/files/one")));
    m_server->on("/put/one", ScriptedAnswer::ok("{}").stallAfter(0).contentLength(2));
    const Ending ending = end(storage.upload(bytes("x"), upload));
    QCOMPARE(ending.error.kind, Error::Kind::Timeout);
}

void TestStorage::progressNeverGoesBack()
{
    const QByteArray content(3'000'000, 'x');
    m_server->on(initiatePath, json(addresses("/put/one", "/files/one")));
    m_server->on("/put/one", ScriptedAnswer::status(503));
    m_server->on("/put/one", ScriptedAnswer::status(503));
    m_server->on("/put/one", json("{}"));
    const Ending ending = end(m_storage->upload(fileWith(content)));
    QCOMPARE(ending.succeeded, 1);
    QVERIFY(std::is_sorted(ending.progress.cbegin(), ending.progress.cend()));
    QCOMPARE(ending.progress.last(), content.size());
}

void TestStorage::canBeDeletedAtAnyMoment()
{
    UploadOptions options;
    options.multipartThreshold = 10;
    options.multipartChunkSize = 100'000;
    m_server->on(initiateMultipartPath, json(addresses("/up", "/files/big")));
    for (int n = 1; n <= 10; ++n)
        m_server->on("/up/" + QByteArray::number(n), json("{\"etag\":\"e\"}"));
    m_server->on("/up/complete", json("{}"));
    const QString path = fileWith(QByteArray(1'000'000, 'x'));
    // After each number of turns of the event loop, and of requests that the server has seen.
    for (int turns = 0; turns < 60; turns += 3) {
        QPointer<FileUpload> upload = m_storage->upload(path, options);
        for (int i = 0; i < turns && upload; ++i)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents,
                                            5);
        delete upload;
    }
    for (int i = 0; i < 5; ++i) {
        QPointer<FileUpload> upload =
            m_storage->upload(bytes(QByteArray(500'000, static_cast<char>('a' + i))), options);
        connect(upload, &FalReply::progressed, this, [upload] { delete upload; });
        QTRY_VERIFY(!upload);
    }
    m_storage->upload(path, options);
    m_storage.reset();
}

void TestStorage::sameContentIsSentOnce()
{
    scriptSimple();
    m_server->on("/files/one", ScriptedAnswer::raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"));
    QVERIFY(!end(m_storage->upload(fileWith("hello"))).url.isEmpty());
    FileUpload *again = m_storage->upload(fileWith("hello", QStringLiteral("another name.bin")));
    bool remembered = false;
    connect(again, &FalReply::succeeded, this,
            [&remembered, again] { remembered = again->wasRemembered(); });
    QCOMPARE(end(again).url, m_server->url("/files/one"));
    QVERIFY(remembered);
    QCOMPARE(count("PUT"), 1);
    QCOMPARE(count("POST"), 1);
    QCOMPARE(count("HEAD"), 1);
    QVERIFY(only("HEAD", "/files/one").header("Authorization").isEmpty());
    UploadOptions anew;
    anew.reuse = false;
    QCOMPARE(end(m_storage->upload(fileWith("hello"), anew)).succeeded, 1);
    QCOMPARE(count("PUT"), 2);
}

void TestStorage::adoptedResultsAreNotSent()
{
    const auto memory = std::make_shared<RecentUploads>();
    m_storage = std::make_unique<StorageService>(*m_transport, memory, m_clock);
    scriptSimple();
    const QByteArray result = "/v3.fal.media/files/result.bin";
    m_server->on(result, ScriptedAnswer::raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"));
    m_server->on(result, ScriptedAnswer::status(404));
    const QString path = fileWith("hello");
    m_storage->adopt(path, m_server->url(result));
    m_storage->adopt(path + QStringLiteral(".gone"), m_server->url(result));
    // The hash is made when the processor is idle.
    QTRY_VERIFY(!memory->find(ownerOf(*m_transport), 5).result().isEmpty());
    QCOMPARE(end(m_storage->upload(path)).url, m_server->url(result));
    QCOMPARE(count("PUT"), 0);
    QCOMPARE(count("HEAD", result), 1);
    // Once it is gone it is sent.
    QCOMPARE(end(m_storage->upload(path)).url, m_server->url("/files/one"));
    QCOMPARE(count("PUT"), 1);
}

void TestStorage::othersFilesAreNotAdopted()
{
    const auto memory = std::make_shared<RecentUploads>();
    m_storage = std::make_unique<StorageService>(*m_transport, memory, m_clock);
    scriptSimple();
    const QString path = fileWith("hello");
    for (const QString &address :
         {QStringLiteral("https://evil.example/files/a.bin"), QStringLiteral("file:///etc/passwd"),
          QStringLiteral("data:text/plain,hello"), QStringLiteral("https://v3.fal.media/a.bin"),
          QStringLiteral("http://127.0.0.1:1/v3.fal.media/a.bin")})
        m_storage->adopt(path, QUrl(address));
    // One that is adopted comes after them.
    const QString last = fileWith("another", QStringLiteral("b.bin"));
    m_storage->adopt(last, m_server->url("/v3.fal.media/files/b.bin"));
    QTRY_VERIFY(!memory->find(ownerOf(*m_transport), 7).result().isEmpty());
    QVERIFY(memory->find(ownerOf(*m_transport), 5).result().isEmpty());
    QCOMPARE(end(m_storage->upload(path)).url, m_server->url("/files/one"));
    QCOMPARE(count("PUT"), 1);
    QCOMPARE(count("HEAD"), 0);
}

void TestStorage::anotherLifecycleIsAnotherUpload()
{
    scriptSimple();
    UploadOptions options;
    QCOMPARE(end(m_storage->upload(bytes("hello"), options)).succeeded, 1);
    options.lifecycle.expiresIn = 3600;
    QCOMPARE(end(m_storage->upload(bytes("hello"), options)).succeeded, 1);
    QCOMPARE(count("PUT"), 2);
    // Its expiry is known and it was made just now: used without asking.
    QCOMPARE(end(m_storage->upload(bytes("hello"), options)).succeeded, 1);
    QCOMPARE(count("PUT"), 2);
    QCOMPARE(count("HEAD"), 0);
}

void TestStorage::anExpiredUploadIsSentAgain()
{
    scriptSimple();
    UploadOptions options;
    options.lifecycle.expiresIn = 3600;
    QCOMPARE(end(m_storage->upload(bytes("hello"), options)).succeeded, 1);
    m_clock->pass(3500);
    QCOMPARE(end(m_storage->upload(bytes("hello"), options)).succeeded, 1);
    QCOMPARE(count("PUT"), 2);
    QCOMPARE(count("HEAD"), 0);
}

void TestStorage::aDeletedUploadIsSentAgain()
{
    scriptSimple();
    QCOMPARE(end(m_storage->upload(bytes("hello"))).succeeded, 1);
    // The scripted server knows no such file: 404.
    QCOMPARE(end(m_storage->upload(bytes("hello"))).succeeded, 1);
    QCOMPARE(count("HEAD", "/files/one"), 1);
    QCOMPARE(count("PUT"), 2);
}

void TestStorage::uploadsUnderWayAreShared()
{
    scriptSimple();
    const QString path = fileWith("hello");
    QList<FileUpload *> uploads;
    for (int i = 0; i < 4; ++i)
        uploads.append(m_storage->upload(path));
    int succeeded = 0;
    for (FileUpload *upload : std::as_const(uploads))
        connect(upload, &FalReply::succeeded, this, [&succeeded] { ++succeeded; });
    QTRY_COMPARE(succeeded, 4);
    QCOMPARE(count("PUT"), 1);
}

void TestStorage::aFollowerGoesOnWhenItsLeaderIsCanceled()
{
    m_server->on(initiatePath, json(addresses("/put/one", "/files/one")));
    m_server->on("/put/one", ScriptedAnswer::ok("{}").stallAfter(0).contentLength(2));
    m_server->on("/put/one", json("{}"));
    QPointer<FileUpload> leader = m_storage->upload(bytes("hello"));
    QTRY_COMPARE(count("PUT"), 1);
    FileUpload *follower = m_storage->upload(bytes("hello"));
    QSignalSpy succeeded(follower, &FalReply::succeeded);
    // It must have had the time to find its leader, which nothing tells from outside.
    QTest::qWait(50);
    leader->cancel();
    QTRY_COMPARE(succeeded.size(), 1);
    QCOMPARE(count("PUT"), 2);
}

void TestStorage::aLargeFileUnderWayIsShared()
{
    scriptSimple();
    // Too large to be hashed first: known by its path until it has arrived.
    const QString path = fileWith(QByteArray(UploadRecall::alwaysHashedBytes + 1, 'x'));
    FileUpload *leader = m_storage->upload(path);
    QSignalSpy arrived(leader, &FalReply::succeeded);
    FileUpload *follower = m_storage->upload(path);
    QSignalSpy followed(follower, &FalReply::succeeded);
    QTRY_COMPARE(arrived.size() + followed.size(), 2);
    QCOMPARE(count("PUT"), 1);
}

void TestStorage::largeFilesAreRememberedToo()
{
    scriptSimple();
    const QByteArray content(UploadRecall::alwaysHashedBytes + 1, 'x');
    m_server->on("/files/one",
                 ScriptedAnswer::raw("HTTP/1.1 200 OK\r\nContent-Length: "
                                     + QByteArray::number(content.size()) + "\r\n\r\n"));
    const QString path = fileWith(content);
    QCOMPARE(end(m_storage->upload(path)).succeeded, 1);
    // The hash is made when nothing else wants the processor; until then it may be sent again.
    const auto sendsNothing = [this, path] {
        const qsizetype before = count("PUT");
        return end(m_storage->upload(path)).succeeded == 1 && count("PUT") == before;
    };
    QTRY_VERIFY_WITH_TIMEOUT(sendsNothing(), 20'000);
}

void TestStorage::inputFilesGoIntoTheirPlaces()
{
    for (const char *name : {"1", "2"}) {
        m_server->on(initiatePath, json(addresses("/put/x", QByteArray("/files/") + name)));
    }
    m_server->on("/put/x", json("{}"));
    const FalFile one = bytes("one", QStringLiteral("one.png"));
    FalInput input(
        {{QStringLiteral("prompt"), QStringLiteral("x")},
         {QStringLiteral("list"), QJsonArray{QJsonValue(), QStringLiteral("https://example.org/")}},
         {QStringLiteral("keep"), QStringLiteral("data:text/plain;base64,aGk=")}},
        {{QStringLiteral("/image_url"), one},
         {QStringLiteral("/list/0"), bytes("two", QStringLiteral("two.png"))},
         {QStringLiteral("/nested/deep/file"), one}});
    InputUpload *upload = m_storage->transformInput(input);
    QSignalSpy progressed(upload, &FalReply::progressed);
    QJsonObject result;
    connect(upload, &FalReply::succeeded, this, [&result, upload] { result = upload->value(); });
    QSignalSpy finished(upload, &FalReply::finished);
    QVERIFY(finished.wait());
    const QString first = result.value(QStringLiteral("image_url")).toString();
    QVERIFY(first.contains(QStringLiteral("/files/")));
    // The same file at two places goes up once.
    QCOMPARE(result.value(QStringLiteral("nested"))
                 .toObject()
                 .value(QStringLiteral("deep"))
                 .toObject()
                 .value(QStringLiteral("file"))
                 .toString(),
             first);
    const QJsonArray list = result.value(QStringLiteral("list")).toArray();
    QVERIFY(list.at(0).toString() != first);
    QCOMPARE(list.at(1).toString(), QStringLiteral("https://example.org/"));
    QCOMPARE(result.value(QStringLiteral("keep")), input.values.value(QStringLiteral("keep")));
    QCOMPARE(count("PUT"), 2);
    QCOMPARE(progressed.last().at(0).toLongLong(), 6);
    QCOMPARE(progressed.last().at(1).toLongLong(), 6);
}

void TestStorage::oneFailureCancelsTheOtherFiles()
{
    m_server->on(initiatePath, json(addresses("/put/one", "/files/one")));
    m_server->on("/put/one", ScriptedAnswer::ok("{}").stallAfter(0).contentLength(2));
    FalInput input(
        {},
        {{QStringLiteral("/a"), bytes("1")},
         {QStringLiteral("/b"), FalFile::atPath(m_folder->filePath(QStringLiteral("gone.png")))}});
    InputUpload *upload = m_storage->transformInput(input);
    QSignalSpy failed(upload, &FalReply::failed);
    QSignalSpy finished(upload, &FalReply::finished);
    QVERIFY(finished.wait());
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<Error>().kind, Error::Kind::Storage);
}

QTEST_GUILESS_MAIN(TestStorage)
#include "tst_storage.moc"
