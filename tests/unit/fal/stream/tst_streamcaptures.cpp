#include "core/fal/falclient.h"
#include "core/fal/stream/streamcall.h"
#include "tests/support/capture.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;

namespace {

EndpointId endpoint(const char *text)
{
    return *EndpointId::parse(QString::fromLatin1(text));
}

const QJsonObject hi{{QStringLiteral("prompt"), QStringLiteral("hi")}};
const QJsonObject one{{QStringLiteral("a"), 1}};

} // namespace

/// fal.stream against every recording of fal's JavaScript client: what is sent, and what is made of
/// the answers. Where we differ on purpose the test says how and why.
class TestStreamCaptures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void sse();
    void suffix();
    void noEvents();
    void unterminated();
    void utf8Split();
    void badJson();
    void errorEvent();
    void httpError();
    void refusalIsNotRepeated();
    void binary();
    void abort();
    void clientMode();
    void clientModeDefaultToken();

private:
    struct Ending
    {
        bool succeeded = false;
        ModelOutput value;
        Error error;
        QJsonArray data;
        QByteArray bytes;
        QByteArray contentType;
    };

    StreamCall *stream(const char *scenario, const char *id, const QJsonObject &input,
                       const StreamOptions &options = {})
    {
        m_capture = std::make_unique<Capture>(QString::fromLatin1(scenario), m_base);
        m_capture->script(*m_server);
        return m_client->stream().stream(endpoint(id), input, options);
    }
    /// Waits for the end. Returns what was told on the way, too.
    Ending end(StreamCall *call);
    /// fal's client sends Accept twice, which arrives as one value; we send what is meant, the
    /// newer one.
    void compare();

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalClient> m_client;
    std::unique_ptr<Capture> m_capture;
    QUrl m_base;
};

void TestStreamCaptures::init()
{
    m_client.reset();
    m_server = std::make_unique<ScriptedServer>();
    m_base = m_server->url({});
    FalTransport::Options options;
    options.environment = *FalEnvironment::atBase(m_base);
    options.key = Secret("test-key-id:test-key-secret");
    options.firstRetryDelay = std::chrono::milliseconds(1);
    m_client = std::make_unique<FalClient>(options);
}

TestStreamCaptures::Ending TestStreamCaptures::end(StreamCall *call)
{
    Ending ending;
    QSignalSpy succeeded(call, &FalReply::succeeded);
    QSignalSpy failed(call, &FalReply::failed);
    QSignalSpy finished(call, &FalReply::finished);
    QSignalSpy data(call, &StreamCall::dataArrived);
    connect(call, &FalReply::finished, this, [&ending, call] {
        ending.value = call->partial();
        ending.bytes = call->bytes();
        ending.contentType = call->contentType();
    });
    if (!finished.wait() || succeeded.size() + failed.size() != 1)
        qFatal("a stream did not end once");
    ending.succeeded = !succeeded.isEmpty();
    if (!failed.isEmpty())
        ending.error = failed.first().first().value<Error>();
    for (const QList<QVariant> &arguments : qAsConst(data))
        ending.data.append(arguments.first().value<QJsonValue>());
    return ending;
}

void TestStreamCaptures::compare()
{
    QList<SeenRequest> seen = m_server->seen();
    for (qsizetype n = 0; n < seen.size() && n < m_capture->requests().size(); ++n) {
        const auto &recorded = m_capture->requests().at(n).headers;
        for (auto &[name, value] : seen[n].headers) {
            if (name.toLower() != "accept")
                continue;
            QCOMPARE(value,
                     recorded.last().first == "accept"
                         ? recorded.last().second
                         : m_capture->requests().at(n).header("accept"));
            value = m_capture->requests().at(n).header("accept");
        }
    }
    const QString differences = m_capture->differences(seen);
    QVERIFY2(differences.isEmpty(), qPrintable(differences));
}

void TestStreamCaptures::sse()
{
    const Ending ending = end(stream("stream-sse", "fal-ai/any-llm", hi));
    QVERIFY(ending.succeeded);
    QCOMPARE(ending.data, m_capture->events(QStringLiteral("data")));
    QCOMPARE(ending.value.data, m_capture->outcome(0));
    QCOMPARE(QJsonValue(ending.value.request.toString()),
             m_capture->events(QStringLiteral("requestId")).first());
    compare();
    const SeenRequest &seen = m_server->seen().first();
    QCOMPARE(seen.header("Accept-Encoding"), QByteArray("identity"));
    QCOMPARE(seen.header("Cache-Control"), QByteArray("no-store"));
}

void TestStreamCaptures::suffix()
{
    const Ending ending = end(stream("stream-suffix", "owner/app/stream", hi));
    QVERIFY(ending.succeeded);
    QCOMPARE(ending.data, m_capture->events(QStringLiteral("data")));
    QCOMPARE(ending.value.data, m_capture->outcome(0));
    compare();
}

void TestStreamCaptures::noEvents()
{
    const Ending ending = end(stream("stream-no-events", "fal-ai/any-llm", hi));
    QVERIFY(ending.succeeded);
    QVERIFY(ending.value.data.isUndefined());
    QVERIFY(ending.data.isEmpty());
    compare();
}

void TestStreamCaptures::unterminated()
{
    // fal's client loses the last event without its blank line; it may be the result.
    const Ending ending = end(stream("stream-unterminated", "fal-ai/any-llm", hi));
    QVERIFY(ending.succeeded);
    QCOMPARE(m_capture->outcome(0)[QLatin1String("output")].toString(), QStringLiteral("a"));
    QCOMPARE(ending.value.data[QLatin1String("output")].toString(), QStringLiteral("b"));
    QCOMPARE(ending.data.size(), 2);
    compare();
}

void TestStreamCaptures::utf8Split()
{
    // fal's client damages a character that is split over two chunks.
    const Ending ending = end(stream("stream-utf8-split", "fal-ai/any-llm", hi));
    QVERIFY(ending.succeeded);
    QCOMPARE(ending.value.data[QLatin1String("output")].toString(), QString::fromUtf8("狐"));
    compare();
}

void TestStreamCaptures::badJson()
{
    // fal's client fails at "[DONE]"; we read on and have the whole result.
    const Ending ending = end(stream("stream-bad-json", "fal-ai/any-llm", hi));
    QVERIFY(ending.succeeded);
    QCOMPARE(ending.data.first(), m_capture->events(QStringLiteral("data")).first());
    QCOMPARE(ending.value.data[QLatin1String("output")].toString(), QStringLiteral("b"));
    compare();
}

void TestStreamCaptures::errorEvent()
{
    // fal's client takes an event called "error" for data and the result.
    const Ending ending = end(stream("stream-error-event", "fal-ai/any-llm", hi));
    QVERIFY(!ending.succeeded);
    QCOMPARE(ending.error.kind, Error::Kind::Server);
    QVERIFY(ending.error.message.contains(QLatin1String("boom")));
    QCOMPARE(ending.data.size(), 1);
    QCOMPARE(ending.value.data, m_capture->events(QStringLiteral("data")).first());
    compare();
}

void TestStreamCaptures::httpError()
{
    const Ending ending = end(stream("stream-http-error", "fal-ai/any-llm", hi));
    QVERIFY(!ending.succeeded);
    QCOMPARE(ending.error.kind, Error::Kind::Validation);
    QCOMPARE(ending.error.httpStatus, 422);
    const QJsonArray faults = m_capture->outcome(0)[QLatin1String("fieldErrors")].toArray();
    QCOMPARE(ending.error.fields.size(), faults.size());
    QCOMPARE(ending.error.fields.first().path, QStringList{QStringLiteral("num_images")});
    compare();
}

void TestStreamCaptures::refusalIsNotRepeated()
{
    const Ending ending = end(stream("stream-retry-503", "fal-ai/any-llm", hi));
    QVERIFY(!ending.succeeded);
    QCOMPARE(ending.error.httpStatus, 503);
    compare();
}

void TestStreamCaptures::binary()
{
    // fal's client has the last chunk as its result; we have every byte.
    StreamOptions options;
    options.accept = "audio/mpeg";
    StreamCall *call = stream("stream-binary", "fal-ai/any-llm", hi, options);
    QByteArray told;
    connect(call, &StreamCall::bytesArrived, this,
            [&told](const QByteArray &bytes) { told += bytes; });
    const Ending ending = end(call);
    QVERIFY(ending.succeeded);
    QCOMPARE(ending.bytes, QByteArray("\1\2\3\4\5\6"));
    QCOMPARE(told, ending.bytes);
    QCOMPARE(ending.contentType, QByteArray("audio/mpeg"));
    QVERIFY(ending.data.isEmpty());
    compare();
}

void TestStreamCaptures::abort()
{
    // fal's client resolves with what it has; we end as Canceled, with the same to read.
    StreamCall *call = stream("stream-abort", "owner/app", one);
    connect(call, &StreamCall::dataArrived, call, &FalReply::cancel);
    const Ending ending = end(call);
    QVERIFY(!ending.succeeded);
    QCOMPARE(ending.error.kind, Error::Kind::Canceled);
    QCOMPARE(ending.value.data, m_capture->outcome(0));
    QCOMPARE(ending.data, m_capture->events(QStringLiteral("data")));
    compare();
}

void TestStreamCaptures::clientMode()
{
    StreamOptions options;
    options.connectionMode = StreamOptions::ConnectionMode::Client;
    options.queryParams = {{QStringLiteral("a"), QStringLiteral("b")}};
    QString asked;
    options.tokenProvider = [this, &asked](const QString &app, QObject *parent) -> TokenCall * {
        asked = app;
        m_server->on("/rest.fal.ai/mine", ScriptedAnswer::ok("{}", "application/json"));
        FalRequest request;
        request.url = QUrl(QStringLiteral("https://rest.fal.ai/mine"));
        return new FalRequestCall<Secret>(
            m_client->transport(), request,
            [](const FalAnswer &) -> Expected<Secret, Error> { return Secret("test.jwt.token"); },
            parent);
    };
    const Ending ending = end(stream("stream-client-mode", "fal-ai/flux/dev", hi, options));
    QVERIFY(ending.succeeded);
    QCOMPARE(QJsonValue(asked),
             m_capture->events(QStringLiteral("tokenProvider called with")).first());
    // Our provider's own request is no part of the recording. The key does not go with a token.
    const SeenRequest &seen = m_server->seen().at(1);
    QCOMPARE(seen.target, m_capture->requests().first().target());
    QCOMPARE(seen.header("Authorization"), QByteArray());
    QCOMPARE(seen.header("Accept"), QByteArray("text/event-stream"));
    QCOMPARE(seen.body, m_capture->requests().first().body);
}

void TestStreamCaptures::clientModeDefaultToken()
{
    StreamOptions options;
    options.connectionMode = StreamOptions::ConnectionMode::Client;
    const Ending ending =
        end(stream("stream-client-mode-default-token", "fal-ai/flux/dev", hi, options));
    QVERIFY(ending.succeeded);
    QCOMPARE(ending.value.data, m_capture->outcome(0));
    compare();
}

QTEST_GUILESS_MAIN(TestStreamCaptures)
#include "tst_streamcaptures.moc"
