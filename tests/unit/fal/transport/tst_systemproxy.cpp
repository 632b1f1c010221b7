#include "core/fal/transport/systemproxy.h"
#include "testproxy.h"
#include "tests/support/scriptedserver.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;

namespace {

using Variables = QList<std::pair<QString, QString>>;

QProcessEnvironment environmentOf(const Variables &variables)
{
    QProcessEnvironment environment;
    for (const auto &[name, value] : variables)
        environment.insert(name, value);
    return environment;
}

QString shown(const QNetworkProxy &proxy)
{
    switch (proxy.type()) {
    case QNetworkProxy::NoProxy:
        return QStringLiteral("direct");
    case QNetworkProxy::Socks5Proxy:
        return QStringLiteral("socks %1:%2").arg(proxy.hostName()).arg(proxy.port());
    case QNetworkProxy::HttpProxy:
        return QStringLiteral("http %1:%2").arg(proxy.hostName()).arg(proxy.port());
    default:
        return QStringLiteral("something else");
    }
}

} // namespace

Q_DECLARE_METATYPE(Variables)

class TestSystemProxy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QNetworkProxyFactory::setApplicationProxyFactory(nullptr); }

    void queries_data()
    {
        QTest::addColumn<Variables>("variables");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("proxy");
        const auto row = [](const char *name, const Variables &variables, const char *url,
                            const char *proxy) {
            QTest::newRow(name) << variables << QString::fromLatin1(url)
                                << QString::fromLatin1(proxy);
        };
        const auto is = [](const char *name, const char *value) {
            return std::pair(QString::fromLatin1(name), QString::fromLatin1(value));
        };
        const auto https = is("https_proxy", "http://secure.example:3128");
        const auto http = is("http_proxy", "http://plain.example:8080");
        const auto all = is("all_proxy", "socks5://socks.example");
        row("https", {http, https, all}, "https://fal.run/a", "http secure.example:3128");
        row("http", {http, https, all}, "http://example.org/a", "http plain.example:8080");
        row("wss", {http, https, all}, "wss://fal.run/a", "http secure.example:3128");
        row("ws", {http, https, all}, "ws://example.org/a", "http plain.example:8080");
        row("the rest takes all_proxy", {http, all}, "https://fal.run/a",
            "socks socks.example:1080");
        row("wss takes all_proxy", {all}, "wss://fal.run/a", "socks socks.example:1080");
        row("http_proxy is not for https", {http, is("all_proxy", "")}, "https://fal.run/a",
            "direct");
        row("capitals", {is("HTTPS_PROXY", "http://secure.example:3128")}, "https://fal.run/a",
            "http secure.example:3128");
        row("capital HTTP_PROXY is not trusted", {is("HTTP_PROXY", "http://evil.example:1"), https},
            "http://example.org/", "direct");
        row("without a scheme", {is("https_proxy", "proxy.example:3128")}, "https://fal.run/",
            "http proxy.example:3128");
        row("socks5h", {is("https_proxy", "socks5h://socks.example:9050")}, "wss://fal.run/",
            "socks socks.example:9050");
        row("nonsense", {is("https_proxy", "ftp://x.example")}, "https://fal.run/", "direct");
        row("loopback", {https}, "https://127.0.0.1:1/", "direct");
        row("localhost", {all}, "wss://localhost:1/", "direct");
        row("excepted", {https, is("no_proxy", "example.org, .fal.run")}, "https://fal.run/a",
            "direct");
        row("excepted below", {https, is("NO_PROXY", "fal.run")}, "wss://ws.fal.run/a", "direct");
        row("whole labels", {https, is("no_proxy", "al.run")}, "https://fal.run/a",
            "http secure.example:3128");
        row("excepted port", {https, is("no_proxy", "fal.run:8443")}, "https://fal.run/a",
            "http secure.example:3128");
        row("excepted at this port", {https, is("no_proxy", "fal.run:443")}, "https://fal.run/a",
            "direct");
        row("excepted all", {https, is("no_proxy", "*")}, "https://fal.run/a", "direct");
    }
    void queries()
    {
        QFETCH(Variables, variables);
        QFETCH(QString, url);
        SystemProxy factory(environmentOf(variables));
        const QUrl asked(url);
        const bool socket = asked.scheme().startsWith(QLatin1String("ws"));
        const int port = asked.port(asked.scheme() == QLatin1String("ws") ? 80 : 443);
        // QWebSocket opens a bare socket.
        const QNetworkProxyQuery query = socket
            ? QNetworkProxyQuery(asked.host(), port, asked.scheme())
            : QNetworkProxyQuery(asked);
        const QList<QNetworkProxy> proxies = factory.queryProxy(query);
        QCOMPARE(proxies.size(), 1);
        QTEST(shown(proxies.first()), "proxy");
    }

    void loginsAreKept()
    {
        SystemProxy factory(
            environmentOf({{QStringLiteral("https_proxy"),
                            QStringLiteral("http://me%40team:pass%3aword@p.example:1")}}));
        const QNetworkProxy proxy =
            factory.queryProxy(QNetworkProxyQuery(QUrl(QStringLiteral("https://fal.run")))).first();
        QCOMPARE(proxy.user(), QStringLiteral("me@team"));
        QCOMPARE(proxy.password(), QStringLiteral("pass:word"));
    }

    void namesAreLookedUpThere()
    {
        const auto lookup = [](const char *address) {
            SystemProxy factory(
                environmentOf({{QStringLiteral("all_proxy"), QString::fromLatin1(address)}}));
            return factory.queryProxy(QNetworkProxyQuery(QUrl(QStringLiteral("https://fal.run"))))
                .first()
                .capabilities()
                .testFlag(QNetworkProxy::HostNameLookupCapability);
        };
        QVERIFY(!lookup("socks5://p.example"));
        QVERIFY(lookup("socks5h://p.example"));
    }

    void through_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QByteArray>("call");
        QTest::addColumn<QByteArray>("socket");
        QTest::newRow("http") << QStringLiteral("http") << QByteArray("POST http://service.test:")
                              << QByteArray("CONNECT service.test:");
        QTest::newRow("socks5") << QStringLiteral("socks5h") << QByteArray("SOCKS service.test:")
                                << QByteArray("SOCKS service.test:");
    }
    /// A request and a WebSocket really take the way through the proxy.
    void through()
    {
        QFETCH(QString, scheme);
        QFETCH(QByteArray, call);
        QFETCH(QByteArray, socket);
        TestProxy proxy;
        const QString address = proxy.address(scheme.toLatin1().constData());
        QNetworkProxyFactory::setApplicationProxyFactory(new SystemProxy(environmentOf(
            {{QStringLiteral("http_proxy"), address}, {QStringLiteral("all_proxy"), address}})));

        ScriptedServer server;
        server.on("/run", ScriptedAnswer::ok("{\"b\":2}", "application/json"));
        QNetworkAccessManager manager;
        QNetworkRequest request(
            QUrl(QStringLiteral("http://service.test:%1/run").arg(server.serverPort())));
        request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
        const std::unique_ptr<QNetworkReply> reply(manager.post(request, "{\"a\":1}"));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        QVERIFY(finished.wait());
        QCOMPARE(reply->readAll(), QByteArray("{\"b\":2}"));
        QCOMPARE(proxy.asked().size(), 1);
        QVERIFY2(proxy.asked().first().startsWith(call), proxy.asked().first().constData());
        QCOMPARE(server.seen().first().body, QByteArray("{\"a\":1}"));

        QWebSocketServer echo(QString(), QWebSocketServer::NonSecureMode);
        QVERIFY(echo.listen(QHostAddress::LocalHost));
        QWebSocket web;
        QSignalSpy connected(&web, &QWebSocket::connected);
        web.open(QUrl(QStringLiteral("ws://service.test:%1/realtime").arg(echo.serverPort())));
        QVERIFY(connected.wait());
        QCOMPARE(proxy.asked().size(), 2);
        QVERIFY2(proxy.asked().last().startsWith(socket), proxy.asked().last().constData());
        QVERIFY(proxy.asked().last().endsWith(QByteArray::number(echo.serverPort())));
    }
};

QTEST_GUILESS_MAIN(TestSystemProxy)
#include "tst_systemproxy.moc"
