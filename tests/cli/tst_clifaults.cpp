#include "tests/cli/cliprocess.h"
#include "tests/support/scriptedserver.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace peregrine::test;

namespace {

const QByteArray key = "id-5f2c91ab:secret-91ab77d0";
constexpr const char *submitPath = "/queue.fal.run/fal-ai/flux/dev";
constexpr const char *statusPath = "/queue.fal.run/fal-ai/flux/requests/r1/status";
constexpr const char *resultPath = "/queue.fal.run/fal-ai/flux/requests/r1";
constexpr const char *cancelPath = "/queue.fal.run/fal-ai/flux/requests/r1/cancel";
constexpr const char *runPath = "/fal.run/fal-ai/flux/dev";

ScriptedAnswer json(const QByteArray &body, int status = 200)
{
    ScriptedAnswer answer = ScriptedAnswer::status(status, body);
    answer.header("Content-Type", "application/json");
    return answer;
}

} // namespace

Q_DECLARE_METATYPE(peregrine::test::ScriptedAnswer)

/// What a server can do to the program, and what a person can: exit statuses, words, and the key in
/// none of them.
class TestCliFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void answers_data();
    void answers();
    void closedPort();
    void plainHttpElsewhereIsRefused();
    void badUsage_data();
    void badUsage();
    void interruptCancelsOnTheServer();
    void interruptWhileSubmittingWaitsForTheId();
    void terminalIsNotControlled();
    void resultNamesNoPath();
    void unusableOutputFolder();
    void schemaThatIsNone();
    void endlessModelList();
    void brokenCredentials();

private:
    CliResult at(QStringList arguments, const QByteArray &input = {}) const;
    [[nodiscard]] QStringList atServer(QStringList arguments) const;
    [[nodiscard]] qsizetype count(const QByteArray &method, const QByteArray &path) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<CliProcess> m_cli;
};

void TestCliFaults::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ScriptedServer>();
    m_cli = std::make_unique<CliProcess>(m_folder->path());
    m_cli->setVariable(QStringLiteral("FAL_KEY"), QString::fromLatin1(key));
}

QStringList TestCliFaults::atServer(QStringList arguments) const
{
    return arguments << QStringLiteral("--server") << m_server->url({}).toString();
}

CliResult TestCliFaults::at(QStringList arguments, const QByteArray &input) const
{
    const CliResult result = m_cli->run(atServer(std::move(arguments)), input);
    if (result.out.contains("secret-91ab77d0") || result.err.contains("secret-91ab77d0"))
        QTest::qFail(("the key is in the output: " + result.out + result.err).constData(), __FILE__,
                     __LINE__);
    return result;
}

qsizetype TestCliFaults::count(const QByteArray &method, const QByteArray &path) const
{
    const QList<SeenRequest> &seen = m_server->seen();
    return std::count_if(seen.cbegin(), seen.cend(), [&](const SeenRequest &request) {
        return request.method == method && request.target.split('?').first() == path;
    });
}

void TestCliFaults::answers_data()
{
    QTest::addColumn<ScriptedAnswer>("answer");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("kind");
    const auto row = [](const char *name, const ScriptedAnswer &answer, int status,
                        const char *kind) {
        QTest::newRow(name) << answer << status << QString::fromLatin1(kind);
    };
    row("401", json("{\"detail\":\"invalid key credentials\"}", 401), 3, "unauthorized");
    row("401 that repeats the key", json("{\"detail\":\"bad key " + key + "\"}", 401), 3,
        "unauthorized");
    row("403", json("{\"detail\":\"Not yours.\"}", 403), 3, "forbidden");
    row("locked", json("{\"detail\":\"User is locked.\"}", 403), 3, "locked");
    row("404", json("{\"detail\":\"Application \\\"flux\\\" not found\"}", 404), 1, "not_found");
    row("422",
        json("{\"detail\":[{\"loc\":[\"body\",\"prompt\"],\"msg\":\"Field required\",\"type\":"
             "\"missing\"}]}",
             422),
        1, "validation");
    row("500", json("{\"detail\":\"Internal Server Error\"}", 500), 1, "server");
    row("HTML", ScriptedAnswer::status(500, "<html>hello</html>"), 1, "server");
    row("broken JSON", json("{\"images\":"), 1, "malformed");
    row("hang up", ScriptedAnswer::hangUp(), 4, "network");
    row("dropped in the middle", json("{\"images\":[]}").dropAfter(5), 4, "network");
}

void TestCliFaults::answers()
{
    QFETCH(ScriptedAnswer, answer);
    QFETCH(int, status);
    QFETCH(QString, kind);
    m_server->on(runPath, answer);
    const QStringList arguments{QStringLiteral("run"), QStringLiteral("fal-ai/flux/dev"),
                                QStringLiteral("-i"), QStringLiteral("prompt:=\"a fox\"")};
    const CliResult text = at(arguments);
    QCOMPARE(text.status, status);
    QVERIFY(text.out.isEmpty());
    QVERIFY(!text.err.isEmpty());

    const CliResult told = at(arguments + QStringList(QStringLiteral("--json")));
    QCOMPARE(told.status, status);
    QCOMPARE(told.eventNames(), QStringList(QStringLiteral("error")));
    QCOMPARE(told.event(QStringLiteral("error")).value(QStringLiteral("kind")).toString(), kind);
    // A paid call leaves once for each press of Enter.
    QCOMPARE(count("POST", runPath), 2);
}

void TestCliFaults::closedPort()
{
    m_server->close();
    for (const char *command : {"run", "schema", "models"}) {
        QStringList arguments{QLatin1String(command)};
        if (arguments.first() != QLatin1String("models"))
            arguments << QStringLiteral("fal-ai/flux/dev");
        const CliResult result = at(arguments);
        QCOMPARE(result.status, 4);
        QVERIFY2(result.err.contains("127.0.0.1"), result.err.constData());
    }
}

void TestCliFaults::plainHttpElsewhereIsRefused()
{
    const CliResult result =
        m_cli->run({QStringLiteral("models"), QStringLiteral("--server"),
                    QStringLiteral("http://example.org"), QStringLiteral("--json")});
    QCOMPARE(result.status, 2);
    QVERIFY(result.event(QStringLiteral("error"))
                .value(QStringLiteral("message"))
                .toString()
                .contains(QLatin1String("https")));
}

void TestCliFaults::badUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("input");
    const auto row = [](const char *name, const QStringList &arguments,
                        const QByteArray &input = {}) {
        QTest::newRow(name) << arguments << input;
    };
    const QStringList run{QStringLiteral("run"), QStringLiteral("fal-ai/flux/dev")};
    const QStringList fromInput = run + QStringList{QStringLiteral("--input"), QStringLiteral("-")};
    row("no such command", {QStringLiteral("draw")});
    row("no endpoint", {QStringLiteral("run")});
    row("a server that is none",
        run + QStringList{QStringLiteral("--server"), QStringLiteral("x")});
    row("input is empty", fromInput);
    row("input is broken", fromInput, "{\"prompt\":");
    row("input is a list", fromInput, "[1,2]");
    row("input is nested without end", fromInput, QByteArray(1'000'000, '['));
    row("input is binary", fromInput, QByteArray(1000, '\0'));
    row("input is a folder", run + QStringList{QStringLiteral("--input"), QStringLiteral("/")});
    row("input is not there",
        run + QStringList{QStringLiteral("--input"), QStringLiteral("/no/such/file")});
    row("a value without a name", run + QStringList{QStringLiteral("-i"), QStringLiteral("=x")});
    row("a name that is a path",
        run + QStringList{QStringLiteral("-i"), QStringLiteral("../../x:=1")});
    row("a file that is not there",
        run + QStringList{QStringLiteral("-i"), QStringLiteral("image_url=@/no/such/file")});
    row("upload of a folder", {QStringLiteral("upload"), QStringLiteral("/")});
}

void TestCliFaults::badUsage()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, input);
    if (!arguments.contains(QStringLiteral("--server")))
        arguments = atServer(arguments);
    const CliResult result = m_cli->run(arguments, input);
    QCOMPARE(result.status, 2);
    QVERIFY(result.out.isEmpty());
    QVERIFY(!result.err.isEmpty());
    QVERIFY2(result.err.size() < 4000, "the message is huge");
    const CliResult told = m_cli->run(arguments + QStringList(QStringLiteral("--json")), input);
    QCOMPARE(told.status, 2);
    QCOMPARE(told.eventNames(), QStringList(QStringLiteral("error")));
    QCOMPARE(count("POST", runPath), 0);
}

void TestCliFaults::interruptCancelsOnTheServer()
{
    m_server->on(submitPath, json("{\"request_id\":\"r1\",\"queue_position\":3}"));
    m_server->on(statusPath, json("{\"status\":\"IN_QUEUE\",\"queue_position\":3}", 202));
    m_server->on(cancelPath, json("{\"status\":\"CANCELLATION_REQUESTED\"}", 202));
    const auto process =
        m_cli->start(atServer({QStringLiteral("subscribe"), QStringLiteral("fal-ai/flux/dev"),
                               QStringLiteral("--json")}));
    QVERIFY(QTest::qWaitFor([this] { return count("GET", statusPath) > 0; }, 30'000));
    CliProcess::interrupt(*process);
    const CliResult result = CliProcess::resultOf(*process);
    QCOMPARE(result.status, 5);
    QCOMPARE(count("PUT", cancelPath), 1);
    QCOMPARE(count("POST", submitPath), 1);
    const QStringList names = result.eventNames();
    QCOMPARE(names.first(), QStringLiteral("queued"));
    QVERIFY(!names.contains(QStringLiteral("completed")));
}

void TestCliFaults::interruptWhileSubmittingWaitsForTheId()
{
    // The server has the request and says nothing: only its answer could name what to cancel.
    m_server->on(submitPath, json("{\"request_id\":\"r1\"}").stallAfter(0));
    const auto process =
        m_cli->start(atServer({QStringLiteral("subscribe"), QStringLiteral("fal-ai/flux/dev")}));
    QVERIFY(QTest::qWaitFor([this] { return count("POST", submitPath) > 0; }, 30'000));
    CliProcess::interrupt(*process);
    QByteArray words;
    QVERIFY(QTest::qWaitFor(
        [&] {
            words += process->readAllStandardError();
            return words.contains("Ctrl+C");
        },
        30'000));
    QCOMPARE(process->state(), QProcess::Running);
    // A second one ends it at once.
    CliProcess::interrupt(*process);
    QCOMPARE(CliProcess::resultOf(*process).status, -1);
}

void TestCliFaults::terminalIsNotControlled()
{
    m_server->on(submitPath, json("{\"request_id\":\"r1\"}"));
    m_server->on(statusPath,
                 json("{\"status\":\"COMPLETED\",\"logs\":[{\"message\":\"\\u001b]0;mine\\u0007 "
                      "\\u009b2J step\"}]}"));
    m_server->on(resultPath, json("{\"detail\":\"\\u001b[2J no\"}", 500));
    const CliResult result = at(
        {QStringLiteral("subscribe"), QStringLiteral("fal-ai/flux/dev"), QStringLiteral("--logs")});
    QCOMPARE(result.status, 1);
    QVERIFY(result.err.contains("step"));
    QVERIFY2(!result.err.contains('\x1b') && !result.err.contains('\x07')
                 && !result.err.contains("\xc2\x9b"),
             result.err.toPercentEncoding().constData());
}

void TestCliFaults::resultNamesNoPath()
{
    m_server->on(
        runPath,
        json("{\"file\":{\"url\":\"" + m_server->url("/v3.fal.media/x").toEncoded()
             + "\",\"file_name\":\"../../../evil.txt\",\"content_type\":\"text/plain\"}}"));
    m_server->on("/v3.fal.media/x", ScriptedAnswer::ok("words", "text/plain"));
    const QString folder = m_folder->filePath(QStringLiteral("deep/down/out"));
    const CliResult result = at({QStringLiteral("run"), QStringLiteral("fal-ai/flux/dev"),
                                 QStringLiteral("--output"), folder, QStringLiteral("--json")});
    QCOMPARE(result.status, 0);
    const QString file = result.event(QStringLiteral("completed"))
                             .value(QStringLiteral("files"))
                             .toArray()
                             .first()
                             .toString();
    QVERIFY2(file.startsWith(folder + u'/'), qPrintable(file));
    // Results are fetched without the key.
    for (const SeenRequest &request : m_server->seen()) {
        if (request.target.contains("v3.fal.media"))
            QVERIFY(request.header("Authorization").isEmpty());
        else
            QCOMPARE(request.header("Authorization"), "Key " + key);
    }
}

void TestCliFaults::unusableOutputFolder()
{
    m_server->on(runPath, json("{\"text\":\"words\"}"));
    const CliResult result =
        at({QStringLiteral("run"), QStringLiteral("fal-ai/flux/dev"), QStringLiteral("--output"),
            QStringLiteral("/dev/null/out"), QStringLiteral("--json")});
    QCOMPARE(result.status, 2);
    // Told before anything is paid for.
    QCOMPARE(count("POST", runPath), 0);
}

void TestCliFaults::schemaThatIsNone()
{
    m_server->on("/fal.ai/api/openapi/queue/openapi.json", json("{\"paths\":7}"));
    const CliResult text = at({QStringLiteral("schema"), QStringLiteral("fal-ai/flux/dev")});
    QCOMPARE(text.status, 1);
    // Without a schema values are text, and the run goes on.
    m_server->on(runPath, json("{\"ok\":true}"));
    const CliResult run = at({QStringLiteral("run"), QStringLiteral("fal-ai/flux/dev"),
                              QStringLiteral("-i"), QStringLiteral("steps=3")});
    QCOMPARE(run.status, 0);
    QCOMPARE(m_server->seen().last().body, QByteArray(R"({"steps":"3"})"));
}

void TestCliFaults::endlessModelList()
{
    m_server->on(
        "/api.fal.ai/v1/models",
        json("{\"models\":[{\"endpoint_id\":\"a/b\"},7],\"next_cursor\":\"x\",\"has_more\":"
             "true}"));
    const CliResult result = at({QStringLiteral("models"), QStringLiteral("--json")});
    QCOMPARE(result.status, 0);
    QVERIFY(count("GET", "/api.fal.ai/v1/models") <= 3);
}

void TestCliFaults::brokenCredentials()
{
    m_cli->setVariable(QStringLiteral("FAL_KEY"), QStringLiteral("two words"));
    const CliResult broken = at({QStringLiteral("models"), QStringLiteral("--json")});
    QCOMPARE(broken.status, 3);
    QVERIFY(!broken.out.contains("two words") && !broken.err.contains("two words"));
    m_cli->setVariable(QStringLiteral("FAL_KEY"), QString());
    m_cli->setVariable(QStringLiteral("FAL_KEY_ID"), QStringLiteral("only"));
    QCOMPARE(at({QStringLiteral("models")}).status, 3);
}

QTEST_GUILESS_MAIN(TestCliFaults)
#include "tst_clifaults.moc"
