#include "core/fal/falclient.h"
#include "core/fal/realtime/msgpack.h"
#include "core/fal/realtime/realtimecodec.h"
#include "core/fal/realtime/realtimeconnection.h"
#include "tests/support/capture.h"
#include "tests/unit/fal/realtime/recordedvalue.h"

#include <QCborMap>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace peregrine;
using namespace peregrine::test;
using std::chrono::milliseconds;

namespace {

constexpr char tokenPath[] = "/rest.fal.ai/tokens/";

/// What a recording does not say about itself, and where we differ from it on purpose.
struct Scenario
{
    const char *name;
    const char *endpoint = "fal-ai/fast-lcm-diffusion";
    /// How often errorArrived() is told to come; the recording's onError unless a reason says more.
    int errors = 0;
    /// Why that is another number.
    const char *reason = "";
    /// Tokens of a provider, "jwt-1" and so on, or this one.
    const char *providedToken = nullptr;
};

const QList<Scenario> scenarios{
    {"realtime-basic", "fal-ai/fast-lcm-diffusion", 4,
     "a message with status error is told, which fal's client drops"},
    {"realtime-connect-failure", "fal-ai/fast-lcm-diffusion", 1,
     "one failure is told once, not as an error and as a close"},
    {"realtime-custom-codec"},
    {"realtime-encoding"},
    {"realtime-queue-latest-wins"},
    {"realtime-reconnect", "fal-ai/fast-lcm-diffusion", 2,
     "a close with 1000 that loses an answer is told; between, we open by ourselves"},
    {"realtime-throttle"},
    {"realtime-token-failure", "fal-ai/fast-lcm-diffusion", 1,
     "fal's client does not tell that it has no token"},
    {"realtime-token-provider", "fal-ai/flux/dev", 1, "", "jwt-"},
    {"realtime-token-shapes"},
    {"realtime-unauthorized"},
    {"realtime-url-legacy", "110602490-fast-sdxl"},
    {"realtime-url-max-buffering", "fal-ai/flux/dev"},
    {"realtime-url-namespace", "workflows/owner/name"},
    {"realtime-url-path", "fal-ai/flux"},
    {"realtime-url-suffix", "fal-ai/flux-2/klein/realtime"},
    {"realtime-url-token-escaping", "owner/app", 0, "", "a+b/c=d e"},
};

QJsonObject recording(const char *name)
{
    QFile file(QStringLiteral(PEREGRINE_TEST_DATA "/captures/%1.json").arg(QLatin1String(name)));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("there is no capture %s", name);
    return QJsonDocument::fromJson(file.readAll()).object();
}

QString text(const QJsonObject &step, const char *name)
{
    return step.value(QLatin1String(name)).toString();
}

SeenFrame frameOf(const QJsonObject &step)
{
    if (text(step, "kind") == QLatin1String("text"))
        return {true, text(step, "text").toUtf8()};
    return {false, QByteArray::fromHex(text(step, "hex").toLatin1())};
}

class Given final : public TokenCall
{
public:
    Given(const QByteArray &token, QObject *parent)
        : TokenCall(parent)
    {
        succeedWith(Secret(token));
    }
};

} // namespace

/// Plays every recording of fal's JavaScript client with ours: the program's steps, the server's
/// steps, and compares token requests, addresses, frames byte for byte, results and errors. The
/// recording's times are not kept; where one matters the steps themselves say what comes first.
class TestRealtimeCaptures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void plays_data();
    void plays();

private:
    [[nodiscard]] RealtimeOptions optionsOf(const Scenario &scenario);
    void playRun(const Scenario &scenario, const QJsonObject &run);
    void scriptTokens(const QJsonArray &requests);
    void compareTokens(const QJsonArray &requests);
    void appStep(const QJsonObject &step, const QJsonArray &later);
    void clientStep(const Scenario &scenario, const QJsonObject &step);
    void serverStep(const QJsonObject &step);
    [[nodiscard]] QList<SeenRequest> seen(const char *below) const;
    [[nodiscard]] ScriptedPeer *peerOf(const QJsonObject &step) const
    {
        return m_peers.value(step.value(QLatin1String("socket")).toInt());
    }

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalClient> m_client;
    std::unique_ptr<RealtimeConnection> m_connection;
    std::unique_ptr<QSignalSpy> m_results;
    std::unique_ptr<QSignalSpy> m_errors;
    QHash<int, ScriptedPeer *> m_peers;
    QHash<ScriptedPeer *, qsizetype> m_framesRead;
    QStringList m_provided;
    qsizetype m_providedRead = 0;
    qsizetype m_resultsRead = 0;
    int m_errorsRead = 0;
    /// The next frame belongs to a message that we cannot and shall not send.
    bool m_skipsFrame = false;
};

void TestRealtimeCaptures::init()
{
    m_server = std::make_unique<ScriptedServer>();
    FalTransport::Options options;
    options.environment = *FalEnvironment::atBase(m_server->url({}));
    options.key = Secret("test-key-id:test-key-secret");
    m_client = std::make_unique<FalClient>(options);
    m_peers.clear();
    m_framesRead.clear();
    m_provided.clear();
    m_providedRead = m_resultsRead = m_errorsRead = 0;
    m_skipsFrame = false;
}

void TestRealtimeCaptures::cleanup()
{
    m_connection.reset();
    m_client.reset();
    m_server.reset();
}

void TestRealtimeCaptures::plays_data()
{
    QTest::addColumn<int>("n");
    QTest::addColumn<int>("run");
    for (int n = 0; n < scenarios.size(); ++n) {
        const char *name = scenarios.at(n).name;
        const int runs =
            std::max(1, int(recording(name).value(QLatin1String("runs")).toArray().size()));
        for (int run = 0; run < runs; ++run)
            QTest::addRow("%s %d", name, run) << n << run;
    }
}

void TestRealtimeCaptures::plays()
{
    QFETCH(int, n);
    QFETCH(int, run);
    const QJsonObject whole = recording(scenarios.at(n).name);
    const QJsonArray runs = whole.value(QLatin1String("runs")).toArray();
    playRun(scenarios.at(n), runs.isEmpty() ? whole : runs.at(run).toObject());
}

RealtimeOptions TestRealtimeCaptures::optionsOf(const Scenario &scenario)
{
    const QByteArray name = scenario.name;
    RealtimeOptions options;
    options.connectionMode = RealtimeOptions::ConnectionMode::Client;
    if (name != "realtime-throttle")
        options.throttleInterval = milliseconds(0);
    // Long enough for the program's next step to come before we open by ourselves.
    options.reconnectDelay = milliseconds(100);
    if (name == "realtime-url-max-buffering")
        options.maxBuffering = 10;
    if (name == "realtime-url-path")
        options.path = QStringLiteral("/custom/ws");
    if (name == "realtime-custom-codec")
        options.encodeMessage = jsonEncodeMessage;
    if (name == "realtime-token-provider")
        options.tokenExpirationSeconds = std::chrono::seconds(1);
    if (scenario.providedToken != nullptr) {
        options.tokenProvider = [this, token = QByteArray(scenario.providedToken)](
                                    const QString &app, QObject *parent) {
            m_provided.append(app);
            return new Given(token.endsWith('-') ? token + QByteArray::number(m_provided.size())
                                                 : token,
                             parent);
        };
    }
    return options;
}

void TestRealtimeCaptures::scriptTokens(const QJsonArray &requests)
{
    for (const QJsonValue &request : requests) {
        const QJsonValue answer = request[QLatin1String("scripted_response")];
        QByteArray body =
            QJsonDocument(QJsonArray{answer[QLatin1String("json")]}).toJson(QJsonDocument::Compact);
        m_server->on(tokenPath,
                     ScriptedAnswer::status(answer[QLatin1String("status")].toInt(),
                                            body.mid(1, body.size() - 2)));
    }
}

void TestRealtimeCaptures::compareTokens(const QJsonArray &requests)
{
    const QList<SeenRequest> ours = seen(tokenPath);
    QCOMPARE(ours.size(), requests.size());
    for (qsizetype n = 0; n < ours.size(); ++n) {
        const QJsonValue recorded = requests.at(n);
        QCOMPARE(ours.at(n).method, recorded[QLatin1String("method")].toString().toUtf8());
        QCOMPARE(ours.at(n).target,
                 recorded[QLatin1String("url")].toString().toUtf8().mid(qsizetype(sizeof("https:/"))
                                                                        - 1));
        QCOMPARE(ours.at(n).body,
                 recorded[QLatin1String("body")][QLatin1String("text")].toString().toUtf8());
        const QJsonArray headers = recorded[QLatin1String("client_headers")].toArray();
        for (const QJsonValue &header : headers) {
            // Each client has a name of its own.
            const QByteArray name = header[0].toString().toUtf8();
            if (name.toLower() != "user-agent")
                QCOMPARE(ours.at(n).header(name), header[1].toString().toUtf8());
        }
    }
}

QList<SeenRequest> TestRealtimeCaptures::seen(const char *below) const
{
    QList<SeenRequest> found;
    std::copy_if(m_server->seen().begin(), m_server->seen().end(), std::back_inserter(found),
                 [below](const SeenRequest &request) { return request.target.startsWith(below); });
    return found;
}

void TestRealtimeCaptures::playRun(const Scenario &scenario, const QJsonObject &run)
{
    const QJsonArray requests = run.value(QLatin1String("requests")).toArray();
    const QJsonArray timeline = run.value(QLatin1String("timeline")).toArray();
    scriptTokens(requests);
    m_server->holdUpgrades();
    for (const QJsonValue &step : timeline) {
        if (step[QLatin1String("op")] != QJsonValue(QStringLiteral("open-socket")))
            continue;
        const QByteArray target =
            step[QLatin1String("url")].toString().toUtf8().mid(qsizetype(sizeof("wss:/")) - 1);
        if (QByteArray(scenario.name) == "realtime-connect-failure"
            && step[QLatin1String("socket")].toInt() == 1)
            m_server->on(target.split('?').first(), ScriptedAnswer::hangUp());
        else
            m_server->on(target.split('?').first(), ScriptedAnswer::upgrade());
    }
    auto connection = m_client->realtime().connect(
        *EndpointId::parse(QLatin1String(scenario.endpoint)), optionsOf(scenario));
    QVERIFY(connection);
    m_connection = std::move(*connection);
    m_results =
        std::make_unique<QSignalSpy>(m_connection.get(), &RealtimeConnection::resultArrived);
    m_errors = std::make_unique<QSignalSpy>(m_connection.get(), &RealtimeConnection::errorArrived);

    for (qsizetype n = 0; n < timeline.size() && !QTest::currentTestFailed(); ++n) {
        const QJsonObject step = timeline.at(n).toObject();
        const QString from = text(step, "from");
        QJsonArray later = timeline;
        for (qsizetype past = 0; past <= n; ++past)
            later.removeFirst();
        if (from == QLatin1String("app"))
            appStep(step, later);
        else if (from == QLatin1String("server"))
            serverStep(step);
        else
            clientStep(scenario, step);
        // Nothing in the recording says that fal's client could not get a token.
        if (QByteArray(scenario.name) == "realtime-token-failure" && n == 0)
            QTRY_COMPARE(m_errors->size(), 1);
    }
    compareTokens(requests);
    QTRY_COMPARE(m_errors->size(), scenario.errors);
    QCOMPARE(m_results->size(), m_resultsRead);
}

void TestRealtimeCaptures::appStep(const QJsonObject &step, const QJsonArray &later)
{
    const QString op = text(step, "op");
    if (op == QLatin1String("close")) {
        m_connection->close();
        return;
    }
    if (op != QLatin1String("send"))
        return;
    const auto value = recordedValue(step.value(QLatin1String("value")));
    if (!value) {
        // An ArrayBuffer, which the JavaScript encoder loses.
        m_skipsFrame = true;
        return;
    }
    // Its keys in the order in which they were sent.
    QCborValue message = *value;
    for (const QJsonValue &other : later) {
        if (other[QLatin1String("op")] != QJsonValue(QStringLiteral("frame")))
            continue;
        const auto sent = decodeMsgpack(frameOf(other.toObject()).bytes);
        if (sent && sent->isMap() && value->isMap()
            && sent->toMap().size() == value->toMap().size()) {
            message = inOrderOf(*sent, message);
            break;
        }
    }
    m_connection->send(message);
}

void TestRealtimeCaptures::clientStep(const Scenario &scenario, const QJsonObject &step)
{
    const QString op = text(step, "op");
    if (op == QLatin1String("open-socket")) {
        const int socket = step.value(QLatin1String("socket")).toInt();
        QTRY_COMPARE(int(seen("/fal.run/").size()), socket);
        QByteArray target = text(step, "url").toUtf8().mid(qsizetype(sizeof("wss:/")) - 1);
        // fal's client takes an object for a token; we read what is in it.
        target.replace("%5Bobject+Object%5D", "object.jwt");
        QCOMPARE(seen("/fal.run/").last().target, target);
    } else if (op == QLatin1String("frame")) {
        if (std::exchange(m_skipsFrame, false))
            return;
        ScriptedPeer *peer = peerOf(step);
        QVERIFY(peer != nullptr);
        const qsizetype n = m_framesRead[peer]++;
        QTRY_COMPARE(peer->seen().size(), n + 1);
        QCOMPARE(peer->seen().at(n).bytes, frameOf(step).bytes);
        QCOMPARE(peer->seen().at(n).isText, frameOf(step).isText);
    } else if (op == QLatin1String("onResult")) {
        const qsizetype n = m_resultsRead++;
        QTRY_VERIFY(m_results->size() > n);
        QCOMPARE(realtimeJson(m_results->at(n).first().value<QCborValue>()),
                 realtimeJson(*recordedValue(step.value(QLatin1String("value")))));
    } else if (op == QLatin1String("onError")) {
        m_errorsRead = std::min(m_errorsRead + 1, scenario.errors);
        QTRY_VERIFY(m_errors->size() >= m_errorsRead);
    } else if (op == QLatin1String("tokenProvider")) {
        const qsizetype n = m_providedRead++;
        QTRY_VERIFY(m_provided.size() > n);
        QCOMPARE(m_provided.at(n), text(step, "value"));
    } else if (op == QLatin1String("close")) {
        // Most recordings leave out the program's own step.
        m_connection->close();
        QTRY_VERIFY(!peerOf(step)->isOpen());
        QCOMPARE(peerOf(step)->closeCode(), 1000);
    } else {
        QFAIL(qPrintable(QStringLiteral("an unknown step: %1").arg(op)));
    }
}

void TestRealtimeCaptures::serverStep(const QJsonObject &step)
{
    const QString op = text(step, "op");
    if (op == QLatin1String("accept")) {
        const qsizetype before = m_server->peers().size();
        m_server->acceptHeld();
        m_server->holdUpgrades();
        QTRY_COMPARE(m_server->peers().size(), before + 1);
        m_peers.insert(step.value(QLatin1String("socket")).toInt(), m_server->peers().last());
    } else if (op == QLatin1String("frame")) {
        const SeenFrame frame = frameOf(step);
        if (frame.isText)
            peerOf(step)->sendText(frame.bytes);
        else
            peerOf(step)->sendBinary(frame.bytes);
        // The program's next message comes when this one has been read.
        if (frame.bytes.contains("Unauthorized"))
            QTRY_VERIFY(m_connection->state() != RealtimeState::Active);
    } else if (op == QLatin1String("close") && peerOf(step) != nullptr) {
        const int code = step.value(QLatin1String("code")).toInt();
        if (code == 1006)
            peerOf(step)->drop();
        else
            peerOf(step)->close(code, text(step, "reason").toUtf8());
        QTRY_VERIFY(m_connection->state() != RealtimeState::Active);
    }
}

QTEST_GUILESS_MAIN(TestRealtimeCaptures)
#include "tst_realtimecaptures.moc"
