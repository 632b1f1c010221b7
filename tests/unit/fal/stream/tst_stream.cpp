#include "core/base/json.h"
#include "core/fal/falclient.h"
#include "core/fal/stream/formencoding.h"
#include "core/fal/stream/streamcall.h"
#include "core/fal/stream/streamevents.h"
#include "tests/support/scriptedserver.h"

#include <QJsonArray>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <functional>
#include <memory>

using namespace peregrine;
using namespace peregrine::test;
using namespace std::chrono_literals;

namespace {

constexpr const char *path = "/fal.run/local/paint/stream";
const QByteArray key = "id-5f2c:secret-91ab-0123456789";
const QJsonObject input{{QStringLiteral("prompt"), QStringLiteral("x")}};

EndpointId paint()
{
    return *EndpointId::parse(QStringLiteral("local/paint"));
}

ScriptedAnswer events(const QByteArray &body)
{
    return ScriptedAnswer::ok(body, "text/event-stream; charset=utf-8").withoutLength();
}

} // namespace

Q_DECLARE_METATYPE(peregrine::test::ScriptedAnswer)
Q_DECLARE_METATYPE(peregrine::Error::Kind)

/// What models, servers and the way to them can do to a stream.
class TestStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void ends_data();
    void ends();
    void badEventInTheMiddle();
    void errorInTheMiddle();
    void workflow();
    void workflowError();
    void errorPayloads_data();
    void errorPayloads();
    void jsonBody();
    void tooManyBytes();
    void connectionIsTriedAgain();
    void keyStaysHere();
    void keyIsHidden();
    void noToken();
    void optionsAreCheckedFirst();
    void queryParameters();
    void commentsAreSignsOfLife();
    void streamsHoldUpNothing();
    void deletedFromEachSignal();
    void deletedAtAnyMoment();
    void clientDeletedUnderneath();

private:
    struct Ending
    {
        bool succeeded = false;
        Error error;
        ModelOutput value;
        QByteArray bytes;
        QJsonArray data;
        int skipped = 0;
    };

    void makeClient(std::optional<std::chrono::milliseconds> patience = {});
    StreamCall *stream(const StreamOptions &options = {})
    {
        return m_client->stream().stream(paint(), input, options);
    }
    Ending end(StreamCall *call);

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalClient> m_client;
};

void TestStream::init()
{
    m_client.reset();
    m_server = std::make_unique<ScriptedServer>();
    makeClient();
}

void TestStream::makeClient(std::optional<std::chrono::milliseconds> patience)
{
    FalTransport::Options options;
    options.environment = *FalEnvironment::atBase(m_server->url({}));
    options.key = Secret(key);
    options.firstRetryDelay = 1ms;
    options.patience = patience;
    m_client = std::make_unique<FalClient>(options);
}

TestStream::Ending TestStream::end(StreamCall *call)
{
    Ending ending;
    QSignalSpy succeeded(call, &FalReply::succeeded);
    QSignalSpy failed(call, &FalReply::failed);
    QSignalSpy finished(call, &FalReply::finished);
    connect(call, &StreamCall::dataArrived, this,
            [&ending](const QJsonValue &data) { ending.data.append(data); });
    connect(call, &StreamCall::eventSkipped, this, [&ending] { ++ending.skipped; });
    connect(call, &FalReply::finished, this, [&ending, call] {
        ending.value = call->partial();
        ending.bytes = call->bytes();
    });
    if (!finished.wait(20'000) || succeeded.size() + failed.size() != 1)
        qFatal("a stream did not end once");
    ending.succeeded = !succeeded.isEmpty();
    if (!failed.isEmpty())
        ending.error = failed.first().first().value<Error>();
    return ending;
}

void TestStream::ends_data()
{
    using Kind = Error::Kind;
    QTest::addColumn<ScriptedAnswer>("answer");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<bool>("maybeDelivered");
    QTest::addColumn<int>("events");

    const QByteArray good = "data: {\"n\":1}\n\ndata: {\"n\":2}\n\n";
    QTest::newRow("hangs up") << ScriptedAnswer::hangUp() << Kind::Network << true << 0;
    QTest::newRow("breaks in the middle")
        << ScriptedAnswer::ok(good, "text/event-stream").contentLength(1000) << Kind::Network
        << true << 2;
    QTest::newRow("chunks break off")
        << ScriptedAnswer::ok(good, "text/event-stream").chunked(7).dropAfter(good.size())
        << Kind::Network << true << 2;
    QTest::newRow("half a head") << ScriptedAnswer::raw("HTTP/1.1 200 OK\r\nContent-Ty")
                                 << Kind::Network << true << 0;
    QTest::newRow("no HTTP") << ScriptedAnswer::raw("SSH-2.0-OpenSSH\r\n\r\n") << Kind::Network
                             << true << 0;
    QTest::newRow("stalls at once") << events({}).stallAfter(0) << Kind::Timeout << true << 0;
    QTest::newRow("stalls in the middle")
        << events(good + "data: ").keepOpen() << Kind::Timeout << true << 2;
    QTest::newRow("ends within an event")
        << events(good + "data: {\"n\":") << Kind::Malformed << false << 2;
    QTest::newRow("last event is no JSON")
        << events(good + "data: oops\n\n") << Kind::Malformed << false << 2;
    QTest::newRow("a line without an end")
        << events("data: " + QByteArray(33 * 1024 * 1024, 'x')) << Kind::Malformed << false << 0;
    QTest::newRow("error in the last event")
        << events(good + "data: {\"error\":\"out of paint\"}\n\n") << Kind::Server << false << 3;
    QTest::newRow("detail in the last event")
        << events(good
                  + "data: {\"detail\":[{\"loc\":[\"body\",\"prompt\"],\"msg\":\"bad\","
                    "\"type\":\"value_error\"}]}\n\n")
        << Kind::Validation << false << 3;
    QTest::newRow("error event is no JSON")
        << events(good + "event: error\ndata: oops\n\n" + good) << Kind::Server << false << 2;
    QTest::newRow("401") << ScriptedAnswer::status(401, "{\"detail\":\"no\"}") << Kind::Unauthorized
                         << false << 0;
    QTest::newRow("429") << ScriptedAnswer::status(429, "{\"detail\":\"no\"}") << Kind::RateLimited
                         << false << 0;
    QTest::newRow("endless refusal")
        << ScriptedAnswer::status(500, QByteArray(2 * 1024 * 1024, 'x')) << Kind::Server << false
        << 0;
    QTest::newRow("redirect") << ScriptedAnswer::redirect("/elsewhere", 307) << Kind::Malformed
                              << false << 0;
}

void TestStream::ends()
{
    QFETCH(ScriptedAnswer, answer);
    QFETCH(Error::Kind, kind);
    QFETCH(bool, maybeDelivered);
    QFETCH(int, events);
    makeClient(1s);
    m_server->on(path, answer);
    const Ending ending = end(stream());
    QVERIFY(!ending.succeeded);
    QCOMPARE(ending.error.kind, kind);
    QCOMPARE(ending.error.maybeDelivered, maybeDelivered);
    QVERIFY(!ending.error.message.isEmpty());
    QVERIFY(!ending.error.message.contains(QLatin1String("91ab")));
    // What came is there to read, and the POST left once.
    QCOMPARE(ending.data.size(), events);
    if (events > 0)
        QCOMPARE(ending.value.data, ending.data.last());
    QCOMPARE(m_server->seen().size(), 1);
}

void TestStream::badEventInTheMiddle()
{
    m_server->on(path,
                 events("data: {\"n\":1}\n\ndata: {{\n\ndata: \xFF\n\ndata: \"\xE7\x8B\xFF\"\n\n"
                        "data: {\"n\":2}\n\ndata: [DONE]\n\n"));
    const Ending ending = end(stream());
    QVERIFY(ending.succeeded);
    QCOMPARE(ending.skipped, 2);
    QCOMPARE(ending.data.size(), 3);
    QVERIFY(ending.data.at(1).toString().contains(QChar::ReplacementCharacter));
    QCOMPARE(ending.value.data[QLatin1String("n")].toInt(), 2);
}

void TestStream::errorInTheMiddle()
{
    // A payload that looks like an error is one only when nothing comes after it.
    m_server->on(path, events("data: {\"error\":\"retrying\"}\n\ndata: {\"n\":2}\n\n"));
    const Ending ending = end(stream());
    QVERIFY(ending.succeeded);
    QCOMPARE(ending.data.size(), 2);
}

void TestStream::workflow()
{
    m_server->on(
        "/fal.run/workflows/me/flow/stream",
        events("data: {\"type\":\"submit\",\"node_id\":\"a\",\"app_id\":\"x\","
               "\"request_id\":\"r\"}\n\n"
               "data: {\"type\":\"output\",\"output\":{\"n\":1}}\n\n"
               "data: {\"type\":\"completion\",\"node_id\":\"a\",\"output\":{\"n\":2}}\n\n"));
    const Ending ending = end(
        m_client->stream().stream(*EndpointId::parse(QStringLiteral("workflows/me/flow")), input));
    QVERIFY(ending.succeeded);
    QCOMPARE(ending.data.size(), 3);
    QCOMPARE(ending.value.data, QJsonValue(QJsonObject{{QStringLiteral("n"), 1}}));
}

void TestStream::workflowError()
{
    m_server->on("/fal.run/workflows/me/flow/stream",
                 events("data: {\"type\":\"error\",\"node_id\":\"upscale\",\"message\":\"no\","
                        "\"error\":{\"status\":422,\"body\":{\"detail\":[{\"loc\":[\"body\","
                        "\"scale\"],\"msg\":\"too much\",\"type\":\"less_than_equal\"}]}}}\n\n"));
    const Ending ending = end(
        m_client->stream().stream(*EndpointId::parse(QStringLiteral("workflows/me/flow")), input));
    QVERIFY(!ending.succeeded);
    QCOMPARE(ending.error.kind, Error::Kind::Validation);
    QCOMPARE(ending.error.fields.size(), 1);
    QVERIFY(ending.error.message.contains(QLatin1String("upscale")));
}

void TestStream::errorPayloads_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("isError");
    QTest::newRow("text") << QByteArray("{\"error\":\"x\"}") << true;
    QTest::newRow("beside an output") << QByteArray("{\"output\":\"\",\"error\":\"x\"}") << true;
    QTest::newRow("object") << QByteArray("{\"error\":{\"message\":\"x\"}}") << true;
    QTest::newRow("detail") << QByteArray("{\"detail\":\"x\",\"error_type\":\"y\"}") << true;
    QTest::newRow("null") << QByteArray("{\"output\":\"x\",\"error\":null}") << false;
    QTest::newRow("empty") << QByteArray("{\"output\":\"x\",\"error\":\"\"}") << false;
    QTest::newRow("a measure") << QByteArray("{\"error\":0.25}") << false;
    QTest::newRow("detail of an output")
        << QByteArray("{\"output\":\"x\",\"detail\":\"high\"}") << false;
    QTest::newRow("type only") << QByteArray("{\"type\":\"error\"}") << false;
    QTest::newRow("no object") << QByteArray("\"error\"") << false;
}

void TestStream::errorPayloads()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, isError);
    QCOMPARE(errorIn(*parseJson(json)).has_value(), isError);
}

void TestStream::jsonBody()
{
    // A server without a stream for this model answers in one piece.
    m_server->on(path, ScriptedAnswer::ok("{\"n\":1}", "application/json"));
    const Ending good = end(stream());
    QVERIFY(good.succeeded);
    QCOMPARE(good.value.data[QLatin1String("n")].toInt(), 1);
    init();
    m_server->on(path, ScriptedAnswer::ok("{\"n\":", "application/json"));
    QCOMPARE(end(stream()).error.kind, Error::Kind::Malformed);
}

void TestStream::tooManyBytes()
{
    m_server->on(path, ScriptedAnswer::ok(QByteArray(StreamCall::maxBytes + 1, 'x'), "audio/mpeg"));
    const Ending ending = end(stream());
    QCOMPARE(ending.error.kind, Error::Kind::Malformed);
    QVERIFY(ending.bytes.size() <= StreamCall::maxBytes);
}

void TestStream::connectionIsTriedAgain()
{
    // Nobody listens for a while: the request cannot have arrived.
    const quint16 port = m_server->serverPort();
    m_server->close();
    StreamCall *call = stream();
    QTimer::singleShot(0, m_server.get(), [this, port] {
        if (!m_server->listen(QHostAddress::LocalHost, port))
            qFatal("the port is taken");
        m_server->on(path, events("data: 1\n\n"));
    });
    const Ending ending = end(call);
    QVERIFY2(ending.succeeded, qPrintable(ending.error.message));
    QCOMPARE(m_server->seen().size(), 1);
}

void TestStream::keyStaysHere()
{
    ScriptedServer elsewhere;
    elsewhere.on("/x", events("data: 1\n\n"));
    for (const auto method : {FalRequest::Method::Post, FalRequest::Method::Get}) {
        m_server->on(path, ScriptedAnswer::redirect(elsewhere.url("/x").toEncoded(), 307));
        StreamOptions options;
        options.method = method;
        const Ending ending = end(stream(options));
        QCOMPARE(ending.error.kind, Error::Kind::Malformed);
    }
    QVERIFY(elsewhere.seen().isEmpty());
    QCOMPARE(m_server->seen().first().header("Authorization"), "Key " + key);
}

void TestStream::keyIsHidden()
{
    m_server->on(path, events("data: {\"seen\":\"Key " + key + "\"}\n\n"));
    const Ending ending = end(stream());
    QVERIFY(ending.succeeded);
    QVERIFY(!ending.value.data[QLatin1String("seen")].toString().contains(QLatin1String("91ab")));
}

void TestStream::noToken()
{
    StreamOptions options;
    options.connectionMode = StreamOptions::ConnectionMode::Client;
    m_server->on("/rest.fal.ai/tokens/", ScriptedAnswer::ok("{}", "application/json"));
    QCOMPARE(end(stream(options)).error.kind, Error::Kind::Malformed);
    options.tokenProvider = [](const QString &, QObject *) -> TokenCall * { return nullptr; };
    QCOMPARE(end(stream(options)).error.kind, Error::Kind::Unauthorized);
    QCOMPARE(m_server->seen().size(), 1);
}

void TestStream::optionsAreCheckedFirst()
{
    StreamOptions options;
    options.headers = {{"X-Bad", "a\r\nb: c"}};
    QCOMPARE(end(stream(options)).error.kind, Error::Kind::Validation);
    QVERIFY(m_server->seen().isEmpty());
}

void TestStream::queryParameters()
{
    m_server->on(path, events("data: 1\n\n"));
    StreamOptions options;
    options.queryParams = {{QStringLiteral("a b"), QStringLiteral("c&d=é+*")},
                           {QStringLiteral("a b"), QString()}};
    QVERIFY(end(stream(options)).succeeded);
    QCOMPARE(m_server->seen().first().target.split('?').last(),
             QByteArray("a+b=c%26d%3D%C3%A9%2B*&a+b="));
}

void TestStream::commentsAreSignsOfLife()
{
    makeClient(600ms);
    QList<QByteArray> pieces(8, ": still here\n\n");
    pieces.append("data: 1\n\n");
    m_server->on(path, events({}).drip(pieces, 150ms));
    QVERIFY(end(stream()).succeeded);
}

void TestStream::streamsHoldUpNothing()
{
    constexpr int count = 40;
    m_server->on(path, events("data: 1\n\n").keepOpen());
    QList<QPointer<StreamCall>> streams;
    int told = 0;
    for (int n = 0; n < count; ++n) {
        streams.append(stream());
        connect(streams.last(), &StreamCall::dataArrived, this, [&told] { ++told; });
    }
    QTRY_COMPARE_WITH_TIMEOUT(told, count, 20'000);
    m_server->on("/fal.run/local/paint", ScriptedAnswer::ok("{}", "application/json"));
    QSignalSpy succeeded(m_client->run().run(paint(), input), &FalReply::succeeded);
    QVERIFY(succeeded.wait());
    for (const auto &each : qAsConst(streams))
        each->cancel();
    QTRY_VERIFY(std::all_of(streams.cbegin(), streams.cend(),
                            [](const auto &each) { return each.isNull(); }));
}

void TestStream::deletedFromEachSignal()
{
    const auto tryWith = [this](const QByteArray &type,
                                const std::function<void(StreamCall *)> &connectTo) {
        init();
        m_server->on(path, ScriptedAnswer::ok("data: 1\n\ndata: {\n\ndata: 2", type));
        StreamCall *call = stream();
        QSignalSpy destroyed(call, &QObject::destroyed);
        connectTo(call);
        QVERIFY(destroyed.wait());
    };
    const QByteArray sse = "text/event-stream";
    tryWith(sse, [](StreamCall *s) { connect(s, &StreamCall::started, s, [s] { delete s; }); });
    tryWith(sse, [](StreamCall *s) { connect(s, &StreamCall::dataArrived, s, [s] { delete s; }); });
    tryWith(sse, [](StreamCall *s) {
        connect(s, &StreamCall::dataArrived, s, [s](const QJsonValue &data) {
            if (data.toInt() == 2)
                delete s;
        });
    });
    tryWith(sse,
            [](StreamCall *s) { connect(s, &StreamCall::eventSkipped, s, [s] { delete s; }); });
    tryWith(sse, [](StreamCall *s) { connect(s, &FalReply::succeeded, s, [s] { delete s; }); });
    tryWith(sse, [](StreamCall *s) { connect(s, &FalReply::finished, s, [s] { delete s; }); });
    tryWith("audio/mpeg",
            [](StreamCall *s) { connect(s, &StreamCall::bytesArrived, s, [s] { delete s; }); });
    tryWith("audio/mpeg",
            [](StreamCall *s) { connect(s, &StreamCall::bytesArrived, s, [s] { s->cancel(); }); });
}

void TestStream::deletedAtAnyMoment()
{
    for (int delay = 0; delay < 24; ++delay) {
        init();
        m_server->on(path, events({}).drip(QList<QByteArray>(6, "data: 1\n\n"), 1ms));
        StreamOptions options;
        if (delay % 2 == 1) {
            options.connectionMode = StreamOptions::ConnectionMode::Client;
            m_server->on("/rest.fal.ai/tokens/", ScriptedAnswer::ok("\"t\"", "application/json"));
        }
        const QPointer<StreamCall> call = stream(options);
        QTimer timer;
        timer.setSingleShot(true);
        QSignalSpy fired(&timer, &QTimer::timeout);
        timer.start(delay / 2);
        QVERIFY(fired.wait());
        delete call;
        QCoreApplication::sendPostedEvents();
    }
}

void TestStream::clientDeletedUnderneath()
{
    m_server->on(path, events("data: 1\n\n").keepOpen());
    const QPointer<StreamCall> call = stream();
    QSignalSpy data(call, &StreamCall::dataArrived);
    QVERIFY(data.wait());
    m_client.reset();
    QVERIFY(call.isNull());
}

QTEST_GUILESS_MAIN(TestStream)
#include "tst_stream.moc"
