#include "core/fal/transport/faltransport.h"
#include "core/webhook/webhookkeyset.h"
#include "core/webhook/webhookreceiver.h"
#include "tests/support/scriptedserver.h"
#include "tests/unit/webhook/manualclock.h"
#include "tests/unit/webhook/webhooksigner.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;
using namespace std::chrono_literals;
using Reason = WebhookRefusal::Reason;

namespace {

constexpr const char *jwksPath = "/rest.fal.ai/.well-known/jwks.json";

QByteArray bodyOf(const QByteArray &requestId)
{
    return "{\"request_id\":\"" + requestId
        + "\",\"gateway_request_id\":\"g1\",\"status\":\"OK\",\"payload\":{\"seed\":42}}";
}

} // namespace

class TestWebhookReceiver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void announcesAGoodDelivery();
    void announcesAFailedRequest();
    void announcesARequestOnce();
    void forgetsTheOldestIds();
    void refusals_data();
    void refusals();
    void tooLarge();
    void tooLargeInChunks();
    void otherMethods();
    void foreignHostsAndOrigins();
    void tunnelsHost();
    void waitsForTheKeys();
    void keysThatCannotBeHad();
    void keyRotation();
    void forgeriesDoNotFetchAgainAndAgain();
    void portInUse();
    void mayBeDeletedBySlots();
    void mayBeDeletedWhileWaiting();

private:
    void start(WebhookReceiver::Options options = {});
    [[nodiscard]] QNetworkReply *post(const WebhookMessage &message, const QByteArray &host = {},
                                      const QByteArray &origin = {});
    [[nodiscard]] int statusOf(QNetworkReply *reply);
    [[nodiscard]] int deliver(const WebhookMessage &message) { return statusOf(post(message)); }
    [[nodiscard]] WebhookMessage good(const QByteArray &requestId = "r1") const
    {
        return m_signer.sign(bodyOf(requestId), m_clock.now(), requestId);
    }

    WebhookSigner m_signer;
    ManualClock m_clock;
    QNetworkAccessManager m_manager;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalTransport> m_transport;
    std::unique_ptr<WebhookKeySet> m_keys;
    std::unique_ptr<WebhookReceiver> m_receiver;
    std::unique_ptr<QSignalSpy> m_delivered;
    std::unique_ptr<QSignalSpy> m_repeated;
    std::unique_ptr<QSignalSpy> m_refused;
    QUrl m_url;
};

void TestWebhookReceiver::init()
{
    m_clock.reset();
    m_server = std::make_unique<ScriptedServer>();
    FalTransport::Options options;
    options.environment = *FalEnvironment::atBase(m_server->url({}));
    options.firstRetryDelay = 1ms;
    m_transport = std::make_unique<FalTransport>(options);
    m_keys = std::make_unique<WebhookKeySet>(*m_transport, m_clock, WebhookKeySet::Options());
}

void TestWebhookReceiver::cleanup()
{
    m_delivered.reset();
    m_repeated.reset();
    m_refused.reset();
    m_receiver.reset();
}

void TestWebhookReceiver::start(WebhookReceiver::Options options)
{
    m_receiver = std::make_unique<WebhookReceiver>(*m_keys, m_clock, options);
    m_delivered = std::make_unique<QSignalSpy>(m_receiver.get(), &WebhookReceiver::delivered);
    m_repeated = std::make_unique<QSignalSpy>(m_receiver.get(), &WebhookReceiver::repeated);
    m_refused = std::make_unique<QSignalSpy>(m_receiver.get(), &WebhookReceiver::refused);
    const auto url = m_receiver->start();
    QVERIFY(url);
    m_url = *url;
}

QNetworkReply *TestWebhookReceiver::post(const WebhookMessage &message, const QByteArray &host,
                                         const QByteArray &origin)
{
    QNetworkRequest request(m_url.resolved(QUrl(QStringLiteral("hooks/fal?a=b"))));
    for (const WebhookHeader &header : message.headers)
        request.setRawHeader(header.name, header.value);
    if (!host.isEmpty())
        request.setRawHeader("Host", host);
    if (!origin.isEmpty())
        request.setRawHeader("Origin", origin);
    return m_manager.post(request, message.body);
}

int TestWebhookReceiver::statusOf(QNetworkReply *reply)
{
    const bool ended = QTest::qWaitFor([reply] { return reply->isFinished(); }, 10'000);
    reply->deleteLater();
    return ended ? reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() : -1;
}

void TestWebhookReceiver::announcesAGoodDelivery()
{
    m_server->on(jwksPath, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer})));
    start();
    const WebhookMessage message = good();
    QCOMPARE(deliver(message), 200);
    QCOMPARE(m_delivered->size(), 1);
    const auto delivery = m_delivered->first().first().value<WebhookDelivery>();
    QCOMPARE(delivery.requestId, RequestId(QStringLiteral("r1")));
    QCOMPARE(delivery.gatewayRequestId, RequestId(QStringLiteral("g1")));
    QCOMPARE(delivery.userId, QStringLiteral("user-1"));
    QCOMPARE(delivery.signedAt, m_clock.now());
    QCOMPARE(delivery.status, WebhookDelivery::Status::Ok);
    QCOMPARE(delivery.payload.toObject().value(QLatin1String("seed")).toInt(), 42);
    QVERIFY(delivery.error.isEmpty());
    const auto raw = m_delivered->first().at(1).value<WebhookMessage>();
    QCOMPARE(raw.body, message.body);
    QVERIFY(WebhookVerifier().verify(raw, m_keys->current(), m_clock.now()));
    QCOMPARE(m_refused->size(), 0);
}

void TestWebhookReceiver::announcesAFailedRequest()
{
    m_server->on(jwksPath, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer})));
    start();
    QCOMPARE(deliver(m_signer.sign("{\"status\":\"ERROR\",\"error\":\"Invalid status code: 422\","
                                   "\"payload\":{\"detail\":[]},\"payload_error\":null}",
                                   m_clock.now(), "from-header")),
             200);
    const auto delivery = m_delivered->first().first().value<WebhookDelivery>();
    QCOMPARE(delivery.status, WebhookDelivery::Status::Error);
    QCOMPARE(delivery.requestId, RequestId(QStringLiteral("from-header")));
    QCOMPARE(delivery.error, QStringLiteral("Invalid status code: 422"));
    QVERIFY(delivery.payloadError.isEmpty());
}

void TestWebhookReceiver::announcesARequestOnce()
{
    m_server->on(jwksPath, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer})));
    start();
    QCOMPARE(deliver(good()), 200);
    m_clock.advance(5s);
    QCOMPARE(deliver(good()), 200);
    QCOMPARE(deliver(good("r2")), 200);
    QCOMPARE(m_delivered->size(), 2);
    QCOMPARE(m_repeated->size(), 1);
    QCOMPARE(m_repeated->first().first().value<RequestId>(), RequestId(QStringLiteral("r1")));
}

void TestWebhookReceiver::forgetsTheOldestIds()
{
    m_server->on(jwksPath, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer})));
    WebhookReceiver::Options options;
    options.remembered = 2;
    start(options);
    for (const char *id : {"r1", "r2", "r3", "r2", "r3", "r1"})
        QCOMPARE(deliver(good(id)), 200);
    QCOMPARE(m_delivered->size(), 4);
    QCOMPARE(m_repeated->size(), 2);
}

void TestWebhookReceiver::refusals_data()
{
    QTest::addColumn<WebhookMessage>("message");
    QTest::addColumn<int>("status");
    QTest::addColumn<Reason>("reason");

    const QDateTime now = m_clock.now();
    WebhookMessage unsignedOne = good();
    unsignedOne.headers.removeLast();
    QTest::newRow("no signature") << unsignedOne << 400 << Reason::MissingHeader;
    WebhookMessage changed = good();
    changed.body.replace("42", "43");
    QTest::newRow("changed body") << changed << 401 << Reason::WrongSignature;
    QTest::newRow("another's key")
        << WebhookSigner().sign(bodyOf("r1"), now) << 401 << Reason::WrongSignature;
    QTest::newRow("old") << m_signer.sign(bodyOf("r1"), now.addSecs(-301)) << 401
                         << Reason::OutsideTimeWindow;
    QTest::newRow("early") << m_signer.sign(bodyOf("r1"), now.addSecs(301)) << 401
                           << Reason::OutsideTimeWindow;
    for (const char *body :
         {"", "<html>", "[]", "7", "{}", "{\"status\":\"COMPLETED\"}", "{\"status\":1}"}) {
        QTest::newRow((QByteArray("body ") + body).constData())
            << m_signer.sign(body, now) << 400 << Reason::MalformedBody;
    }
    QTest::newRow("endless request id")
        << m_signer.sign(bodyOf(QByteArray(513, 'r')), now) << 400 << Reason::MalformedBody;
    QTest::newRow("deep body") << m_signer.sign(QByteArray(100'000, '['), now) << 400
                               << Reason::MalformedBody;
}

void TestWebhookReceiver::refusals()
{
    QFETCH(WebhookMessage, message);
    QFETCH(int, status);
    QFETCH(Reason, reason);
    m_server->on(jwksPath, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer})));
    start();
    QCOMPARE(deliver(message), status);
    QTRY_COMPARE(m_refused->size(), 1);
    const auto refusal = m_refused->first().first().value<WebhookRefusal>();
    QCOMPARE(webhookReasonName(refusal.reason), webhookReasonName(reason));
    QVERIFY(!refusal.message.isEmpty());
    QCOMPARE(m_delivered->size(), 0);
    // A refused one is not taken for a repeated one later.
    QCOMPARE(deliver(good()), 200);
    QCOMPARE(m_delivered->size(), 1);
}

void TestWebhookReceiver::tooLarge()
{
    m_server->on(jwksPath, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer})));
    WebhookReceiver::Options options;
    options.maxBodyBytes = bodyOf("r1").size();
    start(options);
    QCOMPARE(deliver(good()), 200);
    QCOMPARE(deliver(good("longer")), 413);
    QTRY_COMPARE(m_refused->size(), 1);
    QCOMPARE(m_refused->first().first().value<WebhookRefusal>().reason, Reason::TooLarge);
}

void TestWebhookReceiver::tooLargeInChunks()
{
    WebhookReceiver::Options options;
    options.maxBodyBytes = 1000;
    start(options);
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), quint16(m_url.port()));
    QByteArray head = "POST / HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(m_url.port())
        + "\r\nTransfer-Encoding: chunked\r\n";
    for (const WebhookHeader &header : good().headers)
        head += header.name + ": " + header.value + "\r\n";
    socket.write(head + "\r\n400\r\n" + QByteArray(1024, 'a') + "\r\n0\r\n\r\n");
    QTRY_VERIFY(socket.bytesAvailable() > 0);
    QVERIFY(socket.readAll().startsWith("HTTP/1.1 413"));
}

void TestWebhookReceiver::otherMethods()
{
    start();
    QCOMPARE(statusOf(m_manager.get(QNetworkRequest(m_url))), 405);
    QCOMPARE(statusOf(m_manager.put(QNetworkRequest(m_url), QByteArray("{}"))), 405);
    QCOMPARE(m_refused->size(), 0);
}

void TestWebhookReceiver::foreignHostsAndOrigins()
{
    m_server->on(jwksPath, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer})));
    start();
    QCOMPARE(statusOf(post(good(), "tunnel.example.org")), 403);
    QTRY_COMPARE(m_refused->size(), 1);
    QCOMPARE(m_refused->first().first().value<WebhookRefusal>().reason, Reason::ForeignHost);
    QCOMPARE(statusOf(post(good(), {}, "https://example.org")), 403);
    QCOMPARE(m_delivered->size(), 0);
}

void TestWebhookReceiver::tunnelsHost()
{
    m_server->on(jwksPath, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer})));
    WebhookReceiver::Options options;
    options.publicHosts = {QStringLiteral("Tunnel.example.org")};
    start(options);
    QCOMPARE(statusOf(post(good("r1"), "tunnel.example.org")), 200);
    QCOMPARE(statusOf(post(good("r2"), "tunnel.EXAMPLE.org:443")), 200);
    QCOMPARE(statusOf(post(good("r3"), "eviltunnel.example.org")), 403);
    QCOMPARE(statusOf(post(good("r4"), "tunnel.example.org.evil.org")), 403);
    QCOMPARE(statusOf(post(good("r5"), "tunnel.example.org", "https://tunnel.example.org")), 403);
    QCOMPARE(deliver(good("r6")), 200);
}

void TestWebhookReceiver::waitsForTheKeys()
{
    // Nothing was fetched before the first delivery: that is what this server's first answer is.
    m_server->on(jwksPath, ScriptedAnswer::status(503));
    m_server->on(jwksPath, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer})));
    start();
    QNetworkReply *first = post(good("r1"));
    QNetworkReply *second = post(good("r2"));
    QCOMPARE(statusOf(first), 200);
    QCOMPARE(statusOf(second), 200);
    QCOMPARE(m_delivered->size(), 2);
    QCOMPARE(m_server->seen().size(), 2);
}

void TestWebhookReceiver::keysThatCannotBeHad()
{
    m_server->on(jwksPath, ScriptedAnswer::status(404));
    m_server->on(jwksPath, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer})));
    start();
    QCOMPARE(deliver(good()), 503);
    QCOMPARE(m_refused->first().first().value<WebhookRefusal>().reason, Reason::KeysUnavailable);
    // fal delivers it again, and by then they can be had.
    m_clock.advance(1min);
    QCOMPARE(deliver(good()), 200);
    QCOMPARE(m_delivered->size(), 1);
}

void TestWebhookReceiver::keyRotation()
{
    const WebhookSigner next;
    m_server->on(jwksPath, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer})));
    m_server->on(jwksPath, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer, &next})));
    m_server->on(jwksPath, ScriptedAnswer::ok(WebhookSigner::jwks({&next})));
    start();
    QCOMPARE(deliver(good("r1")), 200);
    m_clock.advance(1h);
    QCOMPARE(m_server->seen().size(), 1);
    // A new key is found by fetching once more; the old one goes on working beside it.
    QCOMPARE(deliver(next.sign(bodyOf("r2"), m_clock.now(), "r2")), 200);
    QCOMPARE(m_server->seen().size(), 2);
    QCOMPARE(deliver(good("r3")), 200);
    QCOMPARE(m_server->seen().size(), 2);
    // The old one is withdrawn when the set has been fetched again.
    m_clock.advance(25h);
    QCOMPARE(deliver(next.sign(bodyOf("r4"), m_clock.now(), "r4")), 200);
    QCOMPARE(m_server->seen().size(), 3);
    QCOMPARE(deliver(good("r5")), 401);
}

void TestWebhookReceiver::forgeriesDoNotFetchAgainAndAgain()
{
    m_server->on(jwksPath, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer})));
    start();
    QCOMPARE(deliver(good("r1")), 200);
    m_clock.advance(1min);
    const WebhookSigner forger;
    for (int i = 0; i < 10; ++i)
        QCOMPARE(deliver(forger.sign(bodyOf("r2"), m_clock.now(), "r2")), 401);
    QCOMPARE(m_server->seen().size(), 2);
}

void TestWebhookReceiver::portInUse()
{
    start();
    WebhookReceiver::Options options;
    options.port = quint16(m_url.port());
    WebhookReceiver second(*m_keys, m_clock, options);
    const auto url = second.start();
    QVERIFY(!url);
    QVERIFY(url.error().message.contains(QString::number(m_url.port())));
}

void TestWebhookReceiver::mayBeDeletedBySlots()
{
    m_server->on(jwksPath, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer})));
    start();
    WebhookReceiver *receiver = m_receiver.release();
    connect(receiver, &WebhookReceiver::delivered, this, [receiver] { delete receiver; });
    QNetworkReply *reply = post(good());
    QNetworkReply *other = post(good("r2"));
    QTRY_VERIFY(reply->isFinished() && other->isFinished());
    reply->deleteLater();
    other->deleteLater();

    start();
    receiver = m_receiver.release();
    connect(receiver, &WebhookReceiver::refused, this, [receiver] { delete receiver; });
    QVERIFY(deliver({}) != 200);
}

void TestWebhookReceiver::mayBeDeletedWhileWaiting()
{
    m_server->on(jwksPath, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer})).stallAfter(3));
    start();
    QNetworkReply *reply = post(good());
    QTRY_COMPARE(m_server->seen().size(), 1);
    m_receiver.reset();
    QTRY_VERIFY(reply->isFinished());
    QVERIFY(reply->error() != QNetworkReply::NoError);
    reply->deleteLater();
}

QTEST_GUILESS_MAIN(TestWebhookReceiver)
#include "tst_webhookreceiver.moc"
