#include "core/http/httpserver.h"
#include "tests/unit/localserver/testclient.h"

#include <QMutex>
#include <QTcpSocket>
#include <QTest>

#include <atomic>
#include <optional>

using namespace peregrine;
using namespace std::chrono_literals;

/// Begins a stream for each request and gives its writing end to the test.
class StreamHandler final : public HttpHandler
{
public:
    HttpBodyPlan planBody(const HttpRequest &) override { return HttpBodyPlan::toMemory(1000); }

    void handle(HttpRequest request, HttpResponder responder) override
    {
        if (request.target.segments.value(0) == QLatin1String("plain"))
            return responder.send(HttpResponse::json(200, true));
        responder.onDisconnected([this] { ++disconnected; });
        HttpResponse head;
        head.setHeader("content-type", "text/event-stream");
        head.body = "first;";
        const HttpStream stream = responder.stream(std::move(head), filler);
        responder.send(HttpResponse::detail(500, QStringLiteral("a second answer is dropped")));
        const QMutexLocker lock(&m_mutex);
        m_stream = stream;
    }

    void decorate(HttpResponse &response) override { response.setHeader("x-seen", "yes"); }

    std::optional<HttpStream> take()
    {
        const QMutexLocker lock(&m_mutex);
        return std::exchange(m_stream, std::nullopt);
    }

    HttpStreamFiller filler;
    std::atomic<int> disconnected = 0;

private:
    QMutex m_mutex;
    std::optional<HttpStream> m_stream;
};

class TestHttpStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_handler = std::make_unique<StreamHandler>();
        HttpServer::Options options;
        options.limits.unsentBytes = 1024 * 1024;
        m_server = std::make_unique<HttpServer>(*m_handler, options);
        const auto port = m_server->start();
        QVERIFY(port);
        m_port = *port;
    }
    void cleanup()
    {
        m_server.reset();
        m_handler.reset();
    }

    void sendsPiecesInChunksAndKeepsTheConnection()
    {
        QTcpSocket socket;
        ask(socket, "GET /stream HTTP/1.1");
        const std::optional<HttpStream> stream = waitForStream();
        QVERIFY(stream);
        QVERIFY(stream->write("second;"));
        QTRY_VERIFY(read(socket).contains("second;"));
        QVERIFY(m_read.startsWith("HTTP/1.1 200"));
        QVERIFY(m_read.contains("Transfer-Encoding: chunked"));
        QVERIFY(m_read.contains("x-seen: yes"));
        QVERIFY(!m_read.contains("Content-Length"));
        QVERIFY(m_read.contains("first;"));
        QVERIFY(stream->write("third;"));
        stream->end();
        QVERIFY(!stream->write("too late;"));
        QTRY_VERIFY(read(socket).endsWith("0\r\n\r\n"));
        QVERIFY(m_read.contains("third;"));
        QVERIFY(!m_read.contains("too late;"));

        m_read.clear();
        socket.write("GET /plain HTTP/1.1\r\nHost: " + host() + "\r\n\r\n");
        QTRY_VERIFY(read(socket).endsWith("true"));
    }

    void manyPiecesArriveWholeAndInOrder()
    {
        QTcpSocket socket;
        ask(socket, "GET /stream HTTP/1.0");
        const std::optional<HttpStream> stream = waitForStream();
        QVERIFY(stream);
        QByteArray expected = "first;";
        for (int i = 0; i < 20'000; ++i) {
            const QByteArray piece = QByteArray::number(i) + ';';
            expected += piece;
            QVERIFY(stream->write(piece));
        }
        stream->end();
        // HTTP/1.0 knows no chunks: the end of the connection is the end of the body.
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(read(socket).mid(m_read.indexOf("\r\n\r\n") + 4), expected);
    }

    void cutsABodyThatIsNotEnded()
    {
        QTcpSocket socket;
        ask(socket, "GET /stream HTTP/1.1");
        {
            const std::optional<HttpStream> stream = waitForStream();
            QVERIFY(stream);
            stream->write("half;");
        }
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
        QVERIFY(!read(socket).endsWith("0\r\n\r\n"));
    }

    void noticesThatTheClientIsGone()
    {
        QTcpSocket socket;
        ask(socket, "GET /stream HTTP/1.1");
        const std::optional<HttpStream> stream = waitForStream();
        QVERIFY(stream);
        QTRY_VERIFY(read(socket).contains("first;"));
        QCOMPARE(m_handler->disconnected, 0);
        socket.abort();
        QTRY_COMPARE(m_handler->disconnected, 1);
        QTRY_VERIFY(!stream->write("nobody reads this;"));
    }

    void cutsOffAClientThatDoesNotRead()
    {
        QTcpSocket socket;
        socket.setReadBufferSize(1024);
        ask(socket, "GET /stream HTTP/1.1");
        const std::optional<HttpStream> stream = waitForStream();
        QVERIFY(stream);
        const QByteArray piece(64 * 1024, 'x');
        // The system's own buffers take some megabytes first.
        int pieces = 0;
        while (stream->write(piece) && pieces < 1000)
            ++pieces;
        QVERIFY(pieces < 1000);
        QTRY_COMPARE_WITH_TIMEOUT(m_handler->disconnected, 1, 60'000);
    }

    void fillsSilence()
    {
        m_handler->filler = {": still here\n\n", 20ms};
        QTcpSocket socket;
        ask(socket, "GET /stream HTTP/1.1");
        const std::optional<HttpStream> stream = waitForStream();
        QVERIFY(stream);
        QTRY_VERIFY(read(socket).count(": still here\n\n") >= 3);
        stream->end();
        QTRY_VERIFY(read(socket).endsWith("0\r\n\r\n"));
    }

    void headHasNoBody()
    {
        QTcpSocket socket;
        ask(socket, "HEAD /stream HTTP/1.1");
        const std::optional<HttpStream> stream = waitForStream();
        QVERIFY(stream);
        QTRY_VERIFY(!stream->write("nobody wants this"));
        QTRY_VERIFY(read(socket).contains("\r\n\r\n"));
        QVERIFY(!m_read.contains("first;"));
    }

    void survivesTheEndOfTheServer()
    {
        QTcpSocket socket;
        ask(socket, "GET /stream HTTP/1.1");
        const std::optional<HttpStream> stream = waitForStream();
        QVERIFY(stream);
        m_server.reset();
        QVERIFY(!stream->write("nobody reads this"));
        stream->end();
        QCOMPARE(m_handler->disconnected, 1);
    }

private:
    [[nodiscard]] QByteArray host() const { return "127.0.0.1:" + QByteArray::number(m_port); }

    void ask(QTcpSocket &socket, const QByteArray &line)
    {
        m_read.clear();
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
        socket.write(line + "\r\nHost: " + host() + "\r\n\r\n");
    }

    QByteArray read(QTcpSocket &socket)
    {
        m_read += socket.readAll();
        return m_read;
    }

    std::optional<HttpStream> waitForStream()
    {
        std::optional<HttpStream> stream;
        (void)QTest::qWaitFor([&] {
            stream = m_handler->take();
            return stream.has_value();
        });
        return stream;
    }

    std::unique_ptr<StreamHandler> m_handler;
    std::unique_ptr<HttpServer> m_server;
    quint16 m_port = 0;
    QByteArray m_read;
};

QTEST_GUILESS_MAIN(TestHttpStream)
#include "tst_httpstream.moc"
