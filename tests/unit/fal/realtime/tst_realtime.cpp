#include "core/fal/falclient.h"
#include "core/fal/realtime/msgpack.h"
#include "core/fal/realtime/realtimecodec.h"
#include "core/fal/realtime/realtimeconnection.h"
#include "tests/support/scriptedserver.h"

#include <QCborMap>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;
using std::chrono::milliseconds;

namespace {

constexpr char path[] = "/fal.run/owner/app/realtime";
constexpr char tokens[] = "/rest.fal.ai/tokens/";

QCborMap numbered(int n)
{
    return {{QStringLiteral("n"), n}};
}

SeenFrame frame(int n)
{
    return {false, *encodeMsgpack(numbered(n))};
}

} // namespace

/// Realtime connections against a server that misbehaves.
class TestRealtime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void opensWithTheKey();
    void nothingBeforeTheFirstMessage();
    void opensExplicitly();
    void opensWithAToken();
    void latestWinsWhileOpening();
    void throttleKeepsTheLast();
    void withoutThrottleEveryMessageLeaves();
    void comesBackAfterALoss_data();
    void comesBackAfterALoss();
    void anAnsweredMessageIsNotSentAgain();
    void aNewerMessageReplacesTheUnanswered();
    void sentAgainOnlyOnce();
    void restsAfterTheTimeout();
    void restsWhenClosedWithNothingToDo();
    void refusedHandshake_data();
    void refusedHandshake();
    void passingRefusal();
    void keyRefusedThenToken();
    void unauthorizedTwiceIsTheEnd();
    void noEndlessTokenRequests();
    void givesUpAfterItsAttempts();
    void nobodyAnswers();
    void hangsInTheHandshake();
    void redirectsAreNotFollowed();
    void appErrorsKeepItOpen();
    void metaIsTold();
    void unreadableMessages();
    void tooLargeMessages();
    void answersPings();
    void closesWhenIdle();
    void closeEndsOnce();
    void sendsAgainAfterClose();
    void sharesByKey();
    void jsonTextFrames();
    void cannotBeEncoded();
    void badOptions();
    void noProxy();
    void theKeyStaysAtHome();
    void deletedInEverySignal_data();
    void deletedInEverySignal();
    void outlivesItsClient();
    void manyMessagesInABurst();

private:
    /// Quick delays; throttle off.
    [[nodiscard]] static RealtimeOptions options()
    {
        RealtimeOptions options;
        options.throttleInterval = milliseconds(0);
        options.reconnectDelay = milliseconds(1);
        options.maxReconnectDelay = milliseconds(20);
        return options;
    }
    void connectWith(const RealtimeOptions &options);
    void accept() { m_server->on(path, ScriptedAnswer::upgrade()); }
    [[nodiscard]] ScriptedPeer *peer(qsizetype n) const { return m_server->peers().value(n); }
    [[nodiscard]] qsizetype heard(qsizetype n) const
    {
        return peer(n) == nullptr ? -1 : peer(n)->seen().size();
    }
    [[nodiscard]] Error error(qsizetype n) const { return m_errors->at(n).first().value<Error>(); }
    [[nodiscard]] qsizetype tokenRequests() const;

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalClient> m_client;
    std::unique_ptr<RealtimeConnection> m_connection;
    std::unique_ptr<QSignalSpy> m_results;
    std::unique_ptr<QSignalSpy> m_errors;
    std::unique_ptr<QSignalSpy> m_opened;
    std::unique_ptr<QSignalSpy> m_closed;
};

void TestRealtime::init()
{
    m_server = std::make_unique<ScriptedServer>();
    FalTransport::Options transport;
    transport.environment = *FalEnvironment::atBase(m_server->url({}));
    transport.key = Secret("test-key-id:test-key-secret");
    transport.firstRetryDelay = milliseconds(1);
    m_client = std::make_unique<FalClient>(transport);
}

void TestRealtime::cleanup()
{
    m_connection.reset();
    m_client.reset();
    m_server.reset();
}

void TestRealtime::connectWith(const RealtimeOptions &options)
{
    auto connection =
        m_client->realtime().connect(*EndpointId::parse(QStringLiteral("owner/app")), options);
    QVERIFY(connection);
    m_connection = std::move(*connection);
    m_results =
        std::make_unique<QSignalSpy>(m_connection.get(), &RealtimeConnection::resultArrived);
    m_errors = std::make_unique<QSignalSpy>(m_connection.get(), &RealtimeConnection::errorArrived);
    m_opened = std::make_unique<QSignalSpy>(m_connection.get(), &RealtimeConnection::opened);
    m_closed = std::make_unique<QSignalSpy>(m_connection.get(), &RealtimeConnection::closed);
}

qsizetype TestRealtime::tokenRequests() const
{
    qsizetype count = 0;
    for (const SeenRequest &request : m_server->seen()) {
        if (request.target == tokens)
            ++count;
    }
    return count;
}

void TestRealtime::opensWithTheKey()
{
    accept();
    RealtimeOptions with = options();
    with.maxBuffering = 2;
    connectWith(with);
    m_connection->send(numbered(1));
    QTRY_COMPARE(heard(0), 1);
    QCOMPARE(peer(0)->seen().first(), frame(1));
    QCOMPARE(m_server->seen().size(), 1);
    const SeenRequest &handshake = m_server->seen().first();
    QCOMPARE(handshake.target, QByteArray(path) + "?max_buffering=2");
    QCOMPARE(handshake.header("Authorization"), QByteArray("Key test-key-id:test-key-secret"));
    QVERIFY(handshake.header("User-Agent").startsWith("Peregrine/"));
    QVERIFY(handshake.header("Origin").isEmpty());
    peer(0)->sendBinary(*encodeMsgpack(numbered(7)));
    QVERIFY(m_results->wait());
    QCOMPARE(m_results->first().first().value<QCborValue>().toMap(), numbered(7));
    QVERIFY(m_errors->isEmpty());
}

void TestRealtime::nothingBeforeTheFirstMessage()
{
    accept();
    connectWith(options());
    QSignalSpy requests(m_server.get(), &ScriptedServer::requestArrived);
    QVERIFY(!requests.wait(50));
    QCOMPARE(m_connection->state(), RealtimeState::Idle);
}

void TestRealtime::opensExplicitly()
{
    accept();
    connectWith(options());
    QSignalSpy states(m_connection.get(), &RealtimeConnection::stateChanged);
    m_connection->open();
    QVERIFY(states.isEmpty());
    QVERIFY(m_opened->wait());
    QCOMPARE(m_connection->state(), RealtimeState::Active);
    QCOMPARE(states.size(), 3);
    QCOMPARE(heard(0), 0);
}

void TestRealtime::opensWithAToken()
{
    m_server->on(tokens, ScriptedAnswer::ok("{\"token\":\"a+b/c=d e\"}", "application/json"));
    accept();
    RealtimeOptions with = options();
    with.connectionMode = RealtimeOptions::ConnectionMode::Client;
    connectWith(with);
    m_connection->send(numbered(1));
    QTRY_COMPARE(heard(0), 1);
    const SeenRequest &handshake = m_server->seen().at(1);
    QCOMPARE(handshake.target, QByteArray(path) + "?fal_jwt_token=a%2Bb%2Fc%3Dd+e");
    QVERIFY(handshake.header("Authorization").isEmpty());
}

void TestRealtime::latestWinsWhileOpening()
{
    accept();
    m_server->holdUpgrades();
    connectWith(options());
    QSignalSpy requests(m_server.get(), &ScriptedServer::requestArrived);
    m_connection->send(numbered(1));
    m_connection->send(numbered(2));
    QVERIFY(requests.wait());
    m_connection->send(numbered(3));
    m_server->acceptHeld();
    QTRY_COMPARE(heard(0), 1);
    QCOMPARE(peer(0)->seen().first(), frame(3));
}

void TestRealtime::throttleKeepsTheLast()
{
    accept();
    RealtimeOptions with = options();
    with.throttleInterval = milliseconds(60);
    connectWith(with);
    m_connection->send(numbered(0));
    QTRY_COMPARE(heard(0), 1);
    for (int n = 1; n < 20; ++n)
        m_connection->send(numbered(n));
    QTRY_COMPARE(heard(0), 2);
    QCOMPARE(peer(0)->seen().last(), frame(19));
    m_connection->send(numbered(20));
    QTRY_COMPARE(heard(0), 3);
    QCOMPARE(peer(0)->seen().last(), frame(20));
}

void TestRealtime::withoutThrottleEveryMessageLeaves()
{
    accept();
    connectWith(options());
    m_connection->open();
    QVERIFY(m_opened->wait());
    for (int n = 0; n < 50; ++n)
        m_connection->send(numbered(n));
    QTRY_COMPARE(heard(0), 50);
    QCOMPARE(peer(0)->seen().at(30), frame(30));
}

void TestRealtime::comesBackAfterALoss_data()
{
    QTest::addColumn<int>("code");
    for (const int code : {1000, 1001, 1006, 1011, 4000})
        QTest::addRow("%d", code) << code;
}

void TestRealtime::comesBackAfterALoss()
{
    QFETCH(int, code);
    accept();
    connectWith(options());
    m_connection->send(numbered(1));
    QTRY_COMPARE(heard(0), 1);
    if (code == 1006)
        peer(0)->drop();
    else
        peer(0)->close(code, "gone");
    // The message had no answer: it goes again.
    QTRY_COMPARE(heard(1), 1);
    QCOMPARE(peer(1)->seen().first(), frame(1));
    QCOMPARE(m_closed->size(), 1);
    QCOMPARE(m_closed->first().first().toInt(), code);
    QCOMPARE(m_closed->first().last().toString(),
             code == 1006 ? QString() : QStringLiteral("gone"));
    QCOMPARE(m_errors->size(), 1);
    QCOMPARE(error(0).kind, code == 1011 ? Error::Kind::Server : Error::Kind::Network);
    QTRY_COMPARE(m_opened->size(), 2);
}

void TestRealtime::anAnsweredMessageIsNotSentAgain()
{
    accept();
    connectWith(options());
    m_connection->send(numbered(1));
    QTRY_COMPARE(heard(0), 1);
    peer(0)->sendBinary(frame(5).bytes);
    QVERIFY(m_results->wait());
    peer(0)->drop();
    QTRY_COMPARE(m_opened->size(), 2);
    m_connection->send(numbered(2));
    QTRY_COMPARE(heard(1), 1);
    QCOMPARE(peer(1)->seen().first(), frame(2));
}

void TestRealtime::aNewerMessageReplacesTheUnanswered()
{
    accept();
    RealtimeOptions with = options();
    with.reconnectDelay = milliseconds(20);
    connectWith(with);
    m_connection->send(numbered(1));
    QTRY_COMPARE(heard(0), 1);
    peer(0)->drop();
    QVERIFY(m_closed->wait());
    m_connection->send(numbered(2));
    QTRY_COMPARE(heard(1), 1);
    QCOMPARE(peer(1)->seen().first(), frame(2));
}

void TestRealtime::sentAgainOnlyOnce()
{
    accept();
    connectWith(options());
    m_connection->send(numbered(1));
    QTRY_COMPARE(heard(0), 1);
    peer(0)->close(1011);
    QTRY_COMPARE(heard(1), 1);
    peer(1)->close(1011);
    QTRY_COMPARE(m_opened->size(), 3);
    m_connection->send(numbered(2));
    QTRY_COMPARE(heard(2), 1);
    QCOMPARE(peer(2)->seen().first(), frame(2));
}

void TestRealtime::restsAfterTheTimeout()
{
    accept();
    connectWith(options());
    m_connection->send(numbered(1));
    QTRY_COMPARE(heard(0), 1);
    peer(0)->sendText(
        "{\"type\":\"x-fal-error\",\"error\":\"TIMEOUT\",\"reason\":\"nothing came\"}");
    peer(0)->close(1000);
    QVERIFY(m_closed->wait());
    QCOMPARE(m_connection->state(), RealtimeState::Idle);
    QVERIFY(m_errors->isEmpty());
    QSignalSpy requests(m_server.get(), &ScriptedServer::requestArrived);
    QVERIFY(!requests.wait(50));
    m_connection->send(numbered(2));
    QTRY_COMPARE(heard(1), 1);
    QCOMPARE(peer(1)->seen().first(), frame(2));
}

void TestRealtime::restsWhenClosedWithNothingToDo()
{
    accept();
    connectWith(options());
    m_connection->open();
    QVERIFY(m_opened->wait());
    peer(0)->close(1000);
    QVERIFY(m_closed->wait());
    QCOMPARE(m_connection->state(), RealtimeState::Idle);
    QVERIFY(m_errors->isEmpty());
}

void TestRealtime::refusedHandshake_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<Error::Kind>("kind");
    QTest::newRow("404") << 404 << Error::Kind::NotFound;
    QTest::newRow("422") << 422 << Error::Kind::Validation;
    QTest::newRow("400") << 400 << Error::Kind::Server;
}

void TestRealtime::refusedHandshake()
{
    QFETCH(int, status);
    QFETCH(Error::Kind, kind);
    m_server->on(path, ScriptedAnswer::status(status, "{\"detail\":\"no such application\"}"));
    connectWith(options());
    m_connection->send(numbered(1));
    QVERIFY(m_errors->wait());
    QCOMPARE(error(0).httpStatus, status);
    QCOMPARE(int(error(0).kind), int(kind));
    QVERIFY2(error(0).message.contains(QLatin1String("no such application")),
             qPrintable(error(0).message));
    QCOMPARE(m_connection->state(), RealtimeState::Idle);
    QSignalSpy requests(m_server.get(), &ScriptedServer::requestArrived);
    QVERIFY(!requests.wait(50));
}

void TestRealtime::passingRefusal()
{
    m_server->on(path, ScriptedAnswer::status(503, "{\"detail\":\"no runner\"}"));
    m_server->on(path, ScriptedAnswer::status(429));
    accept();
    connectWith(options());
    m_connection->send(numbered(1));
    QTRY_COMPARE(heard(0), 1);
    QCOMPARE(m_errors->size(), 2);
    QCOMPARE(error(0).httpStatus, 503);
    QCOMPARE(error(1).kind, Error::Kind::RateLimited);
    QVERIFY(m_closed->isEmpty());
}

void TestRealtime::keyRefusedThenToken()
{
    m_server->on(path, ScriptedAnswer::status(401));
    accept();
    m_server->on(tokens, ScriptedAnswer::ok("\"jwt\"", "application/json"));
    connectWith(options());
    m_connection->send(numbered(1));
    QTRY_COMPARE(heard(0), 1);
    QVERIFY(m_errors->isEmpty());
    QCOMPARE(tokenRequests(), 1);
    QVERIFY(m_server->seen().last().target.contains("fal_jwt_token=jwt"));
}

void TestRealtime::unauthorizedTwiceIsTheEnd()
{
    accept();
    m_server->on(tokens, ScriptedAnswer::ok("\"jwt\"", "application/json"));
    RealtimeOptions with = options();
    with.connectionMode = RealtimeOptions::ConnectionMode::Client;
    connectWith(with);
    const QByteArray unauthorized = "{\"status\":\"error\",\"error\":\"Unauthorized\"}";
    m_connection->send(numbered(1));
    QTRY_COMPARE(heard(0), 1);
    peer(0)->sendText(unauthorized);
    QTRY_COMPARE(heard(1), 1);
    QVERIFY(!peer(0)->isOpen());
    QCOMPARE(tokenRequests(), 2);
    QVERIFY(m_errors->isEmpty());
    peer(1)->sendText(unauthorized);
    QVERIFY(m_errors->wait());
    QCOMPARE(error(0).kind, Error::Kind::Unauthorized);
    QCOMPARE(m_connection->state(), RealtimeState::Idle);
    QCOMPARE(tokenRequests(), 2);
    QCOMPARE(m_closed->size(), 2);
}

void TestRealtime::noEndlessTokenRequests()
{
    m_server->on(tokens, ScriptedAnswer::status(401, "{\"detail\":\"invalid key credentials\"}"));
    RealtimeOptions with = options();
    with.connectionMode = RealtimeOptions::ConnectionMode::Client;
    connectWith(with);
    m_connection->send(numbered(1));
    QVERIFY(m_errors->wait());
    QCOMPARE(error(0).kind, Error::Kind::Unauthorized);
    QCOMPARE(m_connection->state(), RealtimeState::Idle);
    QCOMPARE(tokenRequests(), 1);
}

void TestRealtime::givesUpAfterItsAttempts()
{
    m_server->on(path, ScriptedAnswer::hangUp());
    RealtimeOptions with = options();
    with.reconnectAttempts = 2;
    connectWith(with);
    m_connection->send(numbered(1));
    QTRY_COMPARE(m_errors->size(), 3);
    QCOMPARE(m_connection->state(), RealtimeState::Idle);
    QCOMPARE(error(2).kind, Error::Kind::Network);
    QCOMPARE(m_server->seen().size(), 3);
}

void TestRealtime::nobodyAnswers()
{
    m_server->close();
    RealtimeOptions with = options();
    with.reconnectAttempts = 1;
    connectWith(with);
    m_connection->send(numbered(1));
    QTRY_COMPARE(m_errors->size(), 2);
    QCOMPARE(error(0).kind, Error::Kind::Network);
    QCOMPARE(m_connection->state(), RealtimeState::Idle);
}

void TestRealtime::hangsInTheHandshake()
{
    m_server->on(path, ScriptedAnswer::raw({}).keepOpen());
    m_server->on(path, ScriptedAnswer::raw("HTTP/1.1 101 Switch").keepOpen());
    accept();
    RealtimeOptions with = options();
    with.openTimeout = milliseconds(50);
    connectWith(with);
    m_connection->send(numbered(1));
    QTRY_COMPARE(heard(0), 1);
    QCOMPARE(m_errors->size(), 2);
    QCOMPARE(error(0).kind, Error::Kind::Timeout);
    QCOMPARE(error(1).kind, Error::Kind::Timeout);
}

void TestRealtime::redirectsAreNotFollowed()
{
    ScriptedServer other;
    m_server->on(path, ScriptedAnswer::redirect(other.url("/elsewhere").toEncoded()));
    connectWith(options());
    m_connection->send(numbered(1));
    QVERIFY(m_errors->wait());
    QCOMPARE(error(0).kind, Error::Kind::Malformed);
    QCOMPARE(m_connection->state(), RealtimeState::Idle);
    QVERIFY(other.seen().isEmpty());
}

void TestRealtime::appErrorsKeepItOpen()
{
    accept();
    connectWith(options());
    m_connection->send(numbered(1));
    QTRY_COMPARE(heard(0), 1);
    peer(0)->sendText("{\"type\":\"x-fal-error\",\"error\":\"INTERNAL_ERROR\",\"reason\":\"boom "
                      "test-key-id:test-key-secret\"}");
    peer(0)->sendText("{\"status\":\"error\",\"error\":\"Something else\"}");
    QTRY_COMPARE(m_errors->size(), 2);
    QCOMPARE(error(0).type, QStringLiteral("INTERNAL_ERROR"));
    QVERIFY(error(0).message.contains(QLatin1String("boom")));
    QVERIFY(!error(0).message.contains(QLatin1String("secret")));
    QVERIFY(error(1).message.contains(QLatin1String("Something else")));
    QCOMPARE(m_connection->state(), RealtimeState::Active);
    peer(0)->sendBinary(frame(2).bytes);
    QVERIFY(m_results->wait());
}

void TestRealtime::metaIsTold()
{
    accept();
    connectWith(options());
    QSignalSpy meta(m_connection.get(), &RealtimeConnection::metaArrived);
    m_connection->open();
    QVERIFY(m_opened->wait());
    peer(0)->sendText("{\"type\":\"x-fal-message\",\"action\":\"timings\",\"timing\":0.081}");
    QVERIFY(meta.wait());
    QCOMPARE(meta.first().first().value<QCborValue>().toMap().value(QLatin1String("timing")),
             QCborValue(0.081));
    QVERIFY(m_results->isEmpty());
}

void TestRealtime::unreadableMessages()
{
    accept();
    connectWith(options());
    m_connection->open();
    QVERIFY(m_opened->wait());
    peer(0)->sendText("not json");
    peer(0)->sendBinary("\xc1");
    peer(0)->sendBinary(QByteArray::fromHex("dbffffffff"));
    peer(0)->sendBinary(QByteArray(100'000, '\x91'));
    QTRY_COMPARE(m_errors->size(), 4);
    for (qsizetype n = 0; n < 4; ++n)
        QCOMPARE(error(n).kind, Error::Kind::Malformed);
    QCOMPARE(m_connection->state(), RealtimeState::Active);
}

void TestRealtime::tooLargeMessages()
{
    accept();
    RealtimeOptions with = options();
    with.maxMessageBytes = 1024 * 1024;
    connectWith(with);
    m_connection->send(numbered(1));
    QTRY_COMPARE(heard(0), 1);
    // A frame that claims 2^62 bytes.
    peer(0)->sendRaw(QByteArray::fromHex("827f4000000000000000") + QByteArray(1000, 'x'));
    QTRY_COMPARE(m_errors->size(), 1);
    QCOMPARE(error(0).kind, Error::Kind::Malformed);
    QTRY_COMPARE(m_opened->size(), 2);
    // The message that had this answer does not go again.
    peer(1)->sendBinary(frame(1).bytes);
    QVERIFY(m_results->wait());
    QCOMPARE(heard(1), 0);
}

void TestRealtime::answersPings()
{
    accept();
    connectWith(options());
    m_connection->open();
    QVERIFY(m_opened->wait());
    QSignalSpy pongs(peer(0), &ScriptedPeer::pongArrived);
    peer(0)->ping("there?");
    QVERIFY(pongs.wait());
    QCOMPARE(pongs.first().first().toByteArray(), QByteArray("there?"));
}

void TestRealtime::closesWhenIdle()
{
    accept();
    RealtimeOptions with = options();
    with.idleTimeout = milliseconds(60);
    connectWith(with);
    m_connection->send(numbered(1));
    QVERIFY(m_closed->wait());
    QCOMPARE(m_closed->first().first().toInt(), 1000);
    QCOMPARE(m_connection->state(), RealtimeState::Idle);
    QVERIFY(m_errors->isEmpty());
    QTRY_COMPARE(peer(0)->closeCode(), 1000);
}

void TestRealtime::closeEndsOnce()
{
    accept();
    connectWith(options());
    m_connection->send(numbered(1));
    QTRY_COMPARE(heard(0), 1);
    m_connection->close();
    QCOMPARE(m_connection->state(), RealtimeState::Idle);
    QVERIFY(m_closed->isEmpty());
    m_connection->close();
    QVERIFY(m_closed->wait());
    QTRY_COMPARE(peer(0)->closeCode(), 1000);
    m_connection->close();
    QVERIFY(!m_closed->wait(20));
    QCOMPARE(m_closed->size(), 1);
    QVERIFY(m_errors->isEmpty());
}

void TestRealtime::sendsAgainAfterClose()
{
    accept();
    connectWith(options());
    m_connection->send(numbered(1));
    m_connection->close();
    QSignalSpy requests(m_server.get(), &ScriptedServer::requestArrived);
    QVERIFY(!requests.wait(50));
    m_connection->send(numbered(2));
    QTRY_COMPARE(heard(0), 1);
    m_connection->close();
    m_connection->send(numbered(3));
    QTRY_COMPARE(heard(1), 1);
    QCOMPARE(peer(1)->seen().first(), frame(3));
}

void TestRealtime::sharesByKey()
{
    accept();
    RealtimeOptions with = options();
    with.connectionKey = QStringLiteral("canvas");
    connectWith(with);
    m_connection->send(numbered(1));
    QTRY_COMPARE(heard(0), 1);
    auto another =
        m_client->realtime().connect(*EndpointId::parse(QStringLiteral("owner/app")), with);
    QVERIFY(another);
    std::unique_ptr<RealtimeConnection> second = std::move(*another);
    QSignalSpy results(second.get(), &RealtimeConnection::resultArrived);
    QCOMPARE(second->state(), RealtimeState::Active);
    second->send(numbered(2));
    QTRY_COMPARE(heard(0), 2);
    peer(0)->sendBinary(frame(1).bytes);
    QVERIFY(results.wait());
    QVERIFY(m_results->isEmpty());
    second.reset();
    QVERIFY(peer(0)->isOpen());
    peer(0)->sendBinary(frame(2).bytes);
    QVERIFY(m_results->wait());
    m_connection.reset();
    QTRY_VERIFY(!peer(0)->isOpen());
}

void TestRealtime::jsonTextFrames()
{
    accept();
    RealtimeOptions with = options();
    with.encodeMessage = jsonEncodeMessage;
    connectWith(with);
    m_connection->send(numbered(1));
    QTRY_COMPARE(heard(0), 1);
    QCOMPARE(peer(0)->seen().first(), (SeenFrame{true, "{\"n\":1}"}));
}

void TestRealtime::cannotBeEncoded()
{
    accept();
    connectWith(options());
    m_connection->send(QCborValue(QCborTag(4711), 1));
    QVERIFY(m_errors->wait());
    QCOMPARE(error(0).kind, Error::Kind::Validation);
    m_connection->send(numbered(1));
    QTRY_COMPARE(heard(0), 1);
}

void TestRealtime::badOptions()
{
    const EndpointId endpoint = *EndpointId::parse(QStringLiteral("owner/app"));
    for (const int buffering : {0, 61, -1}) {
        RealtimeOptions with = options();
        with.maxBuffering = buffering;
        const auto connection = m_client->realtime().connect(endpoint, with);
        QVERIFY(!connection);
        QVERIFY(connection.error().message.contains(QLatin1String("maxBuffering")));
    }
    RealtimeOptions with = options();
    with.path = QStringLiteral("../tokens");
    QVERIFY(!m_client->realtime().connect(endpoint, with));
    with = options();
    with.openTimeout = milliseconds(0);
    QVERIFY(!m_client->realtime().connect(endpoint, with));
    QVERIFY(!m_client->realtime().connect({}, options()));
}

void TestRealtime::noProxy()
{
    FalTransport::Options transport;
    transport.environment = *FalEnvironment::throughProxy(m_server->url("/api/fal/proxy"));
    FalClient client(transport);
    const auto connection =
        client.realtime().connect(*EndpointId::parse(QStringLiteral("owner/app")), options());
    QVERIFY(!connection);
    QVERIFY(connection.error().message.contains(QLatin1String("proxy")));
}

void TestRealtime::theKeyStaysAtHome()
{
    // A provider's token opens the socket: the key is not for it.
    class Given final : public TokenCall
    {
    public:
        explicit Given(QObject *parent)
            : TokenCall(parent)
        {
            succeedWith(Secret("jwt"));
        }
    };
    accept();
    RealtimeOptions with = options();
    with.tokenProvider = [](const QString &, QObject *parent) { return new Given(parent); };
    connectWith(with);
    m_connection->send(numbered(1));
    QTRY_COMPARE(heard(0), 1);
    QCOMPARE(m_server->seen().size(), 1);
    for (const auto &[name, value] : m_server->seen().first().headers)
        QVERIFY(!value.contains("secret"));
}

void TestRealtime::deletedInEverySignal_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<bool>("all");
    for (const bool all : {false, true}) {
        for (int signal = 0; signal < 8; ++signal)
            QTest::addRow("signal %d, %s", signal, all ? "client" : "connection") << signal << all;
    }
}

void TestRealtime::deletedInEverySignal()
{
    QFETCH(int, signal);
    QFETCH(bool, all);
    accept();
    RealtimeOptions with = options();
    connectWith(with);
    RealtimeConnection *connection = m_connection.get();
    const auto end = [this, all] {
        if (all)
            m_client.reset();
        m_connection.reset();
    };
    const auto endAt = [this, end](RealtimeState wanted) {
        return [this, end, wanted](RealtimeState state) {
            if (m_connection && state == wanted)
                end();
        };
    };
    switch (signal) {
    case 0:
        connect(connection, &RealtimeConnection::opened, this, end);
        break;
    case 1:
        connect(connection, &RealtimeConnection::closed, this, end);
        break;
    case 2:
        connect(connection, &RealtimeConnection::resultArrived, this, end);
        break;
    case 3:
        connect(connection, &RealtimeConnection::errorArrived, this, end);
        break;
    case 4:
        connect(connection, &RealtimeConnection::metaArrived, this, end);
        break;
    case 5:
        connect(connection, &RealtimeConnection::stateChanged, this,
                endAt(RealtimeState::Authenticating));
        break;
    case 6:
        connect(connection, &RealtimeConnection::stateChanged, this,
                endAt(RealtimeState::Connecting));
        break;
    case 7:
        connect(connection, &RealtimeConnection::stateChanged, this, endAt(RealtimeState::Waiting));
        break;
    default:
        QFAIL("no such signal");
    }
    connect(m_server.get(), &ScriptedServer::peerConnected, this, [](ScriptedPeer *peer) {
        connect(peer, &ScriptedPeer::frameArrived, peer, [peer] {
            peer->sendText("{\"type\":\"x-fal-message\"}");
            peer->sendBinary(frame(1).bytes);
            peer->sendText("not json");
            peer->close(1011);
        });
    });
    m_connection->send(numbered(1));
    QTRY_VERIFY(!m_connection);
}

void TestRealtime::outlivesItsClient()
{
    accept();
    connectWith(options());
    m_connection->send(numbered(1));
    QTRY_COMPARE(heard(0), 1);
    m_client.reset();
    QCOMPARE(m_connection->state(), RealtimeState::Idle);
    m_connection->send(numbered(2));
    m_connection->open();
    m_connection->close();
    QTRY_VERIFY(!peer(0)->isOpen());
    QVERIFY(m_closed->isEmpty());
}

void TestRealtime::manyMessagesInABurst()
{
    accept();
    connectWith(options());
    m_connection->open();
    QVERIFY(m_opened->wait());
    const QByteArray picture =
        *encodeMsgpack(QCborMap{{QStringLiteral("content"), QByteArray(50 * 1024, '\7')}});
    for (int n = 0; n < 100; ++n)
        peer(0)->sendBinary(picture);
    QTRY_COMPARE(m_results->size(), 100);
}

QTEST_GUILESS_MAIN(TestRealtime)
#include "tst_realtime.moc"
