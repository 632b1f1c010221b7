#include "core/webhook/savedwebhook.h"
#include "tests/cli/cliprocess.h"
#include "tests/support/scriptedserver.h"
#include "tests/unit/webhook/webhooksigner.h"

#include <QDir>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;

namespace {

constexpr const char *jwksPath = "/rest.fal.ai/.well-known/jwks.json";

} // namespace

/// peregrine-cli webhook: what a tunnel would forward, checked, printed, saved and checked again.
class TestCliWebhook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void listensSavesAndVerifies();
    void printsForPeople();
    void refusesForgeries();
    void foreignHost();
    void verifiesHeadersApart();
    void keysFromAnAddress();
    void badUsage_data();
    void badUsage();

private:
    struct Listener
    {
        std::unique_ptr<QProcess> process;
        QUrl url;
    };
    [[nodiscard]] Listener listen(const QStringList &arguments);
    [[nodiscard]] int post(const QUrl &url, const WebhookMessage &message,
                           const QByteArray &host = {});
    [[nodiscard]] QString write(const QString &name, const QByteArray &bytes) const;
    [[nodiscard]] QString jwksFile() const
    {
        return write(QStringLiteral("jwks.json"), WebhookSigner::jwks({&m_signer}));
    }
    [[nodiscard]] WebhookMessage good(const QByteArray &id = "r1") const
    {
        return m_signer.sign("{\"request_id\":\"" + id
                                 + "\",\"status\":\"OK\",\"payload\":{\"seed\":42}}",
                             QDateTime::currentDateTimeUtc(), id);
    }

    WebhookSigner m_signer;
    QNetworkAccessManager m_manager;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<CliProcess> m_cli;
};

void TestCliWebhook::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_cli = std::make_unique<CliProcess>(m_folder->path());
}

TestCliWebhook::Listener TestCliWebhook::listen(const QStringList &arguments)
{
    Listener listener;
    listener.process = m_cli->start(
        QStringList{QStringLiteral("webhook"), QStringLiteral("listen"), QStringLiteral("--json")}
        + arguments);
    QByteArray line;
    const auto firstLine = [process = listener.process.get(), to = &line] {
        if (process->canReadLine())
            *to = process->readLine();
        return !to->isEmpty();
    };
    if (!QTest::qWaitFor(firstLine, 30'000))
        qFatal("no address: %s", listener.process->readAllStandardError().constData());
    CliResult result;
    result.out = line;
    listener.url =
        QUrl(result.event(QStringLiteral("listening")).value(QStringLiteral("url")).toString());
    return listener;
}

int TestCliWebhook::post(const QUrl &url, const WebhookMessage &message, const QByteArray &host)
{
    QNetworkRequest request(url);
    for (const WebhookHeader &header : message.headers)
        request.setRawHeader(header.name, header.value);
    if (!host.isEmpty())
        request.setRawHeader("Host", host);
    const std::unique_ptr<QNetworkReply> reply(m_manager.post(request, message.body));
    if (!QTest::qWaitFor([&reply] { return reply->isFinished(); }, 30'000))
        return -1;
    return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

QString TestCliWebhook::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(m_folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("a file of the test cannot be written");
    return file.fileName();
}

void TestCliWebhook::listensSavesAndVerifies()
{
    // The keys come from the chosen server's form of fal's address.
    ScriptedServer server;
    server.on(jwksPath, ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer}), "application/json"));
    const QString folder = m_folder->filePath(QStringLiteral("saved/here"));
    const Listener listener = listen(
        {QStringLiteral("--server"), server.url({}).toString(), QStringLiteral("--save"), folder});
    QCOMPARE(post(listener.url, good("../../r1")), 200);
    QCOMPARE(post(listener.url, good("../../r1")), 200);
    CliProcess::interrupt(*listener.process);
    const CliResult result = CliProcess::resultOf(*listener.process);
    QCOMPARE(result.status, 0);
    QCOMPARE(result.eventNames(),
             QStringList({QStringLiteral("webhook"), QStringLiteral("repeated")}));
    const QJsonObject event = result.event(QStringLiteral("webhook"));
    QCOMPARE(event.value(QStringLiteral("request_id")).toString(), QStringLiteral("../../r1"));
    QCOMPARE(event.value(QStringLiteral("status")).toString(), QStringLiteral("OK"));
    QCOMPARE(
        event.value(QStringLiteral("payload")).toObject().value(QStringLiteral("seed")).toInt(),
        42);
    QVERIFY(server.seen().first().header("Authorization").isEmpty());

    const QStringList files = QDir(folder).entryList(QDir::Files);
    QCOMPARE(files.size(), 1);
    const QString file = QDir(folder).filePath(files.first());
    QCOMPARE(event.value(QStringLiteral("file")).toString(), file);
    const CliResult verified =
        m_cli->run({QStringLiteral("webhook"), QStringLiteral("verify"), file,
                    QStringLiteral("--jwks"), jwksFile(), QStringLiteral("--json")});
    QCOMPARE(verified.status, 0);
    QCOMPARE(verified.eventNames(), QStringList(QStringLiteral("verified")));

    const auto far = QDateTime::currentSecsSinceEpoch() + 3600;
    const CliResult late = m_cli->run({QStringLiteral("webhook"), QStringLiteral("verify"), file,
                                       QStringLiteral("--jwks"), jwksFile(), QStringLiteral("--at"),
                                       QString::number(far), QStringLiteral("--json")});
    QCOMPARE(late.status, 1);
    QCOMPARE(late.event(QStringLiteral("refused")).value(QStringLiteral("reason")).toString(),
             QStringLiteral("outside_time_window"));
}

void TestCliWebhook::printsForPeople()
{
    const auto process = m_cli->start({QStringLiteral("webhook"), QStringLiteral("listen"),
                                       QStringLiteral("--jwks"), jwksFile()});
    QTRY_VERIFY_WITH_TIMEOUT(process->canReadLine(), 30'000);
    const QUrl url(QString::fromUtf8(process->readLine().trimmed()));
    QCOMPARE(post(url, good()), 200);
    QCOMPARE(post(url,
                  m_signer.sign("{\"status\":\"ERROR\",\"error\":\"a\\u001b[31m problem\"}",
                                QDateTime::currentDateTimeUtc(), "r2")),
             200);
    CliProcess::interrupt(*process);
    const CliResult result = CliProcess::resultOf(*process);
    QCOMPARE(result.out, QByteArray("r1  OK  {\"seed\":42}\nr2  ERROR  a [31m problem\n"));
}

void TestCliWebhook::refusesForgeries()
{
    const Listener listener = listen({QStringLiteral("--jwks"), jwksFile()});
    WebhookMessage changed = good();
    changed.body.replace("42", "43");
    QCOMPARE(post(listener.url, changed), 401);
    QCOMPARE(post(listener.url, {}), 400);
    CliProcess::interrupt(*listener.process);
    const CliResult result = CliProcess::resultOf(*listener.process);
    QCOMPARE(result.eventNames(),
             QStringList({QStringLiteral("refused"), QStringLiteral("refused")}));

    const QString file = write(QStringLiteral("changed.http"), SavedWebhook{changed, {}}.toBytes());
    const CliResult verified = m_cli->run({QStringLiteral("webhook"), QStringLiteral("verify"),
                                           file, QStringLiteral("--jwks"), jwksFile()});
    QCOMPARE(verified.status, 1);
    QVERIFY(verified.out.startsWith("Not genuine: "));
}

void TestCliWebhook::foreignHost()
{
    const Listener listener =
        listen({QStringLiteral("--jwks"), jwksFile(), QStringLiteral("--host"),
                QStringLiteral("tunnel.example.org")});
    QCOMPARE(post(listener.url, good("r1"), "tunnel.example.org"), 200);
    QCOMPARE(post(listener.url, good("r2"), "other.example.org"), 403);
    CliProcess::interrupt(*listener.process);
    const CliResult result = CliProcess::resultOf(*listener.process);
    QCOMPARE(result.eventNames(),
             QStringList({QStringLiteral("webhook"), QStringLiteral("refused")}));
    QVERIFY(result.err.contains("public name"));
}

void TestCliWebhook::verifiesHeadersApart()
{
    const WebhookMessage message = good();
    QByteArray headers;
    for (const WebhookHeader &header : message.headers)
        headers += header.name + ": " + header.value + '\n';
    const CliResult verified = m_cli->run(
        {QStringLiteral("webhook"), QStringLiteral("verify"),
         write(QStringLiteral("body.json"), message.body), QStringLiteral("--headers"),
         write(QStringLiteral("headers.txt"), headers), QStringLiteral("--jwks"), jwksFile()});
    QVERIFY2(verified.status == 0, verified.err.constData());
    QVERIFY(verified.out.startsWith("Genuine: request r1"));
}

void TestCliWebhook::keysFromAnAddress()
{
    ScriptedServer server;
    server.on("/keys", ScriptedAnswer::ok(WebhookSigner::jwks({&m_signer}), "application/json"));
    m_cli->setVariable(QStringLiteral("FAL_KEY"), QStringLiteral("an-id:a-secret"));
    const QString file = write(QStringLiteral("good.http"), SavedWebhook{good(), {}}.toBytes());
    const QStringList verify{QStringLiteral("webhook"), QStringLiteral("verify"), file,
                             QStringLiteral("--jwks")};
    QCOMPARE(m_cli->run(verify + QStringList(server.url("/keys").toString())).status, 0);
    QVERIFY(server.seen().first().header("Authorization").isEmpty());
    QCOMPARE(m_cli->run(verify + QStringList(server.url("/nothing").toString())).status, 1);
    server.close();
    QCOMPARE(m_cli->run(verify + QStringList(server.url("/keys").toString())).status, 4);
}

void TestCliWebhook::badUsage_data()
{
    QTest::addColumn<QString>("words");
    for (const char *words :
         {"webhook", "webhook watch", "webhook listen twice", "webhook listen --host https://a.org",
          "webhook listen --host a.org:80", "webhook listen --port 99999",
          "webhook listen --jwks /no/such/file", "webhook listen --jwks http://example.org/keys",
          "webhook verify", "webhook verify /no/such/file", "webhook verify a b",
          "webhook verify /dev/null", "webhook verify /dev/null --at yesterday", "key", "key show",
          "key set a-key:on-the-line"})
        QTest::newRow(words) << QString::fromLatin1(words);
}

void TestCliWebhook::badUsage()
{
    QFETCH(QString, words);
    const CliResult result = m_cli->run(words.split(u' '));
    QCOMPARE(result.status, 2);
    QVERIFY(result.out.isEmpty());
    QVERIFY(!result.err.isEmpty());
}

QTEST_GUILESS_MAIN(TestCliWebhook)
#include "tst_cliwebhook.moc"
