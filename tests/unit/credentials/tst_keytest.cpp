#include "core/credentials/keytest.h"
#include "tests/support/scriptedserver.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;
using namespace std::chrono_literals;
using Verdict = KeyReport::Verdict;

namespace {

const QByteArray key = "id-5f2c91ab77:secret-91ab77d04c";
constexpr const char *path = "/api.fal.ai/v1/models/pricing";
const QByteArray prices =
    "{\"prices\":[{\"endpoint_id\":\"fal-ai/flux/dev\",\"unit_price\":0.025,\"unit\":\"images\","
    "\"currency\":\"USD\"}],\"next_cursor\":null,\"has_more\":false}";

ScriptedAnswer platformError(int status, const QByteArray &type, const QByteArray &message)
{
    return ScriptedAnswer::status(
               status, "{\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message + "\"}}")
        .header("Content-Type", "application/json");
}

} // namespace

Q_DECLARE_METATYPE(peregrine::test::ScriptedAnswer)

class TestKeyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void verdicts_data();
    void verdicts();
    void badFormAsksNobody();
    void unreachable();
    void silentServer();
    void asksOnceWithTheKey();
    void mayBeDeleted();

private:
    [[nodiscard]] KeyReport test(const QByteArray &text);

    std::unique_ptr<ScriptedServer> m_server;
    KeyTest::Options m_options;
};

void TestKeyTest::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_options.environment = *FalEnvironment::atBase(m_server->url({}));
    m_options.firstRetryDelay = 1ms;
    m_options.patience = 10s;
}

KeyReport TestKeyTest::test(const QByteArray &text)
{
    KeyReport report;
    auto *call = new KeyTest(text, m_options, this);
    connect(call, &FalReply::succeeded, this, [call, to = &report] { *to = call->value(); });
    QSignalSpy finished(call, &FalReply::finished);
    if (!finished.wait(20'000))
        qFatal("the test of a key did not end");
    for (const char *part : {"id-5f2c91ab77", "secret-91ab77d04c"}) {
        if (report.message.contains(QLatin1String(part)))
            qFatal("a part of the key is in the message");
    }
    return report;
}

void TestKeyTest::verdicts_data()
{
    QTest::addColumn<ScriptedAnswer>("answer");
    QTest::addColumn<QString>("verdict");
    const auto row = [](const char *name, const ScriptedAnswer &answer, const char *verdict) {
        QTest::newRow(name) << answer << QString::fromLatin1(verdict);
    };
    row("prices", ScriptedAnswer::ok(prices, "application/json"), "works");
    row("401", platformError(401, "authorization_error", "invalid key credentials"), "rejected");
    row("401 that repeats the key",
        platformError(401, "authorization_error", "no such key: " + key), "rejected");
    row("401 in the old shape", ScriptedAnswer::status(401, "{\"detail\":\"invalid\"}"),
        "rejected");
    row("403", platformError(403, "authorization_error", "This key may not do that: " + key),
        "not_allowed");
    row("locked",
        ScriptedAnswer::status(403,
                               "{\"detail\":\"User is locked. Reason: Exhausted "
                               "balance.\"}"),
        "locked");
    row("404", platformError(404, "not_found", "no such path"), "unclear");
    row("429", platformError(429, "rate_limited", "slow down"), "unclear");
    row("500", platformError(500, "server_error", "oops"), "unclear");
    row("sign-in page", ScriptedAnswer::ok("<html>Welcome to the hotel</html>", "text/html"),
        "unclear");
    row("other JSON", ScriptedAnswer::ok("{\"ok\":true}", "application/json"), "unclear");
    row("hangs up", ScriptedAnswer::hangUp(), "unreachable");
}

void TestKeyTest::verdicts()
{
    QFETCH(ScriptedAnswer, answer);
    QFETCH(QString, verdict);
    m_server->on(path, answer);
    const KeyReport report = test(key);
    QCOMPARE(keyVerdictName(report.verdict), verdict);
    QVERIFY(report.message.size() > 10);
}

void TestKeyTest::badFormAsksNobody()
{
    for (const QByteArray &text : {QByteArray(), QByteArray("Key " + key), '"' + key + '"',
                                   QByteArray("id-5f2c91ab77"), key + "\nmore"}) {
        const KeyReport report = test(text);
        QCOMPARE(report.verdict, Verdict::Malformed);
        QVERIFY(!report.message.isEmpty());
    }
    QVERIFY(m_server->seen().isEmpty());
}

void TestKeyTest::unreachable()
{
    m_server->close();
    QCOMPARE(test(key).verdict, Verdict::Unreachable);
}

void TestKeyTest::silentServer()
{
    m_server->on(path, ScriptedAnswer::ok(prices).stallAfter(4));
    m_options.patience = 50ms;
    QCOMPARE(test(key).verdict, Verdict::Unreachable);
}

void TestKeyTest::asksOnceWithTheKey()
{
    m_server->on(path, ScriptedAnswer::ok(prices, "application/json"));
    QCOMPARE(test(key + '\n').verdict, Verdict::Works);
    QCOMPARE(m_server->seen().size(), 1);
    const SeenRequest &seen = m_server->seen().first();
    QCOMPARE(seen.method, QByteArray("GET"));
    QCOMPARE(seen.header("Authorization"), "Key " + key);
    QVERIFY(seen.target.contains("endpoint_id="));
    QVERIFY(!seen.target.contains("secret"));
}

void TestKeyTest::mayBeDeleted()
{
    m_server->on(path, ScriptedAnswer::ok(prices));
    delete new KeyTest(key, m_options);
    QPointer<KeyTest> asking(new KeyTest(key, m_options));
    QTRY_VERIFY(!m_server->seen().isEmpty());
    delete asking.data();
    auto *test = new KeyTest(key, m_options);
    connect(test, &FalReply::succeeded, this, [test] { delete test; });
    QSignalSpy gone(test, &QObject::destroyed);
    QVERIFY(gone.wait());
    test = new KeyTest(key, m_options);
    QSignalSpy failed(test, &FalReply::failed);
    test->cancel();
    QVERIFY(failed.wait());
    QCOMPARE(failed.first().first().value<Error>().kind, Error::Kind::Canceled);
}

QTEST_GUILESS_MAIN(TestKeyTest)
#include "tst_keytest.moc"
