#include "core/http/httpserver.h"
#include "tests/unit/localserver/testclient.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QMutex>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <stdexcept>

using namespace peregrine;

/// Answers the paths that the tests below ask for.
class TestHandler final : public HttpHandler
{
public:
    explicit TestHandler(QString folder)
        : m_folder(std::move(folder))
    { }

    HttpBodyPlan planBody(const HttpRequest &head) override
    {
        const QString name = head.target.segments.value(1);
        if (name == QLatin1String("refuse"))
            return HttpBodyPlan::refuse(HttpResponse::detail(401, QStringLiteral("no")));
        if (name == QLatin1String("upload"))
            return HttpBodyPlan::toFile(m_folder + QLatin1String("/upload"), 1'000'000);
        return HttpBodyPlan::toMemory(1000);
    }

    void handle(HttpRequest request, HttpResponder responder) override
    {
        ++handled;
        const QString name = request.target.segments.value(1);
        if (name == QLatin1String("forget"))
            return;
        if (name == QLatin1String("throw"))
            throw std::runtime_error("a handler's fault");
        if (name == QLatin1String("hold")) {
            responder.onDisconnected([this] { ++disconnected; });
            const QMutexLocker lock(&m_mutex);
            m_held.push_back(responder);
            return;
        }
        HttpResponse response;
        response.setHeader("content-type", "text/plain");
        if (name == QLatin1String("file"))
            response.file = HttpFileSlice{m_folder + QLatin1String("/file"), 2, 5};
        else if (name == QLatin1String("upload"))
            response.body = QByteArray::number(request.bodySize);
        else
            response.body = request.method + ' ' + request.body;
        responder.send(std::move(response));
        responder.send(HttpResponse::detail(500, QStringLiteral("a second answer is dropped")));
    }

    void decorate(HttpResponse &response) override { response.setHeader("x-seen", "yes"); }

    void releaseHeld()
    {
        const QMutexLocker lock(&m_mutex);
        for (const HttpResponder &responder : m_held)
            responder.send(HttpResponse::json(200, true));
        m_held.clear();
    }

    std::atomic<int> handled = 0;
    std::atomic<int> disconnected = 0;

private:
    QString m_folder;
    QMutex m_mutex;
    std::vector<HttpResponder> m_held;
};

class TestHttpServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void answersAndKeepsAlive();
    void pipelinedRequestsAnswerInOrder();
    void headHasTheLengthAndNoBody();
    void sendsPartsOfFiles();
    void bodiesAreBounded();
    void chunkedBodiesAreBounded();
    void uploadsGoToDisk();
    void brokenUploadsLeaveNothing();
    void continues();
    void refusesBeforeTheBody();
    void refusesForeignHostsAndOrigins();
    void refusesBadRequests_data();
    void refusesBadRequests();
    void slowHeadsAreCut();
    void slowBodiesAreCut();
    void forgottenAndThrowingHandlersAnswer500();
    void tellsOfClientsThatGo();
    void answersAfterStopAreHarmless();
    void connectionsBeyondTheLimitWait();
    void takenPortIsAnError();

private:
    QTemporaryDir *m_folder = nullptr;
    TestHandler *m_handler = nullptr;
    HttpServer *m_server = nullptr;
    TestClient *m_client = nullptr;
    quint16 m_port = 0;
};

void TestHttpServer::init()
{
    m_folder = new QTemporaryDir;
    m_handler = new TestHandler(m_folder->path());
    HttpServer::Options options;
    options.limits.head = std::chrono::milliseconds(300);
    options.limits.body = std::chrono::milliseconds(300);
    options.limits.connections = 8;
    m_server = new HttpServer(*m_handler, options);
    const auto port = m_server->start();
    QVERIFY(port.hasValue());
    m_port = *port;
    m_client = new TestClient(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port)));
}

void TestHttpServer::cleanup()
{
    delete m_client;
    delete m_server;
    delete m_handler;
    delete m_folder;
}

void TestHttpServer::answersAndKeepsAlive()
{
    const QByteArray one =
        "POST /t/echo HTTP/1.1\r\nHost: " + m_client->host() + "\r\nContent-Length: 2\r\n\r\nhi";
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
    QVERIFY(socket.waitForConnected());
    for (int i = 0; i < 3; ++i) {
        socket.write(one);
        QByteArray answer;
        QTRY_VERIFY((answer += socket.readAll()).endsWith("POST hi"));
        QVERIFY(answer.startsWith("HTTP/1.1 200 OK\r\n"));
        QVERIFY(answer.contains("x-seen: yes"));
        QVERIFY(answer.contains("Date: "));
    }
    QCOMPARE(socket.state(), QAbstractSocket::ConnectedState);
}

void TestHttpServer::pipelinedRequestsAnswerInOrder()
{
    const QByteArray host = "Host: " + m_client->host() + "\r\n";
    const QByteArray answer = m_client->raw(
        "POST /t/a HTTP/1.1\r\n" + host + "Content-Length: 1\r\n\r\n1POST /t/b HTTP/1.1\r\n" + host
        + "Content-Length: 1\r\nConnection: close\r\n\r\n2");
    QVERIFY(answer.indexOf("POST 1") > 0);
    QVERIFY(answer.indexOf("POST 2") > answer.indexOf("POST 1"));
}

void TestHttpServer::headHasTheLengthAndNoBody()
{
    const QByteArray answer = m_client->raw("HEAD /t/echo HTTP/1.1\r\nHost: " + m_client->host()
                                            + "\r\nConnection: close\r\n\r\n");
    QVERIFY(answer.startsWith("HTTP/1.1 200 OK"));
    QVERIFY(answer.contains("Content-Length: 4\r\n"));
    QVERIFY(answer.endsWith("\r\n\r\n"));
}

void TestHttpServer::sendsPartsOfFiles()
{
    QFile file(m_folder->filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("0123456789");
    file.close();
    QVERIFY(m_client->rawGet("/t/file").endsWith("\r\n\r\n23456"));
    file.remove();
    QVERIFY(m_client->rawGet("/t/file").startsWith("HTTP/1.1 404"));
}

void TestHttpServer::bodiesAreBounded()
{
    QCOMPARE(m_client->send("POST", QStringLiteral("/t/echo"), QByteArray(1000, 'x')).status, 200);
    const TestReply reply =
        m_client->send("POST", QStringLiteral("/t/echo"), QByteArray(1001, 'x'));
    QCOMPARE(reply.status, 413);
    QVERIFY(
        reply.json().value(QStringLiteral("detail")).toString().contains(QStringLiteral("1000")));
    // The length alone is enough to refuse: nothing is taken for what does not come.
    const QByteArray huge = m_client->raw("POST /t/echo HTTP/1.1\r\nHost: " + m_client->host()
                                          + "\r\nContent-Length: 99999999999999\r\n\r\n");
    QVERIFY(huge.startsWith("HTTP/1.1 413"));
}

void TestHttpServer::chunkedBodiesAreBounded()
{
    const QByteArray head = "POST /t/echo HTTP/1.1\r\nHost: " + m_client->host()
        + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
    QVERIFY(m_client->raw(head + "2\r\nhi\r\n3\r\n yo\r\n0\r\n\r\n").endsWith("POST hi yo"));
    QVERIFY(m_client->raw(head + "400\r\n" + QByteArray(1024, 'x') + "\r\n0\r\n\r\n")
                .startsWith("HTTP/1.1 413"));
}

void TestHttpServer::uploadsGoToDisk()
{
    const QByteArray body(600'000, 'u');
    const TestReply reply = m_client->send("PUT", QStringLiteral("/t/upload"), body);
    QCOMPARE(reply.body, QByteArray("600000"));
    QFile file(m_folder->filePath(QStringLiteral("upload")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll() == body);
    // The plan asks for a new file: one that is there is not overwritten.
    QCOMPARE(m_client->send("PUT", QStringLiteral("/t/upload"), body).status, 507);
}

void TestHttpServer::brokenUploadsLeaveNothing()
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
    QVERIFY(socket.waitForConnected());
    socket.write("PUT /t/upload HTTP/1.1\r\nHost: " + m_client->host()
                 + "\r\nContent-Length: 1000\r\n\r\nhalf");
    const QString path = m_folder->filePath(QStringLiteral("upload"));
    QTRY_VERIFY(QFile::exists(path));
    socket.abort();
    QTRY_VERIFY(!QFile::exists(path));
    QCOMPARE(m_handler->handled.load(), 0);
}

void TestHttpServer::continues()
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
    QVERIFY(socket.waitForConnected());
    socket.write("POST /t/echo HTTP/1.1\r\nHost: " + m_client->host()
                 + "\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    QByteArray answer;
    QTRY_COMPARE((answer += socket.readAll()), QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
    socket.write("ok");
    QTRY_VERIFY((answer += socket.readAll()).endsWith("POST ok"));
}

void TestHttpServer::refusesBeforeTheBody()
{
    const QByteArray answer =
        m_client->raw("POST /t/refuse HTTP/1.1\r\nHost: " + m_client->host()
                      + "\r\nContent-Length: 500\r\nExpect: 100-continue\r\n\r\n");
    QVERIFY(answer.startsWith("HTTP/1.1 401"));
    QVERIFY(!answer.contains("100 Continue"));
    QVERIFY(answer.contains("x-seen: yes"));
    QCOMPARE(m_handler->handled.load(), 0);
}

void TestHttpServer::refusesForeignHostsAndOrigins()
{
    const auto status = [this](const QByteArray &headers) {
        return m_client->raw("GET /t/echo HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n")
            .mid(9, 3);
    };
    const QByteArray own = "Host: " + m_client->host() + "\r\n";
    const QByteArray port = QByteArray::number(m_port);
    QCOMPARE(status(own), QByteArray("200"));
    QCOMPARE(status("Host: localhost:" + port + "\r\n"), QByteArray("200"));
    QCOMPARE(status(own + "Origin: http://127.0.0.1:" + port + "\r\n"), QByteArray("200"));
    QCOMPARE(status("Host: evil.example\r\n"), QByteArray("403"));
    QCOMPARE(status("Host: 127.0.0.1\r\n"), QByteArray("403"));
    QCOMPARE(status(own + own), QByteArray("403"));
    QCOMPARE(status(own + "Origin: https://evil.example\r\n"), QByteArray("403"));
    QCOMPARE(status(own + "Origin: null\r\n"), QByteArray("403"));
    QCOMPARE(status({}), QByteArray("400"));
    QCOMPARE(m_handler->handled.load(), 3);
}

void TestHttpServer::refusesBadRequests_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("status");
    const QByteArray host = "Host: HOST\r\nConnection: close\r\n";
    QTest::newRow("no HTTP") << QByteArray("hello there\r\n\r\n") << QByteArray("400");
    QTest::newRow("parent folder") << "GET /t/../x HTTP/1.1\r\n" + host + "\r\n"
                                   << QByteArray("400");
    QTest::newRow("escaped parent") << "GET /t/%2e%2e%2fx HTTP/1.1\r\n" + host + "\r\n"
                                    << QByteArray("400");
    QTest::newRow("null byte") << "GET /t/a%00b HTTP/1.1\r\n" + host + "\r\n" << QByteArray("400");
    QTest::newRow("whole URL") << "GET http://evil.example/ HTTP/1.1\r\n" + host + "\r\n"
                               << QByteArray("400");
    QTest::newRow("huge header") << "GET /t/a HTTP/1.1\r\n" + host + "X: " + QByteArray(20'000, 'x')
            + "\r\n\r\n" << QByteArray("431");
    QTest::newRow("huge path") << "GET /" + QByteArray(20'000, 'x') + " HTTP/1.1\r\n" + host
            + "\r\n" << QByteArray("431");
    QTest::newRow("bad length") << "POST /t/a HTTP/1.1\r\n" + host + "Content-Length: -5\r\n\r\n"
                                << QByteArray("400");
    QTest::newRow("two lengths") << "POST /t/a HTTP/1.1\r\n" + host
            + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"
                                 << QByteArray("400");
    QTest::newRow("bad chunk") << "POST /t/a HTTP/1.1\r\n" + host
            + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"
                               << QByteArray("400");
}

void TestHttpServer::refusesBadRequests()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, status);
    const QByteArray answer = m_client->raw(bytes.replace("HOST", m_client->host()), 1500);
    QCOMPARE(answer.mid(9, 3), status);
    QCOMPARE(m_handler->handled.load(), 0);
}

void TestHttpServer::slowHeadsAreCut()
{
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(m_client->raw("GET /t/echo HT"), QByteArray());
    QVERIFY(timer.elapsed() < 3000);
}

void TestHttpServer::slowBodiesAreCut()
{
    QElapsedTimer timer;
    timer.start();
    const QByteArray answer = m_client->raw("PUT /t/upload HTTP/1.1\r\nHost: " + m_client->host()
                                            + "\r\nContent-Length: 100000\r\n\r\ntrickle");
    QCOMPARE(answer, QByteArray());
    QVERIFY(timer.elapsed() < 3000);
    QTRY_VERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("upload"))));
}

void TestHttpServer::forgottenAndThrowingHandlersAnswer500()
{
    QVERIFY(m_client->rawGet("/t/forget").startsWith("HTTP/1.1 500"));
    QVERIFY(m_client->rawGet("/t/throw").startsWith("HTTP/1.1 500"));
}

void TestHttpServer::tellsOfClientsThatGo()
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
    QVERIFY(socket.waitForConnected());
    socket.write("GET /t/hold HTTP/1.1\r\nHost: " + m_client->host() + "\r\n\r\n");
    QTRY_COMPARE(m_handler->handled.load(), 1);
    socket.abort();
    QTRY_COMPARE(m_handler->disconnected.load(), 1);
    m_handler->releaseHeld();
}

void TestHttpServer::answersAfterStopAreHarmless()
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
    QVERIFY(socket.waitForConnected());
    socket.write("GET /t/hold HTTP/1.1\r\nHost: " + m_client->host() + "\r\n\r\n");
    QTRY_COMPARE(m_handler->handled.load(), 1);
    m_server->stop();
    m_handler->releaseHeld();
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
}

void TestHttpServer::connectionsBeyondTheLimitWait()
{
    std::vector<std::unique_ptr<QTcpSocket>> held;
    for (int i = 0; i < 8; ++i) {
        held.push_back(std::make_unique<QTcpSocket>());
        held.back()->connectToHost(QStringLiteral("127.0.0.1"), m_port);
        QVERIFY(held.back()->waitForConnected());
        held.back()->write("GET /t/hold HTTP/1.1\r\nHost: " + m_client->host() + "\r\n\r\n");
    }
    QTRY_COMPARE(m_handler->handled.load(), 8);
    QTcpSocket late;
    late.connectToHost(QStringLiteral("127.0.0.1"), m_port);
    QVERIFY(late.waitForConnected());
    late.write("GET /t/echo HTTP/1.1\r\nHost: " + m_client->host() + "\r\n\r\n");
    QVERIFY(!late.waitForReadyRead(200));
    m_handler->releaseHeld();
    held.clear();
    QTRY_VERIFY(late.bytesAvailable() > 0);
}

void TestHttpServer::takenPortIsAnError()
{
    // Listening twice on one port fails even with SO_REUSEADDR.
    HttpServer::Options options;
    options.port = m_port;
    HttpServer second(*m_handler, options);
    const auto port = second.start();
    QVERIFY(!port.hasValue());
    QCOMPARE(port.error().kind, Error::Kind::Network);
    QVERIFY(port.error().message.contains(QString::number(m_port)));
}

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_httpserver.moc"
