#include "core/fal/falclient.h"
#include "core/fal/queue/queuesubscription.h"
#include "core/fal/storage/fileupload.h"
#include "tests/support/scriptedserver.h"

#include <QFile>
#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <functional>
#include <memory>

using namespace peregrine;
using namespace peregrine::test;
using namespace std::chrono_literals;

namespace {

constexpr const char *submitPath = "/queue.fal.run/local/paint";
constexpr const char *statusPath = "/queue.fal.run/local/paint/requests/r1/status";
constexpr const char *resultPath = "/queue.fal.run/local/paint/requests/r1";
const QByteArray key = "Key id-5f2c:secret-91ab";

EndpointId paint()
{
    return *EndpointId::parse(QStringLiteral("local/paint"));
}

QueueTicket ticket()
{
    return QueueService::ticketOf(paint(), RequestId(QStringLiteral("r1")));
}

ScriptedAnswer json(const QByteArray &body)
{
    return ScriptedAnswer::ok(body, "application/json");
}

} // namespace

Q_DECLARE_METATYPE(peregrine::test::ScriptedAnswer)
Q_DECLARE_METATYPE(peregrine::Error::Kind)

/// What a server, or the way to it, can do to a call. Every call ends once, with the right kind of
/// error and words without the key; a POST is seen once.
class TestFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void submit_data();
    void submit();
    void status_data();
    void status();
    void refused();
    void stalledPostIsNotRepeated();
    void statusIsRepeated();
    void retryAfterIsHonoured();
    void keyDoesNotFollowRedirects();
    void keyIsNotSentToUploadOrMedia();
    void uploadFaults_data();
    void uploadFaults();
    void unreadableFilesAreNotAnnounced();
    void subscriptionTimeoutCancels();
    void subscriptionTimeoutBeforeTheIdIsKnown();
    void cancelSettlesOnce();
    void deletedAtAnyMoment();
    void deletedFromEachSignal();
    void untrustedStatusUrlIsNotFollowed();
    void oversizedAnswer();

private:
    struct Ending
    {
        int succeeded = 0;
        int failed = 0;
        int finished = 0;
        Error error;
    };
    Ending end(FalReply *reply);
    void checkWords(const Error &error);

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalClient> m_client;
};

void TestFaults::init()
{
    m_server = std::make_unique<ScriptedServer>();
    FalTransport::Options options;
    options.environment = *FalEnvironment::atBase(m_server->url({}));
    options.key = Secret(key.mid(4));
    options.firstRetryDelay = 1ms;
    options.patience = 300ms;
    m_client = std::make_unique<FalClient>(options);
}

void TestFaults::cleanup()
{
    m_client.reset();
    m_server.reset();
}

TestFaults::Ending TestFaults::end(FalReply *reply)
{
    auto ending = std::make_shared<Ending>();
    connect(reply, &FalReply::succeeded, this, [ending] { ++ending->succeeded; });
    connect(reply, &FalReply::failed, this, [ending](const Error &error) {
        ++ending->failed;
        ending->error = error;
    });
    connect(reply, &FalReply::finished, this, [ending] { ++ending->finished; });
    QSignalSpy destroyed(reply, &QObject::destroyed);
    // It deletes itself after its end, so nothing can come after that.
    if (!destroyed.wait(20'000))
        qFatal("a reply did not end");
    return *ending;
}

void TestFaults::checkWords(const Error &error)
{
    QVERIFY(!error.message.isEmpty());
    QVERIFY2(!error.message.contains(QStringLiteral("5f2c"))
                 && !error.message.contains(QStringLiteral("91ab")),
             qPrintable(error.message));
}

void TestFaults::submit_data()
{
    QTest::addColumn<ScriptedAnswer>("answer");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<bool>("maybeDelivered");
    using Kind = Error::Kind;
    const auto row = [](const char *name, const ScriptedAnswer &answer, Kind kind,
                        bool maybeDelivered) {
        QTest::newRow(name) << answer << kind << maybeDelivered;
    };
    row("hangs up", ScriptedAnswer::hangUp(), Kind::Network, true);
    row("half a head", ScriptedAnswer::raw("HTTP/1.1 20"), Kind::Network, true);
    row("no HTTP", ScriptedAnswer::raw("SSH-2.0-OpenSSH_9\r\n\r\n"), Kind::Network, true);
    row("stalls before the body", json("{}").stallAfter(0), Kind::Timeout, true);
    row("stalls in the body", json("{\"request_id\":\"r1\"}").stallAfter(5), Kind::Timeout, true);
    row("drops in the body", json("{\"request_id\":\"r1\"}").dropAfter(5), Kind::Network, true);
    row("web page", ScriptedAnswer::ok("<!DOCTYPE html><p>hi", "text/html"), Kind::Malformed, true);
    row("broken JSON", json("{\"request_id\":"), Kind::Malformed, true);
    row("empty", json(""), Kind::Malformed, true);
    row("a list", json("[]"), Kind::Malformed, true);
    row("no request id", json("{\"status\":\"IN_QUEUE\"}"), Kind::Malformed, true);
    row("request id of a wrong type", json("{\"request_id\":{}}"), Kind::Malformed, true);
    row("request id that is a path", json("{\"request_id\":\"../../x\"}"), Kind::Malformed, true);
    row("401", ScriptedAnswer::status(401, "{\"detail\":\"invalid key credentials\"}"),
        Kind::Unauthorized, false);
    row("403", ScriptedAnswer::status(403, "{\"detail\":\"no\"}"), Kind::Forbidden, false);
    row("404", ScriptedAnswer::status(404, "{\"detail\":\"Application not found\"}"),
        Kind::NotFound, false);
    row("422",
        ScriptedAnswer::status(422, "{\"detail\":[{\"loc\":[\"body\",\"prompt\"],\"msg\":\"m\"}]}"),
        Kind::Validation, false);
    row("429 with a request id", ScriptedAnswer::status(429, "{}").header("x-fal-request-id", "r"),
        Kind::RateLimited, false);
    row("500", ScriptedAnswer::status(500, "oops"), Kind::Server, false);
    row("502 page", ScriptedAnswer::status(502, "<html>nginx</html>"), Kind::Server, true);
    row("503 with a request id", ScriptedAnswer::status(503, "{}").header("x-fal-request-id", "r"),
        Kind::Server, true);
    row("504", ScriptedAnswer::status(504, "{}"), Kind::Timeout, true);
    row("504 of the start timeout",
        ScriptedAnswer::status(504, "{}").header("x-fal-request-timeout-type", "user"),
        Kind::Timeout, false);
    row("redirect", ScriptedAnswer::redirect("https://example.org/"), Kind::Malformed, false);
}

void TestFaults::submit()
{
    QFETCH(ScriptedAnswer, answer);
    m_server->on(submitPath, answer);
    const Ending ending =
        end(m_client->queue().submit(paint(), {{QStringLiteral("prompt"), QStringLiteral("x")}}));
    QCOMPARE(ending.succeeded, 0);
    QCOMPARE(ending.failed, 1);
    QCOMPARE(ending.finished, 1);
    QTEST(ending.error.kind, "kind");
    QTEST(ending.error.maybeDelivered, "maybeDelivered");
    checkWords(ending.error);
    QCOMPARE(m_server->seen().size(), 1);
}

void TestFaults::status_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("succeeds");
    QTest::newRow("minimal") << QByteArray("{\"status\":\"IN_PROGRESS\"}") << true;
    QTest::newRow("logs null") << QByteArray("{\"status\":\"IN_PROGRESS\",\"logs\":null}") << true;
    QTest::newRow("wrong types") << QByteArray(
        "{\"status\":\"IN_QUEUE\",\"queue_position\":\"3\",\"logs\":7,\"metrics\":[],\"error\":{}}")
                                 << true;
    QTest::newRow("logs of odd entries")
        << QByteArray("{\"status\":\"IN_PROGRESS\",\"logs\":[null,1,{},\"text\",{\"message\":\"m\","
                      "\"labels\":3,\"timestamp\":\"x\"}]}")
        << true;
    QTest::newRow("unknown state") << QByteArray("{\"status\":\"WAITING_FOR_GODOT\"}") << true;
    QTest::newRow("no state") << QByteArray("{}") << false;
    QTest::newRow("state of a wrong type") << QByteArray("{\"status\":1}") << false;
    QTest::newRow("deep") << QByteArray(200'000, '[') << false;
}

void TestFaults::status()
{
    QFETCH(QByteArray, body);
    m_server->on(statusPath, json(body));
    const Ending ending = end(m_client->queue().status(ticket(), true));
    QTEST(ending.succeeded == 1, "succeeds");
    QCOMPARE(ending.succeeded + ending.failed, 1);
}

void TestFaults::refused()
{
    m_server->close();
    const Ending ending = end(m_client->queue().submit(paint(), {}));
    QCOMPARE(ending.error.kind, Error::Kind::Network);
    QVERIFY(!ending.error.maybeDelivered);
    QVERIFY(ending.error.message.contains(QStringLiteral("127.0.0.1")));
}

void TestFaults::stalledPostIsNotRepeated()
{
    m_server->on("/fal.run/local/paint", json("{}").stallAfter(0));
    const Ending ending =
        end(m_client->run().run(paint(), {{QStringLiteral("prompt"), QStringLiteral("x")}}));
    QCOMPARE(ending.error.kind, Error::Kind::Timeout);
    QVERIFY(ending.error.maybeDelivered);
    QCOMPARE(m_server->seen().size(), 1);
}

void TestFaults::statusIsRepeated()
{
    m_server->on(statusPath, ScriptedAnswer::hangUp());
    m_server->on(statusPath, ScriptedAnswer::status(500));
    m_server->on(statusPath, ScriptedAnswer::status(503));
    m_server->on(statusPath, json("{\"status\":\"COMPLETED\"}"));
    const Ending ending = end(m_client->queue().status(ticket(), false));
    QCOMPARE(ending.succeeded, 1);
    QVERIFY(m_server->seen().size() >= 4);
}

void TestFaults::retryAfterIsHonoured()
{
    m_server->on(statusPath, ScriptedAnswer::status(429).header("Retry-After", "1"));
    m_server->on(statusPath, json("{\"status\":\"COMPLETED\"}"));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(end(m_client->queue().status(ticket(), false)).succeeded, 1);
    QVERIFY(timer.elapsed() >= 950);
}

void TestFaults::keyDoesNotFollowRedirects()
{
    ScriptedServer elsewhere;
    elsewhere.on("/stolen", json("{\"status\":\"COMPLETED\"}"));
    m_server->on(statusPath, ScriptedAnswer::redirect(elsewhere.url("/stolen").toEncoded(), 302));
    m_server->on(submitPath, ScriptedAnswer::redirect(elsewhere.url("/stolen").toEncoded(), 307));
    QCOMPARE(end(m_client->queue().status(ticket(), false)).failed, 1);
    QCOMPARE(end(m_client->queue().submit(paint(), {{QStringLiteral("a"), 1}})).failed, 1);
    QCOMPARE(m_server->seen().first().header("authorization"), key);
    QVERIFY(elsewhere.seen().isEmpty());
}

void TestFaults::keyIsNotSentToUploadOrMedia()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("a.txt")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("hello");
    file.close();
    const QByteArray upload = m_server->url("/v3.fal.media/up").toEncoded();
    m_server->on("/rest.fal.ai/storage/upload/initiate",
                 json("{\"upload_url\":\"" + upload + "\",\"file_url\":\"" + upload + "\"}"));
    m_server->on("/v3.fal.media/up", ScriptedAnswer::ok("", "text/plain"));
    QCOMPARE(end(m_client->storage().upload(file.fileName())).succeeded, 1);
    QCOMPARE(m_server->seen().size(), 2);
    QCOMPARE(m_server->seen().at(0).header("Authorization"), key);
    QVERIFY(m_server->seen().at(1).header("Authorization").isEmpty());
    QCOMPARE(m_server->seen().at(1).body, QByteArray("hello"));
}

void TestFaults::uploadFaults_data()
{
    QTest::addColumn<QByteArray>("initiate");
    QTest::addColumn<Error::Kind>("kind");
    QTest::newRow("no addresses") << QByteArray("{}") << Error::Kind::Malformed;
    QTest::newRow("plain http elsewhere") << QByteArray(
        "{\"upload_url\":\"http://example.org/a\",\"file_url\":\"http://example.org/a\"}")
                                          << Error::Kind::Malformed;
    QTest::newRow("a local file") << QByteArray(
        "{\"upload_url\":\"file:///tmp/a\",\"file_url\":\"file:///tmp/a\"}")
                                  << Error::Kind::Malformed;
    QTest::newRow("web page") << QByteArray("<html>") << Error::Kind::Malformed;
}

void TestFaults::uploadFaults()
{
    QFETCH(QByteArray, initiate);
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("a.txt")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("hello");
    file.close();
    m_server->on("/rest.fal.ai/storage/upload/initiate", json(initiate));
    const Ending ending = end(m_client->storage().upload(file.fileName()));
    QTEST(ending.error.kind, "kind");
    for (const SeenRequest &seen : m_server->seen())
        QCOMPARE(seen.method, QByteArray("POST"));
}

void TestFaults::unreadableFilesAreNotAnnounced()
{
    QTemporaryDir folder;
    for (const QString &path : {folder.filePath(QStringLiteral("gone.png")), folder.path()}) {
        const Ending ending = end(m_client->storage().upload(path));
        QCOMPARE(ending.error.kind, Error::Kind::Storage);
        checkWords(ending.error);
    }
    QVERIFY(m_server->seen().isEmpty());
}

void TestFaults::subscriptionTimeoutCancels()
{
    m_server->on(submitPath, json("{\"request_id\":\"r1\"}"));
    m_server->on(statusPath, json("{\"status\":\"IN_PROGRESS\"}"));
    m_server->on("/queue.fal.run/local/paint/requests/r1/cancel",
                 ScriptedAnswer::status(202, "{}"));
    SubscribeOptions options;
    options.pollInterval = 5ms;
    options.timeout = 100ms;
    const Ending ending =
        end(m_client->queue().subscribe(paint(), {{QStringLiteral("a"), 1}}, options));
    QCOMPARE(ending.error.kind, Error::Kind::Timeout);
    QTRY_COMPARE(m_server->seen().last().target,
                 QByteArray("/queue.fal.run/local/paint/requests/r1/cancel"));
    QCOMPARE(m_server->seen().last().method, QByteArray("PUT"));
}

void TestFaults::subscriptionTimeoutBeforeTheIdIsKnown()
{
    m_server->on(submitPath, json("{\"request_id\":\"r1\"}").stallAfter(0));
    SubscribeOptions options;
    options.timeout = 50ms;
    const Ending ending = end(m_client->queue().subscribe(paint(), {}, options));
    QCOMPARE(ending.failed, 1);
    QCOMPARE(ending.error.kind, Error::Kind::Timeout);
    // There was nothing to cancel by: it may run.
    QVERIFY(ending.error.maybeDelivered);
    QVERIFY(!ending.error.message.contains(QLatin1String("cancel")));
    QCOMPARE(m_server->seen().size(), 1);
}

void TestFaults::cancelSettlesOnce()
{
    m_server->on(statusPath, json("{\"status\":\"COMPLETED\"}"));
    StatusCall *call = m_client->queue().status(ticket(), false);
    call->cancel();
    call->cancel();
    const Ending ending = end(call);
    QCOMPARE(ending.failed, 1);
    QCOMPARE(ending.error.kind, Error::Kind::Canceled);
}

void TestFaults::deletedAtAnyMoment()
{
    for (int delay = 0; delay < 40; ++delay) {
        ScriptedServer server;
        server.on(submitPath, json("{\"request_id\":\"r1\"}"));
        server.on(statusPath, json("{\"status\":\"COMPLETED\"}"));
        server.on(resultPath, json("{\"images\":[]}"));
        FalTransport::Options options;
        options.environment = *FalEnvironment::atBase(server.url({}));
        FalClient client(options);
        QPointer<FalReply> reply = client.queue().subscribe(paint(), {{QStringLiteral("a"), 1}});
        QTimer timer;
        timer.setSingleShot(true);
        QSignalSpy fired(&timer, &QTimer::timeout);
        timer.start(delay / 4);
        QVERIFY(fired.wait());
        delete reply;
        QCoreApplication::sendPostedEvents();
    }
}

void TestFaults::deletedFromEachSignal()
{
    const auto tryWith = [this](const std::function<void(QueueSubscription *)> &connectTo) {
        m_server->on(submitPath, json("{\"request_id\":\"r1\"}"));
        m_server->on(statusPath, json("{\"status\":\"COMPLETED\",\"logs\":[{\"message\":\"m\"}]}"));
        m_server->on(resultPath, json("{\"images\":[]}"));
        SubscribeOptions options;
        options.logs = true;
        QueueSubscription *subscription =
            m_client->queue().subscribe(paint(), {{QStringLiteral("a"), 1}}, options);
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
    tryWith([](QueueSubscription *s) { connect(s, &FalReply::finished, s, [s] { delete s; }); });
}

void TestFaults::untrustedStatusUrlIsNotFollowed()
{
    ScriptedServer elsewhere;
    m_server->on(
        submitPath,
        json("{\"request_id\":\"r1\",\"status_url\":\"" + elsewhere.url("/x").toEncoded() + "\"}"));
    m_server->on(statusPath, json("{\"status\":\"COMPLETED\"}"));
    m_server->on(resultPath, json("{\"images\":[]}"));
    QCOMPARE(end(m_client->queue().subscribe(paint(), {{QStringLiteral("a"), 1}})).succeeded, 1);
    QVERIFY(elsewhere.seen().isEmpty());
}

void TestFaults::oversizedAnswer()
{
    m_server->on(resultPath, json("{}").contentLength(FalTransport::maxAnswerBytes + 1));
    const Ending ending = end(m_client->queue().result(ticket()));
    QCOMPARE(ending.error.kind, Error::Kind::Malformed);
    QVERIFY(ending.error.message.contains(QStringLiteral("too large")));
}

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
