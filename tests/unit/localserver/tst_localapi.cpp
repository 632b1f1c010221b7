#include "tests/unit/localserver/serverfixture.h"

#include <QJsonArray>
#include <QTcpSocket>
#include <QTest>

using namespace peregrine;

/// Direct runs of the local server, and how its API treats calls that are wrong.
class TestLocalApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unknownRequestsAndModels();
    void wrongMethods();
    void badBodies();
    void tooLargeBodyIs413();
    void runAnswersTheOutput();
    void runBeyondTheLimitIs429();
    void runStopsWhenTheClientGoes();
    void keysAreChecked();
    void everyAnswerHasARequestId();
    void webhookAndHeadersAreAccepted();
};

namespace {

LocalServer::Options slow()
{
    LocalServer::Options options;
    options.concurrency = 1;
    options.minimumRunMs = 60000;
    return options;
}

QString text(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1String(name)).toString();
}

} // namespace

void TestLocalApi::unknownRequestsAndModels()
{
    ServerFixture fixture;
    const QString id = QStringLiteral("019b0000-1111-7222-8333-444455556666");
    for (const QString &unknown :
         {id, QStringLiteral("x"), QStringLiteral("..%5c..%5cserver.lock")}) {
        const TestReply reply =
            fixture.client().get(ServerFixture::requestPath(unknown, QStringLiteral("/status")));
        QVERIFY(reply.status == 404 || reply.status == 400);
    }
    QCOMPARE(fixture.client().get(ServerFixture::requestPath(id)).body,
             QByteArray("{\"status\":\"NOT_FOUND\"}"));
    QCOMPARE(fixture.client()
                 .send("PUT", ServerFixture::requestPath(id, QStringLiteral("/cancel")))
                 .status,
             404);
    for (const char *host : {"/queue.fal.run/", "/fal.run/"}) {
        const TestReply model =
            fixture.client().post(QLatin1String(host) + QStringLiteral("fal-ai/flux/dev"), {});
        QCOMPARE(model.status, 404);
        QCOMPARE(text(model.json(), "detail"),
                 QStringLiteral("Application \"fal-ai/flux\" not found"));
        const TestReply path =
            fixture.client().post(QLatin1String(host) + QStringLiteral("local/paint/upscale"), {});
        QCOMPARE(text(path.json(), "detail"), QStringLiteral("Path /upscale not found"));
    }
    QCOMPARE(fixture.client().get(QStringLiteral("/elsewhere.example/x")).status, 404);
    QCOMPARE(fixture.client().get(QStringLiteral("/")).status, 404);
}

void TestLocalApi::wrongMethods()
{
    ServerFixture fixture;
    const QString id = fixture.submit();
    const TestReply get = fixture.client().get(QStringLiteral("/queue.fal.run/local/paint"));
    QCOMPARE(get.status, 405);
    QCOMPARE(get.header("allow"), QByteArray("POST"));
    QCOMPARE(fixture.client().get(QStringLiteral("/fal.run/local/paint")).status, 405);
    QCOMPARE(fixture.client().get(ServerFixture::requestPath(id, QStringLiteral("/cancel"))).status,
             405);
    QCOMPARE(fixture.client().send("DELETE", ServerFixture::requestPath(id)).status, 405);
    QCOMPARE(fixture.client()
                 .send("POST", ServerFixture::requestPath(id, QStringLiteral("/status")), "{}")
                 .status,
             405);
}

void TestLocalApi::badBodies()
{
    ServerFixture fixture;
    for (const char *host : {"/queue.fal.run/local/paint", "/fal.run/local/paint"}) {
        const QString path = QLatin1String(host);
        for (const QByteArray &body :
             {QByteArray("{\"prompt\":"), QByteArray("nonsense"), QByteArray(2000, '[')}) {
            const TestReply reply = fixture.client().send("POST", path, body);
            QCOMPARE(reply.status, 400);
            QVERIFY(text(reply.json(), "detail").contains(QStringLiteral("JSON")));
        }
        const TestReply list = fixture.client().send("POST", path, "[1]");
        QCOMPARE(list.status, 422);
        const QJsonObject fault =
            list.json().value(QStringLiteral("detail")).toArray().first().toObject();
        QCOMPARE(fault.value(QStringLiteral("loc")).toArray(), QJsonArray{QStringLiteral("body")});
    }
}

void TestLocalApi::tooLargeBodyIs413()
{
    ServerFixture fixture;
    const QByteArray body = "{\"prompt\":\"" + QByteArray(17 * 1024 * 1024, 'x') + "\"}";
    QCOMPARE(
        fixture.client().send("POST", QStringLiteral("/queue.fal.run/local/paint"), body).status,
        413);
}

void TestLocalApi::runAnswersTheOutput()
{
    ServerFixture fixture;
    QJsonObject input = ServerFixture::smallPaint();
    input.insert(QStringLiteral("num_images"), 2);
    input.remove(QStringLiteral("seed"));
    const TestReply reply = fixture.client().post(QStringLiteral("/fal.run/local/paint"), input);
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.json().value(QStringLiteral("images")).toArray().size(), 2);
    QVERIFY(reply.json().value(QStringLiteral("seed")).isDouble());
    const TestReply invalid = fixture.client().post(QStringLiteral("/fal.run/local/paint"), {});
    QCOMPARE(invalid.status, 422);
    QCOMPARE(invalid.header("x-fal-needs-retry"), QByteArray("0"));
}

void TestLocalApi::runBeyondTheLimitIs429()
{
    ServerFixture fixture(slow());
    (void)fixture.submit();
    const TestReply reply =
        fixture.client().post(QStringLiteral("/fal.run/local/paint"), ServerFixture::smallPaint());
    QCOMPARE(reply.status, 429);
    QCOMPARE(reply.header("x-fal-needs-retry"), QByteArray("1"));
    QCOMPARE(text(reply.json(), "error_type"), QStringLiteral("concurrent_requests_limit"));
}

void TestLocalApi::runStopsWhenTheClientGoes()
{
    ServerFixture fixture(slow());
    const QByteArray body = "{\"prompt\":\"x\"}";
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), fixture.client().port());
    QVERIFY(socket.waitForConnected());
    socket.write("POST /fal.run/local/paint HTTP/1.1\r\nHost: " + fixture.client().host()
                 + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QVERIFY(socket.waitForBytesWritten());
    // Its place is taken ...
    QTRY_COMPARE(fixture.client().post(QStringLiteral("/fal.run/local/paint"), {}).status, 429);
    socket.abort();
    // ... and free again, long before the minute is over.
    QTRY_COMPARE(fixture.client().post(QStringLiteral("/fal.run/local/paint"), {}).status, 422);
}

void TestLocalApi::keysAreChecked()
{
    LocalServer::Options options;
    options.requiredKey = "right:secret";
    ServerFixture fixture(options);
    const auto status = [&fixture](const QString &path) { return fixture.client().post(path, {}); };
    for (const char *key : {"", "wrong", "right:secret2"}) {
        fixture.client().setKey(key);
        for (const char *path : {"/queue.fal.run/local/paint", "/fal.run/local/paint",
                                 "/rest.fal.ai/storage/upload/initiate"}) {
            const TestReply reply = status(QLatin1String(path));
            QCOMPARE(reply.status, 401);
            QCOMPARE(reply.body, QByteArray("{\"detail\":\"invalid key credentials\"}"));
        }
    }
    fixture.client().setKey("right:secret");
    QCOMPARE(status(QStringLiteral("/queue.fal.run/local/paint")).status, 200);
}

void TestLocalApi::everyAnswerHasARequestId()
{
    ServerFixture fixture;
    for (const char *path :
         {"/", "/fal.run/local/paint", "/api.fal.ai/v1/models", "/v3.fal.media/files/local/x"})
        QCOMPARE(fixture.client().get(QLatin1String(path)).header("x-fal-request-id").size(), 36);
    QVERIFY(fixture.client()
                .raw("GET / HTTP/1.1\r\nHost: evil\r\nConnection: close\r\n\r\n")
                .contains("x-fal-request-id"));
}

void TestLocalApi::webhookAndHeadersAreAccepted()
{
    ServerFixture fixture;
    const TestReply reply = fixture.client().send(
        "POST",
        QStringLiteral("/queue.fal.run/local/paint?fal_webhook=https%3A%2F%2Fexample.com%2Fhook"),
        "{\"prompt\":\"x\",\"unknown\":1}",
        {{"X-Fal-Runner-Hint", "warm"},
         {"X-Fal-Store-IO", "0"},
         {"X-Fal-Tags", "a=b"},
         {"X-Fal-Object-Lifecycle-Preference", "{\"expiration_duration_seconds\":3600}"}});
    QCOMPARE(reply.status, 200);
}

QTEST_GUILESS_MAIN(TestLocalApi)
#include "tst_localapi.moc"
