#include "core/http/httpserver.h"
#include "tests/unit/localserver/testclient.h"

#include <QMutex>
#include <QNetworkRequest>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>

#include <atomic>
#include <optional>
#include <stdexcept>

using namespace peregrine;
using namespace std::chrono_literals;

/// Echoes, and does what some messages ask for.
class EchoListener final : public WebSocketListener
{
public:
    void opened(const WebSocketPeer &peer) override
    {
        const QMutexLocker lock(&m_mutex);
        m_peer = peer;
    }
    void received(QByteArray message, bool binary) override
    {
        const WebSocketPeer own = *peer();
        if (message == "throw")
            throw std::runtime_error("a listener's fault");
        if (message == "close") {
            own.sendText("before the end");
            own.close(4001, "as asked");
            own.sendText("after the end");
        } else if (message == "flood") {
            while (own.sendBinary(QByteArray(256 * 1024, 'x'))) { }
            ++refused;
        } else if (binary) {
            own.sendBinary(message);
        } else {
            own.sendText(message);
        }
    }
    void silent() override { ++silences; }
    void closed(quint16 code) override
    {
        ++ends;
        closeCode = code;
    }

    std::optional<WebSocketPeer> peer()
    {
        const QMutexLocker lock(&m_mutex);
        return m_peer;
    }

    std::atomic<int> silences = 0;
    std::atomic<int> ends = 0;
    std::atomic<int> refused = 0;
    std::atomic<int> closeCode = 0;

private:
    QMutex m_mutex;
    std::optional<WebSocketPeer> m_peer;
};

class UpgradeHandler final : public HttpHandler
{
public:
    HttpBodyPlan planBody(const HttpRequest &) override { return HttpBodyPlan::toMemory(1000); }
    void handle(HttpRequest request, HttpResponder responder) override
    {
        ++asked;
        if (!request.isWebSocketUpgrade())
            return responder.send(HttpResponse::json(200, true));
        if (request.target.segments.value(0) == QLatin1String("refused"))
            return responder.send(HttpResponse::detail(404, QStringLiteral("Not Found")));
        responder.upgrade(listener, limits);
    }
    void decorate(HttpResponse &response) override { response.setHeader("x-seen", "yes"); }

    std::shared_ptr<EchoListener> listener = std::make_shared<EchoListener>();
    WebSocketLimits limits;
    std::atomic<int> asked = 0;
};

class TestHttpWebSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_handler = std::make_unique<UpgradeHandler>();
        m_server = std::make_unique<HttpServer>(*m_handler, HttpServer::Options());
        const auto port = m_server->start();
        QVERIFY(port);
        m_port = *port;
    }
    void cleanup()
    {
        m_server.reset();
        m_handler.reset();
    }

    void echoesTextAndBinary()
    {
        QWebSocket socket;
        QSignalSpy texts(&socket, &QWebSocket::textMessageReceived);
        QSignalSpy bytes(&socket, &QWebSocket::binaryMessageReceived);
        QVERIFY(open(socket));
        socket.sendTextMessage(QStringLiteral("grüße"));
        QTRY_COMPARE(texts.size(), 1);
        QCOMPARE(texts.at(0).at(0).toString(), QStringLiteral("grüße"));
        const QByteArray large(3'000'000, '\x01');
        socket.sendBinaryMessage(large);
        QTRY_COMPARE(bytes.size(), 1);
        QCOMPARE(bytes.at(0).at(0).toByteArray(), large);
        socket.close();
        QTRY_COMPARE(m_handler->listener->ends, 1);
        QCOMPARE(m_handler->listener->closeCode, 1000);
    }

    void answersPings()
    {
        QWebSocket socket;
        QSignalSpy pongs(&socket, &QWebSocket::pong);
        QVERIFY(open(socket));
        socket.ping("sign");
        QTRY_COMPARE(pongs.size(), 1);
        QCOMPARE(pongs.at(0).at(1).toByteArray(), QByteArray("sign"));
    }

    void sendsWhatWaitsBeforeItCloses()
    {
        QWebSocket socket;
        QSignalSpy texts(&socket, &QWebSocket::textMessageReceived);
        QSignalSpy ended(&socket, &QWebSocket::disconnected);
        QVERIFY(open(socket));
        socket.sendTextMessage(QStringLiteral("close"));
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(texts.size(), 1);
        QCOMPARE(texts.at(0).at(0).toString(), QStringLiteral("before the end"));
        QCOMPARE(static_cast<int>(socket.closeCode()), 4001);
        QCOMPARE(socket.closeReason(), QStringLiteral("as asked"));
        QTRY_COMPARE(m_handler->listener->ends, 1);
    }

    void boundsMessages()
    {
        m_handler->limits.messageBytes = 1000;
        QWebSocket socket;
        QSignalSpy ended(&socket, &QWebSocket::disconnected);
        QVERIFY(open(socket));
        socket.sendBinaryMessage(QByteArray(1001, 'x'));
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(static_cast<int>(socket.closeCode()), 1009);
        QTRY_COMPARE(m_handler->listener->ends, 1);
    }

    void boundsWhatWaitsForASlowReader()
    {
        m_handler->limits.unsentBytes = 1024 * 1024;
        QTcpSocket socket;
        socket.setReadBufferSize(1024);
        QVERIFY(shakeHands(socket).startsWith("HTTP/1.1 101"));
        // "flood" as a masked text frame; the mask is all zeros.
        socket.write(QByteArray::fromHex("818500000000") + "flood");
        QTRY_COMPARE(m_handler->listener->refused, 1);
        QTRY_COMPARE(m_handler->listener->ends, 1);
        QVERIFY(!m_handler->listener->peer()->sendText("nobody reads this"));
    }

    void aFaultOfTheListenerEndsOnlyItsConnection()
    {
        QWebSocket socket;
        QSignalSpy ended(&socket, &QWebSocket::disconnected);
        QVERIFY(open(socket));
        socket.sendTextMessage(QStringLiteral("throw"));
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(static_cast<int>(socket.closeCode()), 1011);
        TestClient client(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port)));
        QCOMPARE(client.get(QStringLiteral("/plain")).status, 200);
    }

    void tellsOfSilence()
    {
        m_handler->limits.silence = 20ms;
        QWebSocket socket;
        QVERIFY(open(socket));
        QTRY_VERIFY(m_handler->listener->silences >= 2);
        QCOMPARE(m_handler->listener->ends, 0);
    }

    void cutsAPeerThatDoesNotAnswerPings()
    {
        m_handler->limits.unanswered = 100ms;
        QTcpSocket socket;
        QVERIFY(shakeHands(socket).startsWith("HTTP/1.1 101"));
        QTRY_COMPARE(m_handler->listener->ends, 1);
        QCOMPARE(m_handler->listener->closeCode, 1006);
    }

    void noticesALostConnection()
    {
        QTcpSocket socket;
        QVERIFY(shakeHands(socket).contains("x-seen: yes"));
        socket.abort();
        QTRY_COMPARE(m_handler->listener->ends, 1);
    }

    void refusesForeignPagesAndNames()
    {
        QTcpSocket foreign;
        QVERIFY(shakeHands(foreign, "Origin: https://evil.example\r\n").startsWith("HTTP/1.1 403"));
        QTcpSocket null;
        QVERIFY(shakeHands(null, "Origin: null\r\n").startsWith("HTTP/1.1 403"));
        QTcpSocket rebound;
        QVERIFY(shakeHands(rebound, {}, "rebound.example").startsWith("HTTP/1.1 403"));
        QCOMPARE(m_handler->asked, 0);
        QTcpSocket own;
        QVERIFY(shakeHands(own, "Origin: http://" + host() + "\r\n").startsWith("HTTP/1.1 101"));
    }

    void refusesBadHandshakes()
    {
        QTcpSocket old;
        QVERIFY(shakeHands(old, {}, {}, "8").startsWith("HTTP/1.1 4"));
        QTRY_COMPARE(m_handler->listener->ends, 1);
        QTcpSocket notThere;
        QVERIFY(shakeHands(notThere, {}, {}, "13", "/refused").startsWith("HTTP/1.1 404"));
    }

    void theServersEndIsTheListenersEnd()
    {
        QWebSocket socket;
        QVERIFY(open(socket));
        QTRY_VERIFY(m_handler->listener->peer());
        const std::optional<WebSocketPeer> peer = m_handler->listener->peer();
        m_server.reset();
        QCOMPARE(m_handler->listener->ends, 1);
        QVERIFY(!peer->sendText("nobody reads this"));
        peer->close(1000);
    }

private:
    [[nodiscard]] QByteArray host() const { return "127.0.0.1:" + QByteArray::number(m_port); }

    bool open(QWebSocket &socket) const
    {
        QSignalSpy connected(&socket, &QWebSocket::connected);
        socket.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/socket").arg(m_port)));
        return connected.wait();
    }

    /// The head of the answer.
    QByteArray shakeHands(QTcpSocket &socket, const QByteArray &headers = {},
                          const QByteArray &hostName = {}, const QByteArray &version = "13",
                          const QByteArray &path = "/socket") const
    {
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
        socket.write(
            "GET " + path + " HTTP/1.1\r\nHost: " + (hostName.isEmpty() ? host() : hostName)
            + "\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
              "Sec-WebSocket-Version: "
            + version + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + headers + "\r\n");
        QByteArray head;
        (void)QTest::qWaitFor([&] {
            while (socket.bytesAvailable() > 0 && !head.endsWith("\r\n\r\n"))
                head += socket.read(1);
            return head.contains("\r\n\r\n") || socket.state() == QAbstractSocket::UnconnectedState;
        });
        return head;
    }

    std::unique_ptr<UpgradeHandler> m_handler;
    std::unique_ptr<HttpServer> m_server;
    quint16 m_port = 0;
};

QTEST_GUILESS_MAIN(TestHttpWebSocket)
#include "tst_httpwebsocket.moc"
