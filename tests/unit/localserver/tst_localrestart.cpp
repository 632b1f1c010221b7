#include "core/localserver/queue/requeststore.h"
#include "core/localserver/storage/filestore.h"
#include "tests/unit/localserver/serverfixture.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;
using namespace peregrine::localserver;

/// What stays on disk between two lives of the local server, and what goes.
class TestLocalRestart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unfinishedRequestsRunAgain();
    void finishedRequestsStillAnswer();
    void damagedFilesAreLeftOut();
    void oneServerAFolder();
    void unwritableFolderIsAnError();
    void startsAndStopsAgain();
    void oldRequestsArePruned();
    void oldestFilesArePruned();
};

namespace {

LocalServer::Options in(const QTemporaryDir &folder, int minimumRunMs = 0)
{
    LocalServer::Options options;
    options.dataFolder = folder.path();
    options.concurrency = 1;
    options.minimumRunMs = minimumRunMs;
    return options;
}

} // namespace

void TestLocalRestart::unfinishedRequestsRunAgain()
{
    const QTemporaryDir folder;
    QStringList ids;
    {
        ServerFixture first(in(folder, 60'000));
        for (int i = 0; i < 3; ++i)
            ids.append(first.submit());
        QTRY_COMPARE(first.status(ids.at(0)).value(QStringLiteral("status")).toString(),
                     QStringLiteral("IN_PROGRESS"));
    }
    ServerFixture second(in(folder));
    // Known from the first call on, never "not found".
    for (const QString &id : ids)
        QVERIFY(!second.status(id).value(QStringLiteral("request_id")).isUndefined());
    for (const QString &id : ids) {
        QVERIFY(!second.waitForCompletion(id).isEmpty());
        QCOMPARE(second.client().get(ServerFixture::requestPath(id)).status, 200);
    }
}

void TestLocalRestart::finishedRequestsStillAnswer()
{
    const QTemporaryDir folder;
    QString id;
    QByteArray picture;
    QJsonObject before;
    const auto imageUrl = [](const QJsonObject &result) {
        return result.value(QStringLiteral("images"))
            .toArray()
            .first()
            .toObject()
            .value(QStringLiteral("url"))
            .toString();
    };
    {
        ServerFixture first(in(folder));
        id = first.submit();
        before = first.waitForCompletion(id);
        picture = first.client()
                      .fetch(imageUrl(first.client().get(ServerFixture::requestPath(id)).json()))
                      .body;
        QVERIFY(!picture.isEmpty());
    }
    ServerFixture second(in(folder));
    const QJsonObject after = second.status(id);
    QCOMPARE(after.value(QStringLiteral("logs")), before.value(QStringLiteral("logs")));
    QCOMPARE(after.value(QStringLiteral("metrics")), before.value(QStringLiteral("metrics")));
    const QString url = imageUrl(second.client().get(ServerFixture::requestPath(id)).json());
    // The port may be another; the URL is of the server that answers.
    QVERIFY(url.startsWith(second.server().baseUrl().toString()));
    QVERIFY(second.client().fetch(url).body == picture);
}

void TestLocalRestart::damagedFilesAreLeftOut()
{
    const QTemporaryDir folder;
    const QDir requests(folder.path() + QStringLiteral("/requests/unfinished"));
    QVERIFY(requests.mkpath(QStringLiteral(".")));
    const QString good = QStringLiteral("019b0000-1111-7222-8333-444455556666");
    const auto write = [&requests](const QString &name, const QByteArray &bytes) {
        QFile file(requests.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    QVERIFY(write(
        good + QStringLiteral(".json"),
        "{\"id\":\"" + good.toLatin1()
            + "\",\"endpoint\":\"local/"
              "paint\",\"input\":{\"prompt\":\"x\"},\"submitted\":\"2026-01-01T00:00:00.000Z\"}"));
    QVERIFY(write(QStringLiteral("half.json"), "{\"id\":"));
    QVERIFY(write(QStringLiteral("other.json"), "[]"));
    QVERIFY(write(QStringLiteral("019b0000-1111-7222-8333-444455556667.json"),
                  "{\"id\":\"../../x\",\"endpoint\":\"local/"
                  "paint\",\"input\":{},\"submitted\":\"2026-01-01T00:00:00.000Z\"}"));
    const QString gone = QStringLiteral("019b0000-1111-7222-8333-444455556668");
    QVERIFY(write(gone + QStringLiteral(".json"),
                  "{\"id\":\"" + gone.toLatin1()
                      + "\",\"endpoint\":\"local/"
                        "gone\",\"input\":{},\"submitted\":\"2026-01-01T00:00:00.000Z\"}"));
    ServerFixture fixture(in(folder));
    QVERIFY(!fixture.waitForCompletion(good).isEmpty());
    const TestReply lost =
        fixture.client().get(QStringLiteral("/queue.fal.run/local/gone/requests/") + gone);
    QCOMPARE(lost.status, 404);
}

void TestLocalRestart::oneServerAFolder()
{
    const QTemporaryDir folder;
    const ServerFixture first(in(folder));
    LocalServer second(in(folder));
    const auto base = second.start();
    QVERIFY(!base.hasValue());
    QCOMPARE(base.error().kind, Error::Kind::Storage);
    QVERIFY(base.error().message.contains(folder.path()));
    QVERIFY(second.baseUrl().isEmpty());
}

void TestLocalRestart::unwritableFolderIsAnError()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("file"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    LocalServer::Options options;
    options.dataFolder = path + QStringLiteral("/below");
    LocalServer server(options);
    const auto base = server.start();
    QVERIFY(!base.hasValue());
    QCOMPARE(base.error().kind, Error::Kind::Storage);
}

void TestLocalRestart::startsAndStopsAgain()
{
    LocalServer server({});
    QVERIFY(server.baseUrl().isEmpty());
    for (int i = 0; i < 3; ++i) {
        const auto base = server.start();
        QVERIFY(base.hasValue());
        QCOMPARE(server.start().value(), *base);
        QCOMPARE(server.baseUrl(), *base);
        QCOMPARE(base->host(), QStringLiteral("127.0.0.1"));
        TestClient client(*base);
        QCOMPARE(client.get(QStringLiteral("/api.fal.ai/v1/models")).status, 200);
        server.stop();
        QVERIFY(server.baseUrl().isEmpty());
        QCOMPARE(client.get(QStringLiteral("/api.fal.ai/v1/models")).status, 0);
    }
}

void TestLocalRestart::oldRequestsArePruned()
{
    const QTemporaryDir folder;
    const RequestStore store(folder.path());
    QVERIFY(store.open().hasValue());
    StoredRequest request;
    request.endpoint = QStringLiteral("local/paint");
    request.submitted = QDateTime::currentDateTimeUtc();
    request.state = StoredRequest::State::Done;
    request.status = 200;
    const QString old = QStringLiteral("019b0000-1111-7222-8333-444455556666");
    const QString fresh = QStringLiteral("019b0000-1111-7222-8333-444455556667");
    for (const QString &id : {old, fresh}) {
        request.id = id;
        QVERIFY(store.save(request).hasValue());
    }
    QFile file(folder.path() + QStringLiteral("/requests/finished/") + old
               + QStringLiteral(".json"));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime::currentDateTimeUtc().addDays(-8),
                             QFileDevice::FileModificationTime));
    file.close();
    store.prune(std::chrono::hours(7 * 24));
    QVERIFY(!store.finished(old).has_value());
    QVERIFY(store.finished(fresh).has_value());
    QVERIFY(!store.finished(QStringLiteral("../finished/") + fresh).has_value());
}

void TestLocalRestart::oldestFilesArePruned()
{
    const QTemporaryDir folder;
    FileStore::Limits limits;
    limits.totalBytes = 2500;
    FileStore files(folder.path(), limits);
    QVERIFY(files.open().hasValue());
    QStringList ids;
    for (int i = 0; i < 3; ++i) {
        const auto stored =
            files.add(QByteArray(1000, 'x'), {"text/plain", QStringLiteral("x"), {}});
        QVERIFY(stored.hasValue());
        ids.append(stored->id);
        QFile file(stored->path);
        if (file.open(QIODevice::ReadWrite))
            file.setFileTime(QDateTime::currentDateTimeUtc().addSecs(i - 10),
                             QFileDevice::FileModificationTime);
    }
    files.prune();
    QVERIFY(!files.find(ids.at(0)).has_value());
    QVERIFY(files.find(ids.at(1)).has_value());
    QVERIFY(files.find(ids.at(2)).has_value());
    QCOMPARE(QDir(folder.path() + QStringLiteral("/files")).entryList(QDir::Files).size(), 4);
}

QTEST_GUILESS_MAIN(TestLocalRestart)
#include "tst_localrestart.moc"
