#include "core/fal/realtime/msgpack.h"
#include "core/fal/realtime/realtimeconnection.h"
#include "tests/faults/faultbench.h"

#include <QCborArray>
#include <QCborMap>
#include <QSignalSpy>
#include <QTest>

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr char path[] = "/fal.run/local/paint/realtime";
constexpr qsizetype megabyte = 1024 * 1024;

} // namespace

Q_DECLARE_METATYPE(peregrine::test::ScriptedAnswer)
Q_DECLARE_METATYPE(peregrine::Error::Kind)

/// Realtime connections whose handshake breaks, messages that break off, and large ones. What each
/// close code does is told by tst_realtime.
class TestRealtimeTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void brokenHandshake_data();
    void brokenHandshake();
    void truncatedMessages();
    void largeMessages();

private:
    void open();

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalClient> m_client;
    std::unique_ptr<RealtimeConnection> m_connection;
    std::unique_ptr<QSignalSpy> m_errors;
};

void TestRealtimeTable::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_client = std::make_unique<FalClient>(FaultBench::options(m_server->url({}), 30s));
    RealtimeOptions options;
    options.throttleInterval = 0ms;
    options.reconnectDelay = 1ms;
    options.maxReconnectDelay = 5ms;
    options.reconnectAttempts = 3;
    auto connection = m_client->realtime().connect(*EndpointId::parse(u"local/paint"_s), options);
    QVERIFY(connection);
    m_connection = std::move(*connection);
    m_errors = std::make_unique<QSignalSpy>(m_connection.get(), &RealtimeConnection::errorArrived);
}

void TestRealtimeTable::cleanup()
{
    for (const QList<QVariant> &error : std::as_const(*m_errors)) {
        const QString words = error.first().value<Error>().message;
        QVERIFY2(!words.isEmpty() && !holdsKey(words), qPrintable(words));
    }
    m_errors.reset();
    m_connection.reset();
    m_client.reset();
    m_server.reset();
}

void TestRealtimeTable::open()
{
    m_server->on(path, ScriptedAnswer::upgrade());
    m_connection->open();
    QTRY_COMPARE(m_connection->state(), RealtimeState::Active);
    QTRY_COMPARE(m_server->peers().size(), 1);
}

void TestRealtimeTable::brokenHandshake_data()
{
    QTest::addColumn<ScriptedAnswer>("answer");
    QTest::addColumn<Error::Kind>("kind");
    using Kind = Error::Kind;
    QTest::newRow("closed") << ScriptedAnswer::hangUp() << Kind::Network;
    QTest::newRow("reset") << ScriptedAnswer::reset() << Kind::Network;
    QTest::newRow("in the first line") << ScriptedAnswer::raw("HTTP/1.1 10") << Kind::Network;
    QTest::newRow("in the head") << ScriptedAnswer::raw(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n")
                                 << Kind::Network;
    // Qt does not tell an answer that is no handshake from a 400.
    QTest::newRow("for another key")
        << ScriptedAnswer::raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                               "Connection: Upgrade\r\nSec-WebSocket-Accept: no\r\n\r\n")
        << Kind::Server;
    QTest::newRow("no HTTP") << ScriptedAnswer::raw("SSH-2.0-OpenSSH_9\r\n\r\n") << Kind::Server;
}

/// It gives up after its attempts, and can be told to try again.
void TestRealtimeTable::brokenHandshake()
{
    QFETCH(ScriptedAnswer, answer);
    m_server->on(path, answer);
    QSignalSpy opened(m_connection.get(), &RealtimeConnection::opened);
    for (int i = 0; i < 2; ++i) {
        m_errors->clear();
        m_connection->open();
        QTRY_VERIFY(!m_errors->isEmpty() && m_connection->state() == RealtimeState::Idle);
        const Error error = m_errors->last().first().value<Error>();
        QTEST(error.kind, "kind");
    }
    QVERIFY(opened.isEmpty());
}

void TestRealtimeTable::truncatedMessages()
{
    open();
    QSignalSpy results(m_connection.get(), &RealtimeConnection::resultArrived);
    const QByteArray message = *encodeMsgpack(
        QCborMap{{u"a"_s, QCborArray{1, -70'000, 0.5, u"text"_s}}, {u"b"_s, QByteArray(40, 'x')}});
    for (qsizetype size = 1; size < message.size(); ++size)
        m_server->peers().first()->sendBinary(message.left(size));
    QTRY_COMPARE(m_errors->size(), message.size() - 1);
    for (const QList<QVariant> &error : std::as_const(*m_errors))
        QCOMPARE(error.first().value<Error>().kind, Error::Kind::Malformed);
    m_server->peers().first()->sendBinary(message);
    QTRY_COMPARE(results.size(), 1);
    QCOMPARE(m_connection->state(), RealtimeState::Active);
}

void TestRealtimeTable::largeMessages()
{
    open();
    QSignalSpy results(m_connection.get(), &RealtimeConnection::resultArrived);
    const auto message = [](qsizetype bytes) {
        return *encodeMsgpack(QCborMap{{u"content"_s, QByteArray(bytes, 'x')}});
    };
    // With what stands around the bytes it is just within the limit.
    m_server->peers().first()->sendBinary(message(32 * megabyte - 64));
    QTRY_COMPARE_WITH_TIMEOUT(results.size(), 1, 20'000);
    QVERIFY(m_errors->isEmpty());
    m_server->peers().first()->sendBinary(message(33 * megabyte));
    QTRY_COMPARE_WITH_TIMEOUT(m_errors->size(), 1, 20'000);
    QCOMPARE(m_errors->first().first().value<Error>().kind, Error::Kind::Malformed);
    QCOMPARE(results.size(), 1);
}

QTEST_GUILESS_MAIN(TestRealtimeTable)
#include "tst_realtimetable.moc"
