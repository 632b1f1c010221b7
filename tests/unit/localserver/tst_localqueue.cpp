#include "tests/unit/localserver/serverfixture.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTest>

using namespace peregrine;

/// The queue of the local server, over HTTP.
class TestLocalQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lifeOfARequest();
    void positionsCountDown();
    void lowPriorityWaitsBehind();
    void longAndShortAddresses();
    void resultBeforeTheEndIs400();
    void cancelStopsWorkAtOnce();
    void cancelRemovesWhatWaits();
    void fullQueueIs429();
    void startTimeoutEnds504();
    void badTimeoutIs400();
    void invalidInputFailsTheRequest();
};

namespace {

LocalServer::Options slow(int concurrency = 1, int milliseconds = 60'000)
{
    LocalServer::Options options;
    options.concurrency = concurrency;
    options.minimumRunMs = milliseconds;
    return options;
}

QString text(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1String(name)).toString();
}

} // namespace

void TestLocalQueue::lifeOfARequest()
{
    ServerFixture fixture;
    const TestReply submitted = fixture.client().post(QStringLiteral("/queue.fal.run/local/paint"),
                                                      ServerFixture::smallPaint());
    QCOMPARE(submitted.status, 200);
    const QJsonObject accepted = submitted.json();
    const QString id = text(accepted, "request_id");
    QCOMPARE(text(accepted, "status"), QStringLiteral("IN_QUEUE"));
    QCOMPARE(submitted.header("x-fal-request-id"), id.toLatin1());
    const QString base = fixture.server().baseUrl().toString();
    QCOMPARE(text(accepted, "response_url"), base + ServerFixture::requestPath(id));
    QCOMPARE(text(accepted, "status_url"),
             base + ServerFixture::requestPath(id, QStringLiteral("/status")));
    QCOMPARE(text(accepted, "cancel_url"),
             base + ServerFixture::requestPath(id, QStringLiteral("/cancel")));

    const QJsonObject done = fixture.waitForCompletion(id);
    QCOMPARE(text(done, "request_id"), id);
    QVERIFY(!done.contains(QStringLiteral("error")));
    QVERIFY(done.value(QStringLiteral("metrics"))
                .toObject()
                .value(QStringLiteral("inference_time"))
                .toDouble(-1)
            >= 0);
    const QJsonArray logs = done.value(QStringLiteral("logs")).toArray();
    QVERIFY(logs.size() >= 5);
    QVERIFY(text(logs.first().toObject(), "message").contains(QStringLiteral("local preview")));
    QVERIFY(text(logs.last().toObject(), "message").startsWith(QStringLiteral("step 4/4")));
    for (const QJsonValue &line : logs) {
        QCOMPARE(text(line.toObject(), "level"), QStringLiteral("INFO"));
        QCOMPARE(text(line.toObject(), "source"), QStringLiteral("USER"));
        QVERIFY(
            QDateTime::fromString(text(line.toObject(), "timestamp"), Qt::ISODateWithMs).isValid());
    }

    const QString path = ServerFixture::requestPath(id, QStringLiteral("/status"));
    QVERIFY(fixture.client().get(path).json().value(QStringLiteral("logs")).isNull());
    QVERIFY(fixture.client()
                .get(path + QStringLiteral("?logs=true"))
                .json()
                .value(QStringLiteral("logs"))
                .isArray());

    const TestReply result = fixture.client().get(ServerFixture::requestPath(id));
    QCOMPARE(result.status, 200);
    QCOMPARE(result.header("x-fal-request-id"), id.toLatin1());
    QCOMPARE(text(result.json(), "prompt"), QStringLiteral("a red kite over green hills"));
    QCOMPARE(result.json().value(QStringLiteral("seed")).toInt(), 7);
    const QJsonObject image =
        result.json().value(QStringLiteral("images")).toArray().first().toObject();
    QCOMPARE(image.value(QStringLiteral("width")).toInt(), 96);
    QCOMPARE(image.value(QStringLiteral("height")).toInt(), 64);
    const TestReply file = fixture.client().fetch(text(image, "url"));
    QCOMPARE(file.header("content-type"), QByteArray("image/png"));
    QCOMPARE(file.body.size(), image.value(QStringLiteral("file_size")).toInteger());
}

void TestLocalQueue::positionsCountDown()
{
    ServerFixture fixture(slow(1, 300));
    QStringList ids;
    for (int i = 0; i < 4; ++i)
        ids.append(fixture.submit());
    const auto position = [&fixture](const QString &id) {
        return fixture.status(id).value(QStringLiteral("queue_position")).toInt(-1);
    };
    QCOMPARE(position(ids.at(0)), -1);
    QCOMPARE(position(ids.at(1)), 0);
    QCOMPARE(position(ids.at(3)), 2);
    QCOMPARE(fixture.client()
                 .get(ServerFixture::requestPath(ids.at(3), QStringLiteral("/status")))
                 .status,
             202);
    QCOMPARE(text(fixture.status(ids.at(0)), "status"), QStringLiteral("IN_PROGRESS"));
    QTRY_COMPARE(position(ids.at(3)), 1);
    QTRY_COMPARE(position(ids.at(3)), 0);
    QTRY_COMPARE(position(ids.at(3)), -1);
}

void TestLocalQueue::lowPriorityWaitsBehind()
{
    ServerFixture fixture(slow());
    (void)fixture.submit();
    const auto submit = [&fixture](const char *priority) {
        return text(fixture.client()
                        .send("POST", QStringLiteral("/queue.fal.run/local/paint"),
                              "{\"prompt\":\"x\"}", {{"X-Fal-Queue-Priority", priority}})
                        .json(),
                    "request_id");
    };
    const QString low = submit("low");
    const QString normal = submit("normal");
    QCOMPARE(fixture.status(normal).value(QStringLiteral("queue_position")).toInt(-1), 0);
    QCOMPARE(fixture.status(low).value(QStringLiteral("queue_position")).toInt(-1), 1);
}

void TestLocalQueue::longAndShortAddresses()
{
    ServerFixture fixture;
    QJsonObject input = ServerFixture::smallPaint();
    input.insert(QStringLiteral("image_url"), QStringLiteral("data:,"));
    const QString endpoint = QStringLiteral("local/paint/image-to-image");
    const TestReply submitted =
        fixture.client().post(QStringLiteral("/queue.fal.run/") + endpoint, input);
    const QString id = text(submitted.json(), "request_id");
    // The addresses it gives are the short ones; the sub-path is dropped.
    QVERIFY(text(submitted.json(), "status_url")
                .endsWith(ServerFixture::requestPath(id, QStringLiteral("/status"))));
    const QString full = QStringLiteral("/queue.fal.run/%1/requests/%2").arg(endpoint, id);
    for (const QString &path : {ServerFixture::requestPath(id), full}) {
        for (const char *end : {"/status", "/status/"}) {
            const int status = fixture.client().get(path + QLatin1String(end)).status;
            QVERIFY(status == 200 || status == 202);
        }
    }
    const QString other = QStringLiteral("/queue.fal.run/local/speak/requests/%1/status").arg(id);
    QCOMPARE(fixture.client().get(other).status, 404);
}

void TestLocalQueue::resultBeforeTheEndIs400()
{
    ServerFixture fixture(slow());
    const TestReply reply = fixture.client().get(ServerFixture::requestPath(fixture.submit()));
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.body, QByteArray("{\"detail\":\"Request is still in progress\"}"));
}

void TestLocalQueue::cancelStopsWorkAtOnce()
{
    ServerFixture fixture(slow());
    const QString id = fixture.submit();
    QTRY_COMPARE(text(fixture.status(id), "status"), QStringLiteral("IN_PROGRESS"));
    const TestReply cancel =
        fixture.client().send("PUT", ServerFixture::requestPath(id, QStringLiteral("/cancel")));
    QCOMPARE(cancel.status, 202);
    QCOMPARE(text(cancel.json(), "status"), QStringLiteral("CANCELLATION_REQUESTED"));
    const QJsonObject done = fixture.waitForCompletion(id, 5000);
    QCOMPARE(text(done, "error_type"), QStringLiteral("client_cancelled"));
    QVERIFY(!text(done, "error").isEmpty());
    const TestReply result = fixture.client().get(ServerFixture::requestPath(id));
    QCOMPARE(result.status, 499);
    QCOMPARE(result.header("x-fal-error-type"), QByteArray("client_cancelled"));
    const TestReply again =
        fixture.client().send("PUT", ServerFixture::requestPath(id, QStringLiteral("/cancel")));
    QCOMPARE(again.status, 400);
    QCOMPARE(text(again.json(), "status"), QStringLiteral("ALREADY_COMPLETED"));
}

void TestLocalQueue::cancelRemovesWhatWaits()
{
    ServerFixture fixture(slow());
    (void)fixture.submit();
    const QString id = fixture.submit();
    const TestReply cancel =
        fixture.client().send("PUT", ServerFixture::requestPath(id, QStringLiteral("/cancel")));
    QCOMPARE(cancel.status, 200);
    QCOMPARE(text(cancel.json(), "status"), QStringLiteral("OK"));
    QCOMPARE(text(fixture.status(id), "error_type"), QStringLiteral("client_cancelled"));
}

void TestLocalQueue::fullQueueIs429()
{
    ServerFixture fixture(slow());
    (void)fixture.submit();
    (void)fixture.submit();
    const auto submit = [&fixture](const char *length) {
        return fixture.client().post(
            QStringLiteral("/queue.fal.run/local/paint?fal_max_queue_length=")
                + QLatin1String(length),
            ServerFixture::smallPaint());
    };
    const TestReply refused = submit("0");
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.header("x-fal-needs-retry"), QByteArray("1"));
    QCOMPARE(submit("1").status, 200);
    QCOMPARE(submit("many").status, 400);
    QCOMPARE(submit("-1").status, 400);
}

void TestLocalQueue::startTimeoutEnds504()
{
    ServerFixture fixture(slow());
    (void)fixture.submit();
    const TestReply submitted = fixture.client().send(
        "POST", QStringLiteral("/queue.fal.run/local/paint"), "{\"prompt\":\"x\"}",
        {{"X-Fal-Request-Timeout", "30"}, {"X-Fal-Request-Start-Timeout", "0.2"}});
    const QString id = text(submitted.json(), "request_id");
    const QJsonObject done = fixture.waitForCompletion(id, 5000);
    QCOMPARE(text(done, "error_type"), QStringLiteral("request_timeout"));
    const TestReply result = fixture.client().get(ServerFixture::requestPath(id));
    QCOMPARE(result.status, 504);
    QCOMPARE(result.header("x-fal-request-timeout-type"), QByteArray("user"));
}

void TestLocalQueue::badTimeoutIs400()
{
    ServerFixture fixture;
    for (const char *value : {"soon", "0", "-1", "nan"}) {
        QCOMPARE(fixture.client()
                     .send("POST", QStringLiteral("/queue.fal.run/local/paint"),
                           "{\"prompt\":\"x\"}", {{"X-Fal-Request-Timeout", value}})
                     .status,
                 400);
    }
}

void TestLocalQueue::invalidInputFailsTheRequest()
{
    ServerFixture fixture;
    const QString id = fixture.submit({{QStringLiteral("num_images"), 9}});
    const QJsonObject done = fixture.waitForCompletion(id);
    QCOMPARE(text(done, "error"), QStringLiteral("prompt: Field required"));
    QCOMPARE(text(done, "error_type"), QStringLiteral("missing"));
    const TestReply result = fixture.client().get(ServerFixture::requestPath(id));
    QCOMPARE(result.status, 422);
    const QJsonArray detail = result.json().value(QStringLiteral("detail")).toArray();
    QCOMPARE(detail.size(), 2);
    const QJsonObject bound = detail.at(1).toObject();
    QCOMPARE(bound.value(QStringLiteral("loc")).toArray(),
             (QJsonArray{QStringLiteral("body"), QStringLiteral("num_images")}));
    QCOMPARE(text(bound, "type"), QStringLiteral("less_than_equal"));
    QCOMPARE(bound.value(QStringLiteral("ctx")).toObject().value(QStringLiteral("le")).toInt(), 4);
    QCOMPARE(bound.value(QStringLiteral("input")).toInt(), 9);
}

QTEST_GUILESS_MAIN(TestLocalQueue)
#include "tst_localqueue.moc"
