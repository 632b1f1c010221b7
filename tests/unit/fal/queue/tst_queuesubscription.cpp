#include "core/fal/falclient.h"
#include "core/fal/queue/queuestatusstream.h"
#include "core/fal/queue/queuesubscription.h"
#include "tests/support/scriptedserver.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <functional>
#include <memory>

using namespace peregrine;
using namespace peregrine::test;
using namespace std::chrono_literals;

namespace {

constexpr const char *submitPath = "/queue.fal.run/local/paint";
constexpr const char *statusPath = "/queue.fal.run/local/paint/requests/r1/status";
constexpr const char *streamPath = "/queue.fal.run/local/paint/requests/r1/status/stream";
constexpr const char *cancelPath = "/queue.fal.run/local/paint/requests/r1/cancel";
constexpr const char *resultPath = "/queue.fal.run/local/paint/requests/r1";

EndpointId paint()
{
    return *EndpointId::parse(QStringLiteral("local/paint"));
}

QueueTicket ticket()
{
    return QueueService::ticketOf(paint(), RequestId(QStringLiteral("r1")));
}

ScriptedAnswer json(const QByteArray &body, int status = 200)
{
    return ScriptedAnswer::status(status, body).header("Content-Type", "application/json");
}

/// A status with so many log lines, numbered from `first`.
QByteArray status(const char *state, int first, int last)
{
    QByteArrayList lines;
    for (int n = first; n <= last; ++n)
        lines.append("{\"message\":\"" + QByteArray::number(n)
                     + "\",\"timestamp\":\"2026-01-01T00:00:0" + QByteArray::number(n) + "Z\"}");
    return "{\"status\":\"" + QByteArray(state) + "\",\"logs\":[" + lines.join(',') + "]}";
}

ScriptedAnswer events(const QList<QByteArray> &statuses)
{
    QList<QByteArray> pieces;
    for (const QByteArray &each : statuses)
        pieces.append("data: " + each + "\n\n: ping\n\n");
    return ScriptedAnswer::status(200)
        .header("Content-Type", "text/event-stream")
        .drip(pieces, 1ms);
}

} // namespace

Q_DECLARE_METATYPE(peregrine::test::ScriptedAnswer)

/// What a subscription does when the service is not what one would wish.
class TestQueueSubscription : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void streamingFallsBack_data();
    void streamingFallsBack();
    void streamingNeedsNoPolling();
    void streamsHoldUpNothing();
    void cancelOnServer_data();
    void cancelOnServer();
    void cancelBeforeThereIsAnId();
    void cancelThatCannotBeAsked();
    void cancelAfterTheTimeLimit();
    void earlyResultAndUnknownStates();
    void optionsAreCheckedFirst_data();
    void optionsAreCheckedFirst();
    void maxQueueLength();
    void deletedFromEachSignal();

private:
    struct Ending
    {
        bool succeeded = false;
        Error error;
        QStringList lines;
    };

    /// Waits for the end.
    Ending end(QueueSubscription *subscription);
    [[nodiscard]] qsizetype requestsOf(const char *path) const;
    void makeClient(std::optional<std::chrono::milliseconds> patience = {});

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalClient> m_client;
};

void TestQueueSubscription::init()
{
    m_client.reset();
    m_server = std::make_unique<ScriptedServer>();
    m_server->on(submitPath, json("{\"request_id\":\"r1\"}"));
    m_server->on(resultPath, json("{\"images\":[]}"));
    makeClient();
}

void TestQueueSubscription::makeClient(std::optional<std::chrono::milliseconds> patience)
{
    FalTransport::Options options;
    options.environment = *FalEnvironment::atBase(m_server->url({}));
    options.firstRetryDelay = 1ms;
    options.patience = patience;
    m_client = std::make_unique<FalClient>(options);
}

TestQueueSubscription::Ending TestQueueSubscription::end(QueueSubscription *subscription)
{
    Ending ending;
    QSignalSpy succeeded(subscription, &FalReply::succeeded);
    QSignalSpy failed(subscription, &FalReply::failed);
    QSignalSpy finished(subscription, &FalReply::finished);
    connect(subscription, &QueueSubscription::logsArrived, this,
            [&ending](const QList<LogLine> &lines) {
                for (const LogLine &line : lines)
                    ending.lines.append(line.message);
            });
    if (!finished.wait() || succeeded.size() + failed.size() != 1)
        qFatal("a subscription did not end once");
    ending.succeeded = !succeeded.isEmpty();
    if (!failed.isEmpty())
        ending.error = failed.first().first().value<Error>();
    return ending;
}

qsizetype TestQueueSubscription::requestsOf(const char *path) const
{
    const QList<SeenRequest> &seen = m_server->seen();
    return std::count_if(seen.begin(), seen.end(), [path](const SeenRequest &request) {
        return request.target.split('?').first() == path;
    });
}

void TestQueueSubscription::streamingFallsBack_data()
{
    QTest::addColumn<ScriptedAnswer>("stream");
    // Requests for the stream at most: connections that die are tried again, by Qt as well.
    QTest::addColumn<int>("asked");

    QTest::newRow("not known") << json("{\"detail\":\"Not Found\"}", 404) << 1;
    QTest::newRow("refused") << json("{\"detail\":\"no\"}", 403) << 1;
    QTest::newRow("server error") << ScriptedAnswer::status(500, "oops") << 1;
    QTest::newRow("hangs up at once") << ScriptedAnswer::hangUp() << 8;
    QTest::newRow("a status, no stream") << json(status("IN_PROGRESS", 1, 2)) << 1;
    QTest::newRow("ends at once") << events({}) << 2;
    QTest::newRow("ends too early")
        << events({status("IN_QUEUE", 1, 0), status("IN_PROGRESS", 1, 2)}) << 1;
    QTest::newRow("breaks") << ScriptedAnswer::ok("data: " + status("IN_PROGRESS", 1, 2) + "\n\n",
                                                  "text/event-stream")
                                   .contentLength(100'000)
                            << 1;
    QTest::newRow("nonsense") << ScriptedAnswer::ok("data: {\n\ndata: 7\n\n\x01\x02",
                                                    "text/event-stream")
                              << 1;
    QTest::newRow("error event") << ScriptedAnswer::ok(
        "event: error\ndata: {\"detail\":\"no\"}\n\n", "text/event-stream")
                                 << 1;
    QTest::newRow("redirect elsewhere") << ScriptedAnswer::redirect("http://127.0.0.1:1/x") << 1;
    QTest::newRow("falls silent") << ScriptedAnswer::ok("data: " + status("IN_PROGRESS", 1, 2)
                                                            + "\n\n",
                                                        "text/event-stream")
                                         .withoutLength()
                                         .keepOpen()
                                  << 1;
}

void TestQueueSubscription::streamingFallsBack()
{
    QFETCH(ScriptedAnswer, stream);
    QFETCH(int, asked);
    makeClient(500ms);
    m_server->on(streamPath, stream);
    m_server->on(statusPath, json(status("IN_PROGRESS", 2, 3)));
    m_server->on(statusPath, json(status("COMPLETED", 1, 4)));
    SubscribeOptions options;
    options.mode = SubscribeOptions::Mode::Streaming;
    options.logs = true;
    options.pollInterval = 1ms;
    const Ending ending = end(m_client->queue().subscribe(paint(), QJsonObject(), options));
    QVERIFY2(ending.succeeded, qPrintable(ending.error.message));
    // No line lost, none twice, whoever told it first.
    QStringList lines = ending.lines;
    lines.sort();
    QCOMPARE(lines.join(u','), QStringLiteral("1,2,3,4"));
    QVERIFY2(requestsOf(streamPath) <= asked, qPrintable(QString::number(requestsOf(streamPath))));
    QCOMPARE(requestsOf(statusPath), 2);
    QCOMPARE(requestsOf(resultPath), 1);
}

void TestQueueSubscription::streamingNeedsNoPolling()
{
    // The last event without its blank line, and with all lines again instead of new ones.
    const QByteArray last = "data: " + status("COMPLETED", 1, 3);
    m_server->on(streamPath,
                 ScriptedAnswer::status(200)
                     .header("Content-Type", "text/event-stream")
                     .drip({"data: " + status("WARMING_UP", 1, 1) + "\r\n\r\n",
                            "data: " + status("IN_PROGRESS", 2, 2) + "\r\n\r\n", last},
                           1ms));
    SubscribeOptions options;
    options.mode = SubscribeOptions::Mode::Streaming;
    options.logs = true;
    const Ending ending = end(m_client->queue().follow(ticket(), options));
    QVERIFY(ending.succeeded);
    QCOMPARE(ending.lines.join(u','), QStringLiteral("1,2,3"));
    QCOMPARE(requestsOf(statusPath), 0);
    QCOMPARE(requestsOf(streamPath), 1);
}

void TestQueueSubscription::streamsHoldUpNothing()
{
    // Qt lets six connections to a host live in a manager. Forty streams are open at once, and a
    // call does not wait for any of them.
    constexpr int count = 40;
    m_server->on(
        streamPath,
        ScriptedAnswer::ok("data: " + status("IN_PROGRESS", 1, 1) + "\n\n", "text/event-stream")
            .withoutLength()
            .keepOpen());
    QList<QPointer<QueueStatusStream>> streams;
    int told = 0;
    for (int n = 0; n < count; ++n) {
        streams.append(m_client->queue().streamStatus(ticket(), true));
        connect(streams.last(), &QueueStatusStream::statusArrived, this, [&told] { ++told; });
    }
    QTRY_COMPARE_WITH_TIMEOUT(told, count, 20'000);
    OutputCall *call = m_client->queue().result(ticket());
    QSignalSpy succeeded(call, &FalReply::succeeded);
    QVERIFY(succeeded.wait());
    for (const auto &stream : qAsConst(streams))
        stream->cancel();
    QTRY_VERIFY(std::all_of(streams.cbegin(), streams.cend(),
                            [](const auto &stream) { return stream.isNull(); }));
}

void TestQueueSubscription::cancelOnServer_data()
{
    QTest::addColumn<ScriptedAnswer>("cancel");
    QTest::addColumn<ScriptedAnswer>("status");
    QTest::addColumn<ScriptedAnswer>("result");
    QTest::addColumn<bool>("canceled");

    const ScriptedAnswer asked = json("{\"status\":\"CANCELLATION_REQUESTED\"}", 202);
    const ScriptedAnswer output = json("{\"images\":[]}");
    QTest::newRow("taken out of the queue")
        << json("{\"status\":\"OK\"}") << json(status("IN_QUEUE", 1, 0), 202) << output << true;
    QTest::newRow("not known any more")
        << asked << json("{\"status\":\"NOT_FOUND\"}", 404) << output << true;
    QTest::newRow("never known") << json("{\"status\":\"NOT_FOUND\"}", 404)
                                 << json(status("IN_QUEUE", 1, 0), 202) << output << true;
    QTest::newRow("completed with an error")
        << asked << json("{\"status\":\"COMPLETED\",\"error\":\"cancelled\"}") << output << true;
    QTest::newRow("completed, the result is an error")
        << asked << json(status("COMPLETED", 1, 0))
        << json("{\"detail\":\"cancelled\",\"error_type\":\"client_cancelled\"}", 499) << true;
    QTest::newRow("completed, the result is gone")
        << asked << json(status("COMPLETED", 1, 0)) << json("{\"detail\":\"no\"}", 404) << true;
    QTest::newRow("too late") << json("{\"status\":\"ALREADY_COMPLETED\"}", 400)
                              << json(status("COMPLETED", 1, 0)) << output << false;
    QTest::newRow("the app went on") << asked << json(status("COMPLETED", 1, 0)) << output << false;
}

void TestQueueSubscription::cancelOnServer()
{
    QFETCH(ScriptedAnswer, cancel);
    QFETCH(ScriptedAnswer, status);
    QFETCH(ScriptedAnswer, result);
    QFETCH(bool, canceled);
    m_server = std::make_unique<ScriptedServer>();
    makeClient();
    m_server->on(submitPath, json("{\"request_id\":\"r1\"}"));
    m_server->on(cancelPath, cancel);
    m_server->on(statusPath, json(::status("IN_PROGRESS", 1, 0), 202));
    m_server->on(statusPath, status);
    m_server->on(resultPath, result);
    SubscribeOptions options;
    options.pollInterval = 50ms;
    QueueSubscription *subscription = m_client->queue().subscribe(paint(), QJsonObject(), options);
    connect(subscription, &QueueSubscription::statusChanged, subscription,
            &QueueSubscription::cancelOnServer);
    const Ending ending = end(subscription);
    QCOMPARE(ending.succeeded, !canceled);
    if (canceled)
        QCOMPARE(ending.error.kind, Error::Kind::Canceled);
    QCOMPARE(requestsOf(cancelPath), 1);
}

void TestQueueSubscription::cancelBeforeThereIsAnId()
{
    m_server->on(cancelPath, json("{\"status\":\"OK\"}"));
    m_server->on(statusPath, json(status("IN_QUEUE", 1, 0), 202));
    QueueSubscription *subscription = m_client->queue().subscribe(paint(), QJsonObject());
    subscription->cancelOnServer();
    QVERIFY(!subscription->hasSettled());
    const Ending ending = end(subscription);
    QCOMPARE(ending.error.kind, Error::Kind::Canceled);
    QCOMPARE(requestsOf(submitPath), 1);
    QCOMPARE(requestsOf(cancelPath), 1);
}

void TestQueueSubscription::cancelThatCannotBeAsked()
{
    m_server->on(cancelPath, json("{\"detail\":\"no\"}", 403));
    m_server->on(statusPath, json(status("IN_PROGRESS", 1, 0), 202));
    SubscribeOptions options;
    options.pollInterval = 1ms;
    QueueSubscription *subscription = m_client->queue().subscribe(paint(), QJsonObject(), options);
    QSignalSpy failed(subscription, &QueueSubscription::cancelFailed);
    subscription->cancelOnServer();
    QVERIFY(failed.wait());
    QCOMPARE(failed.first().first().value<Error>().kind, Error::Kind::Forbidden);
    QVERIFY(!subscription->hasSettled());
    subscription->cancel();
    QCOMPARE(end(subscription).error.kind, Error::Kind::Canceled);
}

void TestQueueSubscription::cancelAfterTheTimeLimit()
{
    // Errors of that cancel are nobody's business any more; the stream is closed.
    m_server->on(cancelPath, ScriptedAnswer::status(500));
    m_server->on(streamPath, events({status("IN_PROGRESS", 1, 1)}).keepOpen());
    SubscribeOptions options;
    options.mode = SubscribeOptions::Mode::Streaming;
    options.timeout = 1s;
    const Ending ending = end(m_client->queue().subscribe(paint(), QJsonObject(), options));
    QCOMPARE(ending.error.kind, Error::Kind::Timeout);
    QTRY_COMPARE(requestsOf(cancelPath), 1);
    QCOMPARE(requestsOf(statusPath), 0);
}

void TestQueueSubscription::earlyResultAndUnknownStates()
{
    m_server = std::make_unique<ScriptedServer>();
    makeClient();
    m_server->on(statusPath, json(status("WARMING_UP", 1, 0), 202));
    m_server->on(statusPath, json(status("COMPLETED", 1, 0)));
    m_server->on(resultPath, json("{\"detail\":\"Request is still in progress\"}", 400));
    m_server->on(resultPath, json("{\"images\":[]}"));
    SubscribeOptions options;
    options.pollInterval = 1ms;
    QVERIFY(end(m_client->queue().follow(ticket(), options)).succeeded);
    QCOMPARE(requestsOf(statusPath), 3);
    QCOMPARE(requestsOf(resultPath), 2);
}

void TestQueueSubscription::optionsAreCheckedFirst_data()
{
    QTest::addColumn<QString>("webhook");
    QTest::addColumn<double>("startTimeout");
    QTest::addColumn<int>("maxQueueLength");
    QTest::newRow("webhook without a host") << QStringLiteral("https:///x") << 2.0 << 1;
    QTest::newRow("webhook of another kind") << QStringLiteral("ftp://example.com/x") << 2.0 << 1;
    QTest::newRow("relative webhook") << QStringLiteral("hook") << 2.0 << 1;
    QTest::newRow("start timeout") << QString() << 1.0 << 1;
    QTest::newRow("queue length") << QString() << 2.0 << 0;
}

void TestQueueSubscription::optionsAreCheckedFirst()
{
    QFETCH(QString, webhook);
    QFETCH(double, startTimeout);
    QFETCH(int, maxQueueLength);
    SubscribeOptions options;
    options.submit.webhook = QUrl(webhook);
    options.submit.startTimeout = startTimeout;
    options.submit.maxQueueLength = maxQueueLength;
    FalFile file;
    file.bytes = "x";
    const Ending ending = end(m_client->queue().subscribe(
        paint(), FalInput(QJsonObject(), {{QStringLiteral("/image_url"), file}}), options));
    QCOMPARE(ending.error.kind, Error::Kind::Validation);
    QVERIFY(!ending.error.message.isEmpty());
    QVERIFY(m_server->seen().isEmpty());
}

void TestQueueSubscription::maxQueueLength()
{
    m_server->on(statusPath, json(status("COMPLETED", 1, 0)));
    SubscribeOptions options;
    options.submit.maxQueueLength = 7;
    options.submit.webhook = QUrl(QStringLiteral("https://example.com/ä b?x=~*"));
    QVERIFY(end(m_client->queue().subscribe(paint(), QJsonObject(), options)).succeeded);
    QCOMPARE(m_server->seen().first().target.split('?').last(),
             QByteArray("fal_webhook=https%3A%2F%2Fexample.com%2F%25C3%25A4%2520b%3Fx%3D~*"
                        "&fal_max_queue_length=7"));
}

void TestQueueSubscription::deletedFromEachSignal()
{
    const auto tryWith = [this](const std::function<void(QueueSubscription *)> &connectTo) {
        m_server->on(streamPath, events({status("IN_PROGRESS", 1, 1), status("COMPLETED", 1, 1)}));
        SubscribeOptions options;
        options.mode = SubscribeOptions::Mode::Streaming;
        options.logs = true;
        QueueSubscription *subscription =
            m_client->queue().subscribe(paint(), QJsonObject(), options);
        QSignalSpy destroyed(subscription, &QObject::destroyed);
        connectTo(subscription);
        QVERIFY(destroyed.wait());
    };
    tryWith([](QueueSubscription *s) {
        connect(s, &QueueSubscription::enqueued, s, [s] { delete s; });
    });
    tryWith([](QueueSubscription *s) {
        connect(s, &QueueSubscription::logsArrived, s, [s] { delete s; });
    });
    tryWith([](QueueSubscription *s) {
        connect(s, &QueueSubscription::statusChanged, s, [s] { delete s; });
    });
    tryWith([](QueueSubscription *s) { connect(s, &FalReply::succeeded, s, [s] { delete s; }); });
}

QTEST_GUILESS_MAIN(TestQueueSubscription)
#include "tst_queuesubscription.moc"
