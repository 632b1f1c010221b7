#include "core/fal/falservers.h"
#include "tests/support/scriptedserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace peregrine;
using namespace peregrine::test;

namespace {

const QByteArray key = "key-id:key-secret-of-tests";

void run(FalClient *client)
{
    FalReply *call = client->run().run(*EndpointId::parse(QStringLiteral("owner/app")),
                                       {{QStringLiteral("a"), 1}});
    QSignalSpy finished(call, &FalReply::finished);
    QVERIFY(finished.wait());
}

} // namespace

class TestFalServers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names()
    {
        FalServers servers{Secret(key)};
        QVERIFY((*servers.client(FalServers::fal))->transport().environment().isCloud());
        QVERIFY(!servers.client(FalServers::local).hasValue());
        servers.setLocalBase(QUrl(QStringLiteral("http://127.0.0.1:7860")));
        QVERIFY(servers.client(FalServers::local).hasValue());
        const QString proxy = QStringLiteral("https://team.example/api/fal/proxy");
        const auto through = servers.client(FalServers::proxyPrefix + proxy);
        QVERIFY(through.hasValue());
        QCOMPARE((*through)->transport().environment().proxy(), QUrl(proxy));
        QCOMPARE(servers.client(FalServers::proxyPrefix + proxy).value(), *through);
        for (const char *wrong : {"proxy:http://team.example/p", "proxy:", "proxy:team.example",
                                  "proxy:https://u:p@team.example/p", "nonsense"}) {
            const auto refused = servers.client(QString::fromLatin1(wrong));
            QVERIFY2(!refused.hasValue(), wrong);
            QVERIFY(!refused.error().message.contains(QStringLiteral("u:p")));
        }
    }

    /// A key that changes reaches those who may have it, now and later, and nobody else.
    void keys()
    {
        ScriptedServer server;
        server.on("/base/fal.run/owner/app", ScriptedAnswer::ok("{}", "application/json"));
        server.on("/local/fal.run/owner/app", ScriptedAnswer::ok("{}", "application/json"));
        server.on("/proxy", ScriptedAnswer::ok("{}", "application/json"));
        FalServers servers{Secret()};
        const QString base = server.url("/base").toString();
        const QString proxy = FalServers::proxyPrefix + server.url("/proxy").toString();
        servers.setLocalBase(server.url("/local"));
        FalClient *toBase = *servers.client(base);
        FalClient *toLocal = *servers.client(FalServers::local);
        FalClient *toProxy = *servers.client(proxy);

        const auto lastKey = [&server] { return server.seen().last().header("Authorization"); };
        run(toBase);
        QCOMPARE(lastKey(), QByteArray());
        servers.setKey(Secret(key));
        run(toBase);
        QCOMPARE(lastKey(), "Key " + key);
        run(toLocal);
        QCOMPARE(lastKey(), QByteArray());
        run(toProxy);
        QCOMPARE(lastKey(), QByteArray());
        QCOMPARE(server.seen().last().header("x-fal-target-url"),
                 QByteArray("https://fal.run/owner/app"));
        servers.setProxiesGetKey(true);
        run(toProxy);
        QCOMPARE(lastKey(), "Key " + key);
        servers.setKey(Secret());
        run(toProxy);
        QCOMPARE(lastKey(), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestFalServers)
#include "tst_falservers.moc"
