#include "core/fal/transport/falenvironment.h"

#include <QTest>

using namespace peregrine;

class TestFalEnvironment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resolves()
    {
        const auto base = FalEnvironment::atBase(QUrl(QStringLiteral("http://127.0.0.1:7860")));
        QVERIFY(base.hasValue());
        QCOMPARE(
            base->resolve(QUrl(QStringLiteral("https://queue.fal.run/fal-ai/flux/dev?a=b%20c"))),
            QUrl(QStringLiteral("http://127.0.0.1:7860/queue.fal.run/fal-ai/flux/dev?a=b%20c")));
        const auto nested =
            FalEnvironment::atBase(QUrl(QStringLiteral("https://example.org/fal/")));
        QVERIFY(nested.hasValue());
        QCOMPARE(nested->resolve(QUrl(QStringLiteral("https://fal.run/x/y"))),
                 QUrl(QStringLiteral("https://example.org/fal/fal.run/x/y")));
        // A WebSocket stays one, as secure as the base.
        const QUrl socket(QStringLiteral("wss://fal.run/x/y/realtime?fal_jwt_token=a"));
        QCOMPARE(base->resolve(socket),
                 QUrl(QStringLiteral("ws://127.0.0.1:7860/fal.run/x/y/realtime?fal_jwt_token=a")));
        QCOMPARE(
            nested->resolve(socket),
            QUrl(QStringLiteral("wss://example.org/fal/fal.run/x/y/realtime?fal_jwt_token=a")));
        QCOMPARE(FalEnvironment::cloud().resolve(socket), socket);
        const QUrl cloud(QStringLiteral("https://queue.fal.run/x/y"));
        QCOMPARE(FalEnvironment::cloud().resolve(cloud), cloud);
    }

    void refusesBases_data()
    {
        QTest::addColumn<QString>("base");
        for (const char *base :
             {"http://example.org", "ftp://example.org", "example.org", "https://u:p@example.org",
              "https://example.org/?a", "http://10.0.0.1", "", "file:///etc"})
            QTest::newRow(base) << QString::fromLatin1(base);
    }
    void refusesBases()
    {
        QFETCH(QString, base);
        const auto environment = FalEnvironment::atBase(QUrl(base));
        QVERIFY(!environment.hasValue());
        QVERIFY(!environment.error().message.isEmpty());
        QVERIFY(!environment.error().message.contains(QStringLiteral("u:p")));
    }

    void keyGoesOnlyHome_data()
    {
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char *base, const char *url, bool allowed) {
            QTest::addRow("%s at %s", url, base)
                << QString::fromLatin1(base) << QString::fromLatin1(url) << allowed;
        };
        row("", "https://queue.fal.run/x/y", true);
        row("", "https://fal.run/x/y", true);
        row("", "https://rest.fal.ai/x", true);
        row("", "https://QUEUE.FAL.RUN/x", true);
        row("", "https://evilfal.ai/x", false);
        row("", "https://fal.ai.evil.example/x", false);
        row("", "https://v3.fal.media/files/x", false);
        row("", "http://queue.fal.run/x", false);
        row("", "https://queue.fal.run:8443/x", false);
        row("", "https://a@queue.fal.run/x", false);
        row("http://127.0.0.1:7860", "http://127.0.0.1:7860/queue.fal.run/x", true);
        row("http://127.0.0.1:7860", "http://127.0.0.1:7860/v3.fal.media/files/x", false);
        row("http://127.0.0.1:7860", "http://127.0.0.1:7861/queue.fal.run/x", false);
        row("http://127.0.0.1:7860", "https://queue.fal.run/x", false);
        row("http://127.0.0.1:7860", "http://localhost:7860/queue.fal.run/x", false);
        row("https://example.org/fal", "https://example.org/queue.fal.run/x", false);
        row("https://example.org/fal", "https://example.org/fal/queue.fal.run/x", true);
    }
    void keyGoesOnlyHome()
    {
        QFETCH(QString, base);
        QFETCH(QString, url);
        const FalEnvironment environment =
            base.isEmpty() ? FalEnvironment::cloud() : *FalEnvironment::atBase(QUrl(base));
        QTEST(environment.mayCarryKey(QUrl(url)), "allowed");
    }

    void canonicalForm()
    {
        const auto base = FalEnvironment::atBase(QUrl(QStringLiteral("http://127.0.0.1:7860")));
        const QUrl fal(QStringLiteral("https://queue.fal.run/fal-ai/flux/requests/1/status?x=1"));
        QCOMPARE(base->canonical(base->resolve(fal)), std::optional(fal));
        QCOMPARE(base->canonical(QUrl(QStringLiteral("http://127.0.0.1:7860/evil.example/x"))),
                 std::nullopt);
    }

    void files()
    {
        const auto base = *FalEnvironment::atBase(QUrl(QStringLiteral("http://127.0.0.1:7860")));
        QVERIFY(base.mayExchangeFiles(
            QUrl(QStringLiteral("http://127.0.0.1:7860/v3.fal.media/files/x"))));
        QVERIFY(base.mayExchangeFiles(QUrl(QStringLiteral("https://v3.fal.media/files/x"))));
        QVERIFY(!base.mayExchangeFiles(QUrl(QStringLiteral("http://127.0.0.1:22/x"))));
        QVERIFY(
            !FalEnvironment::cloud().mayExchangeFiles(QUrl(QStringLiteral("http://127.0.0.1/x"))));
        QVERIFY(
            !FalEnvironment::cloud().mayExchangeFiles(QUrl(QStringLiteral("file:///etc/passwd"))));

        const auto relay = *FalEnvironment::throughProxy(
            QUrl(QStringLiteral("http://127.0.0.1:3000/api/fal/proxy")));
        QVERIFY(relay.mayExchangeFiles(QUrl(QStringLiteral("http://127.0.0.1:7860/upload/x"))));
        QVERIFY(!relay.mayExchangeFiles(QUrl(QStringLiteral("http://192.168.1.1/upload/x"))));
        const auto team = *FalEnvironment::throughProxy(
            QUrl(QStringLiteral("https://team.example/api/fal/proxy")));
        QVERIFY(!team.mayExchangeFiles(QUrl(QStringLiteral("http://127.0.0.1:7860/upload/x"))));
        QVERIFY(team.mayExchangeFiles(QUrl(QStringLiteral("https://v3.fal.media/files/x"))));
    }
};

QTEST_APPLESS_MAIN(TestFalEnvironment)
#include "tst_falenvironment.moc"
