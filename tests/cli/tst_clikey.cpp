#include "tests/cli/cliprocess.h"
#include "tests/support/keyringsession.h"
#include "tests/support/scriptedserver.h"

#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace peregrine::test;

namespace {

const QByteArray keyId = "5f2c91ab-77d0-4e11";
const QByteArray keySecret = "91ab77d04c22f0a1b7";
const QByteArray key = keyId + ':' + keySecret;
constexpr const char *pricingPath = "/api.fal.ai/v1/models/pricing";
constexpr const char *runPath = "/fal.run/fal-ai/flux/dev";
constexpr const char *submitPath = "/queue.fal.run/fal-ai/flux/dev";

const QByteArray prices =
    "{\"prices\":[{\"endpoint_id\":\"fal-ai/flux/dev\",\"unit_price\":0.025,\"unit\":\"images\","
    "\"currency\":\"USD\"}],\"next_cursor\":null,\"has_more\":false}";

ScriptedAnswer json(const QByteArray &body, int status = 200)
{
    return ScriptedAnswer::status(status, body).header("Content-Type", "application/json");
}

/// Every form in which a part of the key could have been written down.
QList<QByteArray> tracesOfTheKey()
{
    QList<QByteArray> traces;
    for (const QByteArray &part : {key, keyId, keySecret}) {
        traces += {part, part.toHex(), part.toHex().toUpper(), part.toPercentEncoding()};
        // As text of two bytes a character, too.
        QByteArray wide;
        for (const char c : part)
            wide.append(c).append('\0');
        traces += wide;
        // What stands before a text shifts its base64; the first and last letters depend on it.
        for (const char *before : {"", "a", "ab"}) {
            const QByteArray base64 = (before + part).toBase64(QByteArray::OmitTrailingEquals);
            traces += base64.mid(4, base64.size() - 6);
        }
    }
    return traces;
}

/// What is found in the bytes; empty when nothing is.
QByteArray traceIn(const QByteArray &bytes)
{
    static const QList<QByteArray> traces = tracesOfTheKey();
    for (const QByteArray &trace : traces) {
        if (bytes.contains(trace))
            return trace;
    }
    return {};
}

} // namespace

/// The key on the command line: kept, tested, forgotten, and found in no byte of ours.
class TestCliKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void traceSearchFindsWhatItShould();
    void noFileHasTheKey();
    void refusedKeyIsNotKept();
    void untestedKey();
    void badInput_data();
    void badInput();
    void withoutAKeyStore();
    void forgets();
    void environmentComesFirst();
    void profilesHaveTheirOwnKeys();
    void testSaysWhatIsWrong();

private:
    void startSession();
    [[nodiscard]] CliResult at(QStringList arguments, const QByteArray &input = {});
    [[nodiscard]] bool sentTheKey() const;
    [[nodiscard]] static QString words(const CliResult &result)
    {
        return QString::fromUtf8(result.err);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<KeyringSession> m_session;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<CliProcess> m_cli;
    /// All that any run has written to its standard output and error.
    QByteArray m_written;
};

void TestCliKey::init()
{
    m_written.clear();
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ScriptedServer>();
    m_cli = std::make_unique<CliProcess>(m_folder->filePath(QStringLiteral("program")));
}

void TestCliKey::cleanup()
{
    m_session.reset();
}

void TestCliKey::startSession()
{
    if (!KeyringSession::isPossible())
        QSKIP("gnome-keyring-daemon and dbus-daemon are needed");
    m_session = std::make_unique<KeyringSession>(m_folder->path());
    for (const char *name : {"XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"}) {
        const QString variable = QString::fromLatin1(name);
        m_cli->setVariable(variable, m_session->environment().value(variable));
    }
}

CliResult TestCliKey::at(QStringList arguments, const QByteArray &input)
{
    const CliResult result =
        m_cli->run(arguments << QStringLiteral("--server") << m_server->url({}).toString(), input);
    m_written += result.out + result.err;
    return result;
}

bool TestCliKey::sentTheKey() const
{
    const QList<SeenRequest> &seen = m_server->seen();
    return !seen.isEmpty() && seen.last().header("Authorization") == "Key " + key;
}

void TestCliKey::traceSearchFindsWhatItShould()
{
    QVERIFY(traceIn("nothing here").isEmpty());
    for (const QByteArray &text :
         {"xx" + keySecret + "xx", "id " + keyId, key.toHex(), ("Key " + key).toBase64(),
          ("a" + keySecret).toBase64(), ("xy" + keyId).toBase64(),
          QByteArray(reinterpret_cast<const char *>(QString::fromLatin1(keySecret).utf16()),
                     2 * keySecret.size())})
        QVERIFY2(!traceIn(text).isEmpty(), text.constData());
}

void TestCliKey::noFileHasTheKey()
{
    startSession();
    m_cli->setVariable(QStringLiteral("QT_LOGGING_RULES"), QStringLiteral("*=true"));
    m_server->on(pricingPath, json(prices));
    const CliResult set = at({QStringLiteral("key"), QStringLiteral("set")}, key + '\n');
    QVERIFY2(set.status == 0, set.err.constData());
    QVERIFY(sentTheKey());

    // A server that repeats the key wherever it can, on every path that keeps or prints something.
    const QByteArray echo =
        "{\"detail\":\"no such key: Key " + key + ", secret " + keySecret + ", id " + keyId + "\"}";
    for (const int status : {401, 403, 422, 500})
        m_server->on(runPath, json(echo, status));
    m_server->on(runPath, ScriptedAnswer::status(502, "<html>" + key + "</html>"));
    m_server->on(runPath,
                 json("{\"images\":[],\"prompt\":\"" + key + "\"}")
                     .header("X-Fal-Request-Id", "r1")
                     .header("X-Echo", key));
    m_server->on(submitPath, json(echo, 401));
    const QStringList run{QStringLiteral("run"), QStringLiteral("fal-ai/flux/dev"),
                          QStringLiteral("-i"), QStringLiteral("prompt:=\"a fox\""),
                          QStringLiteral("--json")};
    for (const int status : {3, 3, 1, 1, 1, 0})
        QCOMPARE(at(run
                    + QStringList{QStringLiteral("--output"),
                                  m_folder->filePath(QStringLiteral("results"))})
                     .status,
                 status);
    QVERIFY(sentTheKey());
    QStringList submit = run;
    submit.first() = QStringLiteral("submit");
    QCOMPARE(at(submit).status, 3);
    QVERIFY(sentTheKey());
    QCOMPARE(at({QStringLiteral("key"), QStringLiteral("test")}).status, 0);
    QCOMPARE(at({QStringLiteral("models")}).status, 1);
    QCOMPARE(m_cli
                 ->run({QStringLiteral("run"), QStringLiteral("local/paint"), QStringLiteral("-i"),
                        QStringLiteral("prompt=a fox"), QStringLiteral("-i"),
                        QStringLiteral("image_size:={\"width\":64,\"height\":64}"),
                        QStringLiteral("--output"), m_folder->filePath(QStringLiteral("results")),
                        QStringLiteral("--server"), QStringLiteral("local")})
                 .status,
             0);

    QVERIFY2(traceIn(m_written).isEmpty(), m_written.constData());
    int files = 0;
    QDirIterator it(m_folder->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        if (path.startsWith(m_session->home()))
            continue;
        QFile file(path);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
        const QByteArray trace = traceIn(file.readAll());
        QVERIFY2(trace.isEmpty(), qPrintable(path + u' ' + QString::fromLatin1(trace)));
        QVERIFY2(traceIn(path.toUtf8()).isEmpty(), qPrintable(path));
        ++files;
    }
    // The search has seen something.
    QVERIFY(files > 0);
}

void TestCliKey::refusedKeyIsNotKept()
{
    startSession();
    m_server->on(
        pricingPath,
        json("{\"error\":{\"type\":\"authorization_error\",\"message\":\"invalid\"}}", 401));
    const CliResult set =
        at({QStringLiteral("key"), QStringLiteral("set"), QStringLiteral("--json")}, key);
    QCOMPARE(set.status, 3);
    QCOMPARE(set.event(QStringLiteral("error")).value(QStringLiteral("kind")).toString(),
             QStringLiteral("unauthorized"));
    QVERIFY(words(set).contains(QStringLiteral("not kept")));
    QCOMPARE(at({QStringLiteral("key"), QStringLiteral("test")}).status, 3);
    QCOMPARE(m_server->seen().size(), 1);
}

void TestCliKey::untestedKey()
{
    startSession();
    const CliResult set = at({QStringLiteral("key"), QStringLiteral("set"),
                              QStringLiteral("--no-test"), QStringLiteral("--json")},
                             "  " + key + "\r\n");
    QVERIFY2(set.status == 0, set.err.constData());
    QCOMPARE(set.eventNames(), QStringList(QStringLiteral("stored")));
    QVERIFY(m_server->seen().isEmpty());
    m_server->on(runPath, json("{\"ok\":true}"));
    QCOMPARE(at({QStringLiteral("run"), QStringLiteral("fal-ai/flux/dev"), QStringLiteral("-i"),
                 QStringLiteral("a:=1")})
                 .status,
             0);
    QVERIFY(sentTheKey());
}

void TestCliKey::badInput_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("half") << keyId;
    QTest::newRow("header") << "Authorization: Key " + key;
    QTest::newRow("two lines") << key + '\n' + key;
    QTest::newRow("endless") << QByteArray(1'000'000, 'k');
}

void TestCliKey::badInput()
{
    QFETCH(QByteArray, input);
    const CliResult set = at({QStringLiteral("key"), QStringLiteral("set")}, input);
    QCOMPARE(set.status, 2);
    QVERIFY(!set.err.isEmpty());
    QVERIFY(traceIn(m_written).isEmpty());
    QVERIFY(m_server->seen().isEmpty());
}

void TestCliKey::withoutAKeyStore()
{
    const CliResult set =
        at({QStringLiteral("key"), QStringLiteral("set"), QStringLiteral("--no-test")}, key);
    QCOMPARE(set.status, 1);
    QVERIFY(words(set).contains(QStringLiteral("Secret Service")));
    QVERIFY(words(set).contains(QStringLiteral("FAL_KEY")));
    QVERIFY(words(set).contains(QStringLiteral("this session only")));
    QVERIFY(traceIn(m_written).isEmpty());
    QCOMPARE(at({QStringLiteral("key"), QStringLiteral("test")}).status, 3);
    QCOMPARE(at({QStringLiteral("key"), QStringLiteral("forget")}).status, 1);

    // Without a key requests still leave: a server may want none. It is said.
    m_server->on(runPath, json("{\"ok\":true}"));
    const CliResult run = at({QStringLiteral("run"), QStringLiteral("fal-ai/flux/dev"),
                              QStringLiteral("-i"), QStringLiteral("a:=1")});
    QCOMPARE(run.status, 0);
    QVERIFY(words(run).contains(QStringLiteral("There is no key.")));
    QVERIFY(m_server->seen().last().header("Authorization").isEmpty());
}

void TestCliKey::forgets()
{
    startSession();
    QCOMPARE(
        at({QStringLiteral("key"), QStringLiteral("set"), QStringLiteral("--no-test")}, key).status,
        0);
    QCOMPARE(at({QStringLiteral("key"), QStringLiteral("forget")}).status, 0);
    const CliResult test = at({QStringLiteral("key"), QStringLiteral("test")});
    QCOMPARE(test.status, 3);
    QVERIFY(words(test).contains(QStringLiteral("key set")));
}

void TestCliKey::environmentComesFirst()
{
    startSession();
    m_server->on(pricingPath, json(prices));
    QCOMPARE(at({QStringLiteral("key"), QStringLiteral("set")}, "other-id:other-secret").status, 0);
    m_cli->setVariable(QStringLiteral("FAL_KEY"), QString::fromLatin1(key));
    const CliResult test =
        at({QStringLiteral("key"), QStringLiteral("test"), QStringLiteral("--json")});
    QCOMPARE(test.status, 0);
    QVERIFY(sentTheKey());
    QCOMPARE(test.event(QStringLiteral("tested")).value(QStringLiteral("source")).toString(),
             QStringLiteral("environment"));
}

void TestCliKey::profilesHaveTheirOwnKeys()
{
    startSession();
    const QString folder = m_folder->filePath(QStringLiteral("program/data"));
    QVERIFY(QDir().mkpath(folder));
    QFile settings(folder + QStringLiteral("/settings.ini"));
    QVERIFY(settings.open(QIODevice::WriteOnly));
    settings.write("[profiles]\nlist=\"[{\\\"name\\\":\\\"work\\\"}]\"\n");
    settings.close();
    m_server->on(pricingPath, json(prices));
    const QStringList atWork{QStringLiteral("--profile"), QStringLiteral("work")};
    QCOMPARE(at(QStringList{QStringLiteral("key"), QStringLiteral("set")} + atWork, key).status, 0);
    QCOMPARE(at({QStringLiteral("key"), QStringLiteral("test")}).status, 3);
    QCOMPARE(at(QStringList{QStringLiteral("key"), QStringLiteral("test")} + atWork).status, 0);
    QVERIFY(sentTheKey());
    const CliResult wrong =
        at({QStringLiteral("models"), QStringLiteral("--profile"), QStringLiteral("home")});
    QCOMPARE(wrong.status, 2);
    QVERIFY(words(wrong).contains(QStringLiteral("default, work")));
}

void TestCliKey::testSaysWhatIsWrong()
{
    m_cli->setVariable(QStringLiteral("FAL_KEY"), QString::fromLatin1(keyId));
    const CliResult half = at({QStringLiteral("key"), QStringLiteral("test")});
    QCOMPARE(half.status, 3);
    QVERIFY(words(half).contains(QStringLiteral("half of a key")));
    m_cli->setVariable(QStringLiteral("FAL_KEY"), QString::fromLatin1(key));
    m_server->close();
    QCOMPARE(at({QStringLiteral("key"), QStringLiteral("test")}).status, 4);
    QVERIFY(traceIn(m_written).isEmpty());
}

QTEST_GUILESS_MAIN(TestCliKey)
#include "tst_clikey.moc"
