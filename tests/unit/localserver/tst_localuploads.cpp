#include "core/base/json.h"
#include "core/localserver/storage/multipartuploads.h"
#include "tests/unit/localserver/movingclock.h"
#include "tests/unit/localserver/serverfixture.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;
using namespace peregrine::localserver;

/// Uploads in parts, by token and with a lifecycle, over HTTP.
class TestLocalUploads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partsBecomeOneFile();
    void completionIsChecked_data();
    void completionIsChecked();
    void partsNeedTheirToken();
    void tooLargeIs413();
    void idleUploadsAreGivenUp();
    void cdnToken();
    void cdnParts();
    void gcsParts();
    void expiryEndsTheFile();
    void accessIsKept_data();
    void accessIsKept();
    void lifecyclesAreRead_data();
    void lifecyclesAreRead();
    void outputsHaveTheLifecycleOfTheirRequest();
};

namespace {

using Headers = QList<QNetworkReply::RawHeaderPair>;

const QString initiatePath = QStringLiteral("/rest.fal.ai/storage/upload/initiate");

QString text(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1String(name)).toString();
}

/// An upload in parts: numbers go between the path and the query of its address.
struct Parts
{
    TestClient &client;
    QString fileUrl;
    QString uploadPath;

    explicit Parts(TestClient &through, const char *type = "fal-cdn-v3")
        : client(through)
    {
        const QJsonObject answer =
            client
                .post(initiatePath + QLatin1String("-multipart?storage_type=")
                          + QLatin1String(type),
                      {{QStringLiteral("content_type"), QStringLiteral("text/plain")},
                       {QStringLiteral("file_name"), QStringLiteral("long.txt")}})
                .json();
        fileUrl = text(answer, "file_url");
        uploadPath = TestClient::pathOf(text(answer, "upload_url"));
    }

    [[nodiscard]] QString step(const QString &name) const
    {
        return uploadPath.section(u'?', 0, 0) + u'/' + name + u'?' + uploadPath.section(u'?', 1);
    }
    TestReply put(int number, const QByteArray &bytes) const
    {
        return client.send("PUT", step(QString::number(number)), bytes);
    }
    TestReply complete(const QJsonArray &parts) const
    {
        return client.post(step(QStringLiteral("complete")), {{QStringLiteral("parts"), parts}});
    }
};

QJsonObject part(int number, const QString &etag)
{
    return {{QStringLiteral("partNumber"), number}, {QStringLiteral("etag"), etag}};
}

/// Uploads one small file with a lifecycle; its URL.
QString uploaded(TestClient &client, const QByteArray &lifecycle)
{
    const TestReply answer = client.send("POST", initiatePath, "{\"content_type\":\"text/plain\"}",
                                         {{"X-Fal-Object-Lifecycle", lifecycle}});
    const QString path = TestClient::pathOf(text(answer.json(), "upload_url"));
    return client.send("PUT", path, "short").status == 200 ? text(answer.json(), "file_url")
                                                           : QString();
}

} // namespace

void TestLocalUploads::partsBecomeOneFile()
{
    ServerFixture fixture;
    const Parts upload(fixture.client());
    const QByteArray first(1'500'000, 'a');
    // Sent out of order, and one of them twice.
    QCOMPARE(upload.put(2, "wrong").status, 200);
    const TestReply second = upload.put(2, "bcd");
    QCOMPARE(second.status, 200);
    QCOMPARE(second.json().value(QStringLiteral("partNumber")).toInt(), 2);
    QCOMPARE(text(second.json(), "etag").toLatin1(), second.header("etag"));
    const QString etag = text(upload.put(1, first).json(), "etag");
    QCOMPARE(fixture.client().fetch(upload.fileUrl).status, 404);

    const QJsonArray parts{part(1, etag), part(2, text(second.json(), "etag"))};
    QCOMPARE(upload.complete(parts).status, 200);
    const TestReply file = fixture.client().fetch(upload.fileUrl);
    QCOMPARE(file.header("content-type"), QByteArray("text/plain"));
    QVERIFY(file.body == first + "bcd");
    QCOMPARE(
        fixture.client().send("HEAD", TestClient::pathOf(upload.fileUrl)).header("content-length"),
        QByteArray("1500003"));
    // Who missed the answer may ask again; more parts are too late.
    QCOMPARE(upload.complete(parts).status, 200);
    QCOMPARE(upload.put(3, "late").status, 403);
}

void TestLocalUploads::completionIsChecked_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("no list") << QByteArray("{}");
    QTest::newRow("not JSON") << QByteArray("parts");
    QTest::newRow("empty") << QByteArray("{\"parts\":[]}");
    QTest::newRow("one left out") << QByteArray("{\"parts\":[{\"partNumber\":1,\"etag\":\"A\"}]}");
    QTest::newRow("gap") << QByteArray("{\"parts\":[{\"partNumber\":2,\"etag\":\"B\"}]}");
    QTest::newRow("order") << QByteArray(
        "{\"parts\":[{\"partNumber\":2,\"etag\":\"B\"},{\"partNumber\":1,\"etag\":\"A\"}]}");
    QTest::newRow("twice") << QByteArray(
        "{\"parts\":[{\"partNumber\":1,\"etag\":\"A\"},{\"partNumber\":1,\"etag\":\"A\"}]}");
    QTest::newRow("wrong etag") << QByteArray(
        "{\"parts\":[{\"partNumber\":1,\"etag\":\"A\"},{\"partNumber\":2,\"etag\":\"x\"}]}");
    QTest::newRow("not uploaded") << QByteArray(
        "{\"parts\":[{\"partNumber\":1,\"etag\":\"A\"},{\"partNumber\":2,\"etag\":"
        "\"B\"},{\"partNumber\":3,\"etag\":\"C\"}]}");
}

void TestLocalUploads::completionIsChecked()
{
    QFETCH(QByteArray, body);
    ServerFixture fixture;
    const Parts upload(fixture.client());
    const QString a = text(upload.put(1, "a").json(), "etag").remove(u'"');
    const QString b = text(upload.put(2, "b").json(), "etag").remove(u'"');
    body.replace("\"A\"", '"' + a.toLatin1() + '"').replace("\"B\"", '"' + b.toLatin1() + '"');
    const TestReply refused =
        fixture.client().send("POST", upload.step(QStringLiteral("complete")), body);
    QCOMPARE(refused.status, 400);
    QVERIFY(!text(refused.json(), "detail").isEmpty());
    // The upload is still there, and ends well with the right list.
    QCOMPARE(upload.complete({part(1, a), part(2, b)}).status, 200);
    QCOMPARE(fixture.client().fetch(upload.fileUrl).body, QByteArray("ab"));
}

void TestLocalUploads::partsNeedTheirToken()
{
    ServerFixture fixture;
    const Parts upload(fixture.client());
    const QString bare = upload.uploadPath.section(u'?', 0, 0);
    QCOMPARE(fixture.client().send("PUT", bare + QStringLiteral("/1"), "x").status, 403);
    QCOMPARE(fixture.client().send("PUT", bare + QStringLiteral("/1?token="), "x").status, 403);
    QCOMPARE(fixture.client().send("POST", bare + QStringLiteral("/complete?token=guess")).status,
             403);
    QCOMPARE(fixture.client().send("POST", upload.step(QStringLiteral("1")), "x").status, 405);
    for (const char *number : {"0", "-1", "10001", "1x", "01", "99999999999"}) {
        QCOMPARE(fixture.client().send("PUT", upload.step(QString::fromLatin1(number)), "x").status,
                 400);
    }
}

void TestLocalUploads::tooLargeIs413()
{
    const QTemporaryDir folder;
    LocalServer::Options options;
    options.dataFolder = folder.path();
    options.uploadBytes = 100'000;
    ServerFixture fixture(options);
    const QJsonObject whole = fixture.client().post(initiatePath, {}).json();
    QCOMPARE(
        fixture.client()
            .send("PUT", TestClient::pathOf(text(whole, "upload_url")), QByteArray(100'001, 'x'))
            .status,
        413);
    const Parts upload(fixture.client());
    QCOMPARE(upload.put(1, QByteArray(60'000, 'x')).status, 200);
    QCOMPARE(upload.put(2, QByteArray(60'000, 'x')).status, 413);
    // A part that is replaced makes room for itself.
    QCOMPARE(upload.put(1, QByteArray(100'000, 'x')).status, 200);
    QCOMPARE(QDir(folder.filePath(QStringLiteral("incoming"))).count(), 3U);
}

void TestLocalUploads::idleUploadsAreGivenUp()
{
    const QTemporaryDir folder;
    const auto clock = std::make_shared<MovingClock>();
    MultipartUploads::Limits limits;
    limits.open = 2;
    limits.idle = std::chrono::seconds(100);
    MultipartUploads uploads(limits, clock);
    const auto first = uploads.open({});
    QVERIFY(first);
    const QString path = folder.filePath(QStringLiteral("part"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    QVERIFY(uploads.add(first->id, 1, path, 5));
    clock->advance(60);
    const auto second = uploads.open({});
    QVERIFY(second);
    QCOMPARE(uploads.open({}).error().status, 429);
    clock->advance(60);
    uploads.dropIdle();
    QVERIFY(!uploads.isOpen(first->id));
    QVERIFY(!QFile::exists(path));
    QVERIFY(uploads.isOpen(second->id));
    QCOMPARE(uploads.close(first->id, {}, MultipartUploads::Order::Any).error().status, 404);
    QVERIFY(uploads.open({}));
}

void TestLocalUploads::cdnToken()
{
    const auto clock = std::make_shared<MovingClock>();
    LocalServer::Options options;
    options.clock = clock;
    options.requiredKey = "k";
    ServerFixture fixture(options);
    const QString tokenPath =
        QStringLiteral("/rest.fal.ai/storage/auth/token?storage_type=fal-cdn-v3");
    QCOMPARE(fixture.client().post(tokenPath, {}).status, 401);
    fixture.client().setKey("k");
    const QJsonObject token = fixture.client().post(tokenPath, {}).json();
    fixture.client().setKey({});
    QCOMPARE(text(token, "token_type"), QStringLiteral("Bearer"));
    QCOMPARE(text(token, "base_url"),
             fixture.server().baseUrl().toString() + QStringLiteral("/v3.fal.media"));
    const QDateTime expires = QDateTime::fromString(text(token, "expires_at"), Qt::ISODate);
    QVERIFY(expires > clock->now());
    QVERIFY(text(token, "expires_at").endsWith(QStringLiteral("+00:00")));

    const QString path =
        TestClient::pathOf(text(token, "base_url")) + QStringLiteral("/files/upload");
    const QByteArray bearer = "Bearer " + text(token, "token").toLatin1();
    const Headers headers{
        {"Authorization", bearer}, {"Content-Type", "image/png"}, {"X-Fal-File-Name", "cat.png"}};
    const TestReply answer = fixture.client().send("POST", path, "bytes", headers);
    QCOMPARE(answer.status, 200);
    const TestReply file = fixture.client().fetch(text(answer.json(), "access_url"));
    QCOMPARE(file.body, QByteArray("bytes"));
    QCOMPARE(file.header("content-type"), QByteArray("image/png"));

    QCOMPARE(fixture.client().send("POST", path, "bytes").status, 401);
    QCOMPARE(fixture.client().send("POST", path, "x", {{"Authorization", "Bearer x"}}).status, 401);
    clock->advance(24 * 3600);
    QCOMPARE(fixture.client().send("POST", path, "bytes", headers).status, 401);
}

void TestLocalUploads::cdnParts()
{
    ServerFixture fixture;
    const QJsonObject token =
        fixture.client().post(QStringLiteral("/rest.fal.ai/storage/auth/token"), {}).json();
    const Headers headers{{"Authorization", "Bearer " + text(token, "token").toLatin1()},
                          {"Content-Type", "video/mp4"}};
    const QJsonObject opened =
        fixture.client()
            .send("POST", QStringLiteral("/v3.fal.media/files/upload/multipart"), {}, headers)
            .json();
    const QString url = text(opened, "access_url");
    const QString path =
        TestClient::pathOf(url) + QStringLiteral("/multipart/") + text(opened, "uploadId") + u'/';
    QJsonArray parts;
    // In the order in which the parts ended.
    for (int number : {3, 1, 2}) {
        const TestReply reply =
            fixture.client().send("PUT", path + QString::number(number),
                                  QByteArray(70'000, static_cast<char>('0' + number)), headers);
        QCOMPARE(reply.status, 200);
        parts.append(part(number, QString::fromLatin1(reply.header("etag"))));
    }
    const QByteArray body = toJson(QJsonObject{{QStringLiteral("parts"), parts}});
    QCOMPARE(fixture.client().send("POST", path + QStringLiteral("complete"), body).status, 401);
    const TestReply completed =
        fixture.client().send("POST", path + QStringLiteral("complete"), body, headers);
    QCOMPARE(completed.status, 200);
    QCOMPARE(text(completed.json(), "access_url"), url);
    const TestReply file = fixture.client().fetch(url);
    QVERIFY(file.body
            == QByteArray(70'000, '1') + QByteArray(70'000, '2') + QByteArray(70'000, '3'));
    QCOMPARE(file.header("content-type"), QByteArray("video/mp4"));
}

void TestLocalUploads::gcsParts()
{
    LocalServer::Options options;
    options.requiredKey = "k";
    ServerFixture fixture(options);
    fixture.client().setKey("k");
    const Parts upload(fixture.client(), "gcs");
    QVERIFY(!upload.uploadPath.contains(u'?'));
    QJsonArray parts;
    for (int number : {1, 2}) {
        const TestReply asked =
            fixture.client().post(upload.uploadPath + u'/' + QString::number(number), {});
        QCOMPARE(asked.status, 200);
        fixture.client().setKey({});
        const TestReply sent =
            fixture.client().send("PUT", TestClient::pathOf(text(asked.json(), "upload_url")),
                                  QByteArray::number(number));
        fixture.client().setKey("k");
        QCOMPARE(sent.status, 200);
        parts.append(QJsonObject{
            {QStringLiteral("part_number"), number},
            {QStringLiteral("etag"), QString::fromLatin1(sent.header("etag")).remove(u'"')}});
    }
    const QString complete = upload.uploadPath + QStringLiteral("/complete");
    fixture.client().setKey({});
    QCOMPARE(fixture.client().post(complete, {{QStringLiteral("parts"), parts}}).status, 401);
    fixture.client().setKey("k");
    QCOMPARE(fixture.client().post(complete, {{QStringLiteral("parts"), parts}}).status, 200);
    QCOMPARE(fixture.client().fetch(upload.fileUrl).body, QByteArray("12"));
}

void TestLocalUploads::expiryEndsTheFile()
{
    const auto clock = std::make_shared<MovingClock>();
    LocalServer::Options options;
    options.clock = clock;
    ServerFixture fixture(options);
    const QString url = uploaded(fixture.client(), "{\"expiration_duration_seconds\":3600}");
    const QString kept = uploaded(fixture.client(), "{\"expiration_duration_seconds\":null}");
    clock->advance(3500);
    const TestReply before = fixture.client().fetch(url);
    QCOMPARE(before.body, QByteArray("short"));
    QCOMPARE(before.header("cache-control"), QByteArray("no-store"));
    clock->advance(200);
    QCOMPARE(fixture.client().fetch(url).status, 404);
    QCOMPARE(fixture.client().fetch(kept).status, 200);
}

void TestLocalUploads::accessIsKept_data()
{
    QTest::addColumn<QByteArray>("access");
    QTest::addColumn<int>("status");
    QTest::newRow("allow") << QByteArray("allow") << 200;
    QTest::newRow("hide") << QByteArray("hide") << 404;
    QTest::newRow("forbid") << QByteArray("forbid") << 403;
}

void TestLocalUploads::accessIsKept()
{
    QFETCH(QByteArray, access);
    QFETCH(int, status);
    LocalServer::Options options;
    options.requiredKey = "k";
    ServerFixture fixture(options);
    fixture.client().setKey("k");
    const QString url =
        uploaded(fixture.client(), "{\"initial_acl\":{\"default\":\"" + access + "\"}}");
    QCOMPARE(fixture.client().fetch(url).status, 200);
    fixture.client().setKey({});
    QCOMPARE(fixture.client().fetch(url).status, status);
    fixture.client().setKey("other");
    QCOMPARE(fixture.client().fetch(url).status, status);
}

void TestLocalUploads::lifecyclesAreRead_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("status");
    QTest::newRow("empty object") << QByteArray("{}") << 200;
    QTest::newRow("rules") << QByteArray("{\"initial_acl\":{\"default\":\"hide\",\"rules\":[{"
                                         "\"user\":\"a\",\"decision\":\"allow\"}]}}")
                           << 200;
    QTest::newRow("not JSON") << QByteArray("1h") << 400;
    QTest::newRow("a list") << QByteArray("[]") << 400;
    QTest::newRow("zero") << QByteArray("{\"expiration_duration_seconds\":0}") << 400;
    QTest::newRow("text") << QByteArray("{\"expiration_duration_seconds\":\"1h\"}") << 400;
    QTest::newRow("huge") << QByteArray("{\"expiration_duration_seconds\":1e300}") << 400;
    QTest::newRow("unknown decision")
        << QByteArray("{\"initial_acl\":{\"default\":\"maybe\"}}") << 400;
    QTest::newRow("rule without user")
        << QByteArray("{\"initial_acl\":{\"rules\":[{\"decision\":\"allow\"}]}}") << 400;
}

void TestLocalUploads::lifecyclesAreRead()
{
    QFETCH(QByteArray, header);
    QFETCH(int, status);
    ServerFixture fixture;
    for (const char *variant : {"", "-multipart"}) {
        QCOMPARE(fixture.client()
                     .send("POST", initiatePath + QLatin1String(variant), "{}",
                           {{"X-Fal-Object-Lifecycle", header}})
                     .status,
                 status);
    }
}

void TestLocalUploads::outputsHaveTheLifecycleOfTheirRequest()
{
    const auto clock = std::make_shared<MovingClock>();
    LocalServer::Options options;
    options.clock = clock;
    ServerFixture fixture(options);
    const Headers headers{
        {"X-Fal-Object-Lifecycle-Preference",
         "{\"expiration_duration_seconds\":60,\"initial_acl\":{\"default\":\"forbid\"}}"}};
    const TestReply reply = fixture.client().send("POST", QStringLiteral("/fal.run/local/paint"),
                                                  toJson(ServerFixture::smallPaint()), headers);
    const QString url =
        text(reply.json().value(QStringLiteral("images")).toArray().first().toObject(), "url");
    QCOMPARE(fixture.client().fetch(url).status, 403);
    fixture.client().setKey("any");
    QCOMPARE(fixture.client().fetch(url).status, 200);
    clock->advance(90);
    QCOMPARE(fixture.client().fetch(url).status, 404);
    fixture.client().setKey({});

    for (const char *address : {"/fal.run/local/paint", "/queue.fal.run/local/paint"}) {
        QCOMPARE(fixture.client()
                     .send("POST", QString::fromLatin1(address),
                           toJson(ServerFixture::smallPaint()),
                           {{"X-Fal-Object-Lifecycle-Preference", "{"}})
                     .status,
                 400);
    }
}

QTEST_GUILESS_MAIN(TestLocalUploads)
#include "tst_localuploads.moc"
