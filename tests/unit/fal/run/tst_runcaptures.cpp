#include "core/fal/falclient.h"
#include "tests/support/capture.h"

#include <QJsonArray>
#include <QJsonDocument>
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

QJsonObject input()
{
    return {{QStringLiteral("a"), 1}};
}

} // namespace

/// fal.run of fal's official client, scenario by scenario: our requests are the same, our readings
/// of the answers the same or, where it says why, better.
class TestRunCaptures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void basic();
    void subPath();
    void options();
    void get();
    void noInput();
    void credentials();
    void endpointIds();
    void responseKinds();
    void errors();
    void abort();

private:
    void replay(const char *scenario)
    {
        m_capture = std::make_unique<Capture>(QString::fromLatin1(scenario), m_base);
        m_capture->script(*m_server);
    }
    /// Waits for the call's end; true when it succeeded.
    bool ends(FalCall<ModelOutput> *call);
    bool runs(const EndpointId &id) { return ends(m_client->run().run(id, input())); }
    void compare(const QList<SeenRequest> &seen)
    {
        const QString differences = m_capture->differences(seen);
        QVERIFY2(differences.isEmpty(), qPrintable(differences));
    }

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalClient> m_client;
    std::unique_ptr<Capture> m_capture;
    QUrl m_base;
    ModelOutput m_output;
    Error m_error;
};

void TestRunCaptures::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_base = m_server->url({});
    FalTransport::Options options;
    options.environment = *FalEnvironment::atBase(m_base);
    options.key = Secret("test-key-id:test-key-secret");
    options.firstRetryDelay = std::chrono::milliseconds(1);
    m_client = std::make_unique<FalClient>(options);
}

void TestRunCaptures::cleanup()
{
    m_client.reset();
    m_server.reset();
}

bool TestRunCaptures::ends(FalCall<ModelOutput> *call)
{
    QSignalSpy failed(call, &FalReply::failed);
    QSignalSpy finished(call, &FalReply::finished);
    connect(call, &FalReply::succeeded, this, [this, call] { m_output = call->value(); });
    if (!finished.wait())
        qFatal("a call did not end");
    if (!failed.isEmpty())
        m_error = failed.first().first().value<Error>();
    return failed.isEmpty();
}

void TestRunCaptures::basic()
{
    replay("run-basic");
    const QJsonObject values{
        {QStringLiteral("prompt"), QString::fromUtf8("a red fox – 狐")},
        {QStringLiteral("seed"), 42},
        {QStringLiteral("guidance"), 3.5},
        {QStringLiteral("flags"), QJsonArray{true, QJsonValue(QJsonValue::Null)}}};
    QVERIFY(ends(m_client->run().run(endpoint("fal-ai/fast-sdxl"), values)));
    compare(m_server->seen());
    QCOMPARE(m_output.request.toString(), QStringLiteral("019b0000-1111-7222-8333-444455556666"));
    QCOMPARE(m_output.data.toObject().value(QStringLiteral("seed")).toInt(), 42);
}

void TestRunCaptures::subPath()
{
    replay("run-subpath");
    const QString url = m_capture->requests().first().url;
    const auto id = EndpointId::parse(QUrl(url).path());
    QVERIFY(id.hasValue());
    const QJsonObject body = QJsonDocument::fromJson(m_capture->requests().first().body).object();
    QVERIFY(ends(m_client->run().run(*id, body)));
    compare(m_server->seen());
}

void TestRunCaptures::options()
{
    replay("run-options");
    RunService::Options options;
    options.startTimeout = 30;
    options.objectLifecycle.expiresIn = ObjectLifecycle::secondsOf(QStringLiteral("1h"));
    options.objectLifecycle.initialAcl =
        ObjectLifecycle::Acl{ObjectLifecycle::Decision::Hide,
                             {{QStringLiteral("someone"), ObjectLifecycle::Decision::Allow}}};
    QVERIFY(ends(m_client->run().run(endpoint("fal-ai/fast-sdxl"),
                                     {{QStringLiteral("prompt"), QStringLiteral("x")}}, options)));
    compare(m_server->seen());
}

void TestRunCaptures::get()
{
    replay("run-get");
    RunService::Options options;
    options.method = RunService::Options::Method::Get;
    const QJsonObject values{{QStringLiteral("prompt"), QStringLiteral("a b&c")},
                             {QStringLiteral("n"), 2},
                             {QStringLiteral("list"), QJsonArray{1, 2}},
                             {QStringLiteral("nested"), QJsonObject{{QStringLiteral("x"), 1}}}};
    QVERIFY(ends(m_client->run().run(endpoint("owner/app"), values, options)));
    // No endpoint can make anything of "[object Object]": we send an object's JSON.
    QList<SeenRequest> seen = m_server->seen();
    QVERIFY(seen.first().target.contains("nested=%7B%22x%22%3A1%7D"));
    seen.first().target.replace("%7B%22x%22%3A1%7D", "%5Bobject+Object%5D");
    compare(seen);
}

void TestRunCaptures::noInput()
{
    replay("run-no-input");
    QVERIFY(ends(m_client->run().runWithoutInput(endpoint("owner/app"), {})));
    QVERIFY(ends(m_client->run().run(endpoint("owner/app"), QJsonObject())));
    compare(m_server->seen());
    QCOMPARE(m_server->seen().at(0).body, QByteArray());
    QCOMPARE(m_server->seen().at(0).header("Content-Length"), QByteArray("0"));
    QCOMPARE(m_server->seen().at(1).body, QByteArray("{}"));
}

void TestRunCaptures::credentials()
{
    replay("run-credentials");
    for (const CapturedRequest &request : m_capture->requests()) {
        m_client->transport().setKey(Secret(request.header("Authorization").mid(4)));
        QVERIFY(runs(endpoint("owner/app")));
    }
    compare(m_server->seen());
    QVERIFY(m_server->seen().first().header("Authorization").isEmpty());
}

void TestRunCaptures::endpointIds()
{
    replay("run-endpoint-ids");
    // As in the recording; ids with slashes too many are normalised first, and an address is only
    // taken for the id in it: fal's client sends //, a trailing / and to the queue's host.
    const QList<std::pair<const char *, QByteArray>> ids{
        {"fal-ai/flux", "/fal.run/fal-ai/flux"},
        {"fal-ai/flux/", "/fal.run/fal-ai/flux"},
        {"fal-ai/flux//dev", "/fal.run/fal-ai/flux/dev"},
        {"/fal-ai/flux", "/fal.run/fal-ai/flux"},
        {"workflows/owner/name", "/fal.run/workflows/owner/name"},
        {"workflows/owner/name/sub", "/fal.run/workflows/owner/name/sub"},
        {"comfy/owner/name", "/fal.run/comfy/owner/name"},
        {"110602490-fast-sdxl", "/fal.run/110602490/fast-sdxl"},
        {"https://fal.run/fal-ai/flux", "/fal.run/fal-ai/flux"},
        {"https://queue.fal.run/fal-ai/flux/", "/fal.run/fal-ai/flux"},
    };
    for (const auto &[id, target] : ids) {
        const qsizetype n = m_server->seen().size();
        runs(endpoint(id));
        QCOMPARE(m_server->seen().at(n).target, target);
    }
    QSet<QByteArray> ours;
    for (const SeenRequest &seen : m_server->seen())
        ours.insert(seen.target);
    for (const CapturedRequest &recorded : m_capture->requests()) {
        const QByteArray target = recorded.target();
        const bool odd =
            target.endsWith('/') || target.contains("//") || target.startsWith("/queue.");
        QVERIFY2(odd || ours.contains(target), target.constData());
    }
    // fal's client glues this on and sends the key along; we refuse before anything is sent.
    QVERIFY(!EndpointId::parse(QStringLiteral("https://example.com/fal-ai/flux")).hasValue());
    QVERIFY(!EndpointId::parse(QStringLiteral("single")).hasValue());
}

void TestRunCaptures::responseKinds()
{
    replay("run-response-kinds");
    const EndpointId app = endpoint("owner/app");
    QVERIFY(runs(app));
    QCOMPARE(m_output.data, QJsonValue(QStringLiteral("text")));
    QVERIFY(!m_output.request.isEmpty());
    QVERIFY(runs(app));
    QCOMPARE(m_output.data, QJsonValue(QStringLiteral("<p>hi</p>")));
    QVERIFY(runs(app));
    QCOMPARE(m_output.bytes, QByteArray::fromHex("000102ff"));
    QCOMPARE(m_output.contentType, QByteArray("application/octet-stream"));
    QVERIFY(m_output.data.isNull());
    // fal's client decodes a picture as UTF-8 and breaks it.
    QVERIFY(runs(app));
    QCOMPARE(m_output.bytes, QByteArray::fromHex("89504e47"));
    QCOMPARE(m_output.contentType, QByteArray("image/png"));
    QVERIFY(runs(app));
    QCOMPARE(m_output.data, QJsonValue(QStringLiteral("no content type")));
    QVERIFY(runs(app));
    QCOMPARE(m_output.data, QJsonValue(QString()));
    QVERIFY(!runs(app));
    QCOMPARE(m_error.kind, Error::Kind::Malformed);
    QVERIFY(!runs(app));
    QCOMPARE(m_error.kind, Error::Kind::Malformed);
    QVERIFY(runs(app));
    QCOMPARE(m_output.data, QJsonValue(QStringLiteral("data: {\"a\":1}\n\n")));
    compare(m_server->seen());
}

void TestRunCaptures::errors()
{
    using Kind = Error::Kind;
    replay("run-errors");
    const auto fails = [this](int status, Kind kind, const char *words) {
        if (runs(endpoint("owner/app")))
            qFatal("an error was taken for an output");
        QCOMPARE(m_error.httpStatus, status);
        QCOMPARE(m_error.kind, kind);
        QVERIFY2(m_error.message.contains(QLatin1String(words)), qPrintable(m_error.message));
    };
    fails(400, Kind::Server, "Bad request");
    QCOMPARE(m_error.type, QStringLiteral("bad_request"));
    QCOMPARE(m_error.request.toString(), QStringLiteral("019b0000-1111-7222-8333-444455556666"));
    fails(401, Kind::Unauthorized, "invalid key credentials");
    fails(403, Kind::Forbidden, "Cannot access application");
    fails(404, Kind::NotFound, "Application \"app\" not found");
    fails(422, Kind::Validation, "num_images");
    QCOMPARE(m_error.fields.size(), 2);
    QCOMPARE(m_error.fields.at(0).message, QStringLiteral("It must be at most 4."));
    QCOMPARE(m_error.fields.at(0).context.value(QStringLiteral("le")).toInt(), 4);
    QCOMPARE(m_error.fields.at(1).path, QStringList{QStringLiteral("prompt")});
    fails(422, Kind::Validation, "Unprocessable");
    QCOMPARE(m_error.fields.first().type, QStringLiteral("value_error"));
    fails(422, Kind::Validation, "custom message");
    fails(500, Kind::Server, "Internal Server Error");
    fails(500, Kind::Server, "boom");
    // fal's client loses the status of this one.
    fails(400, Kind::Server, "HTTP 400");
    fails(504, Kind::Timeout, "did not start");
    QVERIFY(!m_error.maybeDelivered);
    fails(408, Kind::Timeout, "timeout");
    QVERIFY(m_error.maybeDelivered);
    fails(409, Kind::Server, "conflict");
    compare(m_server->seen());
}

void TestRunCaptures::abort()
{
    m_capture = std::make_unique<Capture>(QStringLiteral("run-abort"), m_base);
    m_server->on("/fal.run/owner/app", ScriptedAnswer::ok("{}", "application/json").stallAfter(0));
    FalCall<ModelOutput> *call = m_client->run().run(endpoint("owner/app"), input());
    QTRY_COMPARE(m_server->seen().size(), 1);
    QMetaObject::invokeMethod(call, &FalReply::cancel, Qt::QueuedConnection);
    QVERIFY(!ends(call));
    QCOMPARE(m_error.kind, Error::Kind::Canceled);
    compare(m_server->seen());
}

QTEST_GUILESS_MAIN(TestRunCaptures)
#include "tst_runcaptures.moc"
