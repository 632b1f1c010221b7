#include "core/fal/falclient.h"
#include "tests/support/scriptedserver.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;
using namespace std::chrono_literals;

namespace {

constexpr const char *statusPath = "/queue.fal.run/local/paint/requests/r1/status";
constexpr const char *submitPath = "/queue.fal.run/local/paint";

EndpointId paint()
{
    return *EndpointId::parse(QStringLiteral("local/paint"));
}

ScriptedAnswer json(const QByteArray &body)
{
    return ScriptedAnswer::ok(body, "application/json");
}

/// A port that takes no connection any more: its backlog is full and nobody accepts.
class DeafPort
{
public:
    DeafPort()
    {
        m_server.setListenBacklogSize(1);
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("no free port on the loopback address");
        m_server.pauseAccepting();
        for (auto &socket : m_sockets) {
            socket = std::make_unique<QTcpSocket>();
            socket->connectToHost(m_server.serverAddress(), m_server.serverPort());
        }
    }
    /// The backlog is full when a connection after the first ones does not come about.
    [[nodiscard]] bool isDeaf() const
    {
        return m_sockets.back()->state() == QAbstractSocket::ConnectingState
            && m_sockets.front()->state() == QAbstractSocket::ConnectedState;
    }
    [[nodiscard]] QUrl url() const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort()));
    }

private:
    QTcpServer m_server;
    std::array<std::unique_ptr<QTcpSocket>, 6> m_sockets;
};

} // namespace

/// Attempts of one request: what the server's words do to them, and the backup of a host.
class TestExchange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ScriptedServer>();
        m_options = {};
        m_options.environment = *FalEnvironment::atBase(m_server->url({}));
        m_options.key = Secret("key-id:key-secret-of-tests");
        m_options.firstRetryDelay = 1ms;
        m_error = {};
    }

    void longRetryAfterEndsAtOnce()
    {
        m_server->on(statusPath, ScriptedAnswer::status(429).header("Retry-After", "120"));
        QVERIFY(!status());
        QCOMPARE(m_server->seen().size(), 1);
        QCOMPARE(m_error.retryAfterSeconds, 120);
        QVERIFY2(m_error.message.contains(QStringLiteral("120")), qPrintable(m_error.message));
    }

    void retryAfterIsWaitedFor()
    {
        m_options.retryAfterSecond = 50ms;
        m_server->on(statusPath, ScriptedAnswer::status(503).header("Retry-After", "3"));
        m_server->on(statusPath, json("{\"status\":\"COMPLETED\"}"));
        QElapsedTimer timer;
        timer.start();
        QVERIFY(status());
        QVERIFY(timer.elapsed() >= 145);
    }

    void needsRetryIsHeeded_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("requests");
        QTest::newRow("0") << QByteArray("X-Fal-Needs-Retry") << QByteArray("0") << 1;
        QTest::newRow("false") << QByteArray("X-Fal-Needs-Retry") << QByteArray("false") << 1;
        QTest::newRow("older name") << QByteArray("X-Fal-Retryable") << QByteArray("false") << 1;
        QTest::newRow("1") << QByteArray("X-Fal-Needs-Retry") << QByteArray("1") << 2;
        QTest::newRow("unknown") << QByteArray("X-Fal-Needs-Retry") << QByteArray("?") << 2;
    }
    void needsRetryIsHeeded()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        m_server->on(statusPath, ScriptedAnswer::status(503).header(name, value));
        m_server->on(statusPath, json("{\"status\":\"COMPLETED\"}"));
        status();
        QTEST(int(m_server->seen().size()), "requests");
    }

    void lockedIsFinal()
    {
        m_server->on(statusPath, ScriptedAnswer::status(429, "{\"detail\":\"User is locked.\"}"));
        QVERIFY(!status());
        QCOMPARE(m_error.kind, Error::Kind::Locked);
        QCOMPARE(m_server->seen().size(), 1);
    }

    void backupWhenRefused()
    {
        // A port that was free a moment ago: refuses.
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const QUrl refusing(QStringLiteral("http://127.0.0.1:%1").arg(closed.serverPort()));
        closed.close();
        useBackupOf(refusing);
        m_server->on("/local/paint", json("{\"request_id\":\"r1\"}"));
        QVERIFY(submit());
        checkBackup();
    }

    void backupWhenNoConnectionComesAbout()
    {
        DeafPort deaf;
        QTRY_VERIFY(deaf.isDeaf());
        m_options.connectPatience = 150ms;
        useBackupOf(deaf.url());
        m_server->on("/local/paint", json("{\"request_id\":\"r1\"}"));
        QVERIFY(submit());
        checkBackup();
    }

    void noConnectionIsNoDelivery()
    {
        DeafPort deaf;
        QTRY_VERIFY(deaf.isDeaf());
        m_options.connectPatience = 100ms;
        m_options.environment = *FalEnvironment::atBase(deaf.url());
        QVERIFY(!submit());
        QCOMPARE(m_error.kind, Error::Kind::Timeout);
        QVERIFY(!m_error.maybeDelivered);
    }

    void backupOnceOnly()
    {
        ScriptedServer primary;
        const QUrl url = primary.url({});
        primary.close();
        useBackupOf(url);
        // No answer of the backup's makes it be asked twice.
        m_server->on("/local/paint", ScriptedAnswer::status(503));
        QVERIFY(!submit());
        QCOMPARE(m_server->seen().size(), 1);
    }

    void noBackupOnceConnected_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("hangs up") << 0;
        QTest::newRow("503") << 1;
        QTest::newRow("stalls") << 2;
    }
    void noBackupOnceConnected()
    {
        QFETCH(int, what);
        ScriptedServer primary;
        primary.on(submitPath,
                   what == 0       ? ScriptedAnswer::hangUp()
                       : what == 1 ? ScriptedAnswer::status(503).header("x-fal-request-id", "r")
                                   : json("{}").stallAfter(0));
        m_options.patience = 200ms;
        useBackupOf(primary.url({}));
        QVERIFY(!submit());
        QVERIFY(m_error.maybeDelivered);
        QCOMPARE(primary.seen().size(), 1);
        QVERIFY(m_server->seen().isEmpty());
    }

    void noBackupOutsideTheCloud()
    {
        FalTransport base(m_options);
        FalRequest request;
        request.url = QUrl(QStringLiteral("https://queue.fal.run/a/b?c=d%20e"));
        QVERIFY(!base.backupRequest(request).has_value());
        FalTransport cloud({});
        QCOMPARE(cloud.backupRequest(request)->url(),
                 QUrl(QStringLiteral("https://queue.falrun.com/a/b?c=d%20e")));
        request.url = QUrl(QStringLiteral("https://fal.run/a/b"));
        QCOMPARE(cloud.backupRequest(request)->url(),
                 QUrl(QStringLiteral("https://falrun.com/a/b")));
        request.url = QUrl(QStringLiteral("https://rest.fal.ai/tokens/"));
        QVERIFY(!cloud.backupRequest(request).has_value());
    }

private:
    void useBackupOf(const QUrl &primary)
    {
        m_options.environment = *FalEnvironment::atBase(primary);
        m_options.backupHosts = {{QStringLiteral("queue.fal.run"), m_server->url({})}};
    }
    void checkBackup()
    {
        QCOMPARE(m_server->seen().size(), 1);
        const SeenRequest &seen = m_server->seen().first();
        QCOMPARE(seen.method, QByteArray("POST"));
        QCOMPARE(seen.target, QByteArray("/local/paint"));
        QCOMPARE(seen.header("Authorization"), QByteArray("Key key-id:key-secret-of-tests"));
        QCOMPARE(seen.header("x-fal-queue-priority"), QByteArray("normal"));
        QCOMPARE(seen.body, QByteArray("{\"a\":1}"));
    }
    template <typename Start> bool ends(Start start)
    {
        FalClient client(m_options);
        FalReply *reply = start(client);
        QSignalSpy failed(reply, &FalReply::failed);
        QSignalSpy finished(reply, &FalReply::finished);
        if (!finished.wait(10'000))
            qFatal("a call did not end");
        if (!failed.isEmpty())
            m_error = failed.first().first().value<Error>();
        return failed.isEmpty();
    }
    bool status()
    {
        return ends([](FalClient &client) {
            return client.queue().status(
                QueueService::ticketOf(paint(), RequestId(QStringLiteral("r1"))), false);
        });
    }
    bool submit()
    {
        return ends([](FalClient &client) {
            return client.queue().submit(paint(), QJsonObject{{QStringLiteral("a"), 1}});
        });
    }

    std::unique_ptr<ScriptedServer> m_server;
    FalTransport::Options m_options;
    Error m_error;
};

QTEST_GUILESS_MAIN(TestExchange)
#include "tst_exchange.moc"
