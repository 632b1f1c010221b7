#include "core/fal/falclient.h"
#include "core/fal/storage/fileupload.h"
#include "tests/support/capture.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;

Q_DECLARE_METATYPE(peregrine::Error::Kind)

/// Requests through a team's proxy (fal's server-proxy): proxyUrl of fal's JavaScript client.
class TestProxyMode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ScriptedServer>();
        m_proxy = m_server->url("/app.example/api/fal/proxy");
        m_client = clientFor(*FalEnvironment::throughProxy(m_proxy),
                             Secret("test-key-id:test-key-secret"));
    }
    void cleanup()
    {
        m_client.reset();
        m_server.reset();
    }

    /// The recording's fifth request is a stream; streams have connections of their own and are
    /// compared in tst_streamcaptures.
    void asRecorded()
    {
        const Capture capture(QStringLiteral("proxy-client"), m_server->url({}));
        const QList<CapturedRequest> &recorded = capture.requests();
        const QList<qsizetype> ours{0, 1, 2, 3, 5, 6, 7};
        for (const qsizetype n : ours) {
            const QByteArray target = recorded.at(n).target();
            m_server->on(target.split('?').first(), recorded.at(n).answer);
        }
        const EndpointId app = *EndpointId::parse(QStringLiteral("owner/app"));
        const QJsonObject input{{QStringLiteral("a"), 1}};
        RunService::Options options;
        options.startTimeout = 5;
        QVERIFY(ends(m_client->run().run(app, input, options)));
        SubmitOptions submit;
        submit.webhook = QUrl(QStringLiteral("https://example.com/h"));
        QVERIFY(ends(m_client->queue().submit(*EndpointId::parse(QStringLiteral("owner/app/sub")),
                                              input, submit)));
        const QueueTicket ticket = QueueService::ticketOf(
            app, RequestId(QStringLiteral("019b0000-1111-7222-8333-444455556666")));
        // The recorder answered a result here: no status for us, but the request is what counts.
        ends(m_client->queue().status(ticket, true));
        QVERIFY(ends(m_client->queue().cancel(ticket)));
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("hello.txt")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("hello");
        file.close();
        QVERIFY(ends(m_client->storage().upload(file.fileName())));
        const auto keyless = clientFor(*FalEnvironment::throughProxy(m_proxy), Secret());
        QVERIFY(ends(keyless->run().run(app, input)));

        const QList<SeenRequest> &seen = m_server->seen();
        QCOMPARE(seen.size(), ours.size());
        for (qsizetype i = 0; i < ours.size(); ++i) {
            const CapturedRequest &theirs = recorded.at(ours.at(i));
            QCOMPARE(seen.at(i).method, theirs.method);
            QCOMPARE(seen.at(i).target, theirs.target());
            QCOMPARE(seen.at(i).body, theirs.body);
            for (const char *name : {"Authorization", "Content-Type", "x-fal-target-url",
                                     "x-fal-queue-priority", "x-fal-request-timeout"})
                QCOMPARE(seen.at(i).header(name), theirs.header(name));
        }
    }

    void refusals_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Error::Kind>("kind");
        QTest::addColumn<QString>("words");
        using Kind = Error::Kind;
        const auto row = [](const char *name, int status, const char *body, Kind kind,
                            const char *words) {
            QTest::newRow(name) << status << QByteArray(body) << kind << QString::fromLatin1(words);
        };
        row("not on its list", 400, "Invalid request", Kind::Forbidden, "does not pass on");
        row("as JSON text", 400, "\"Invalid request\"", Kind::Forbidden, "does not pass on");
        row("no login", 401, "Unauthorized", Kind::Unauthorized, "does not let you in");
        row("no such page", 404, "<html>404</html>", Kind::NotFound, "no proxy for fal");
        row("no POST there", 405, "", Kind::NotFound, "no proxy for fal");
        // fal's own answers, passed on.
        row("fal's 400", 400, "{\"detail\":\"Bad request\"}", Kind::Server, "Bad request");
        row("fal's 401", 401, "{\"detail\":\"invalid key credentials\"}", Kind::Unauthorized,
            "did not accept the key");
        row("fal's 404", 404, "{\"detail\":\"Application not found\"}", Kind::NotFound,
            "Application not found");
        row("other trouble", 502, "Bad gateway", Kind::Server, "Bad gateway");
    }
    void refusals()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, words);
        m_server->on("/app.example/api/fal/proxy", ScriptedAnswer::status(status, body));
        QVERIFY(!ends(m_client->run().run(*EndpointId::parse(QStringLiteral("owner/app")),
                                          QJsonObject{{QStringLiteral("a"), 1}})));
        QTEST(m_error.kind, "kind");
        QVERIFY2(m_error.message.contains(words), qPrintable(m_error.message));
        QCOMPARE(m_server->seen().size(), 1);
    }

    void keyStaysWithTheProxy()
    {
        const auto environment = *FalEnvironment::throughProxy(
            QUrl(QStringLiteral("https://team.example/api/fal/proxy")));
        QVERIFY(environment.mayCarryKey(environment.proxy()));
        for (const char *url :
             {"https://team.example/other", "https://queue.fal.run/x", "https://v3.fal.media/x"})
            QVERIFY2(!environment.mayCarryKey(QUrl(QString::fromLatin1(url))), url);
    }

    void noRealtime()
    {
        QVERIFY(FalEnvironment::cloud().checkRealtime().hasValue());
        const auto environment = *FalEnvironment::throughProxy(m_proxy);
        QVERIFY(!environment.checkRealtime().hasValue());
        QVERIFY(environment.checkRealtime().error().message.contains(QStringLiteral("proxy")));
        const QUrl socket(QStringLiteral("wss://fal.run/a/b/realtime"));
        QCOMPARE(environment.resolve(socket), socket);
        QVERIFY(!environment.mayCarryKey(socket));
    }

private:
    [[nodiscard]] static std::unique_ptr<FalClient> clientFor(FalEnvironment environment,
                                                              Secret key)
    {
        FalTransport::Options options;
        options.environment = std::move(environment);
        options.key = std::move(key);
        options.firstRetryDelay = std::chrono::milliseconds(1);
        return std::make_unique<FalClient>(options);
    }
    bool ends(FalReply *reply)
    {
        QSignalSpy failed(reply, &FalReply::failed);
        QSignalSpy finished(reply, &FalReply::finished);
        if (!finished.wait())
            qFatal("a call did not end");
        if (!failed.isEmpty())
            m_error = failed.first().first().value<Error>();
        return failed.isEmpty();
    }

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalClient> m_client;
    QUrl m_proxy;
    Error m_error;
};

QTEST_GUILESS_MAIN(TestProxyMode)
#include "tst_proxymode.moc"
