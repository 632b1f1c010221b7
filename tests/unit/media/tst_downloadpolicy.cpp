#include "core/media/downloadpolicy.h"

#include <QTest>

using namespace peregrine;

class TestDownloadPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mayFetch_data();
    void mayFetch();
    void mayFollow_data();
    void mayFollow();
};

void TestDownloadPolicy::mayFetch_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("may");
    const QString local = QStringLiteral("http://127.0.0.1:7860");
    const auto row = [](const char *name, const QString &base, const char *url, bool may) {
        QTest::newRow(name) << base << QString::fromUtf8(url) << may;
    };
    row("https", {}, "https://v3.fal.media/files/a.png", true);
    row("https with a base", local, "https://v3.fal.media/files/a.png", true);
    row("http without a base", {}, "http://127.0.0.1:7860/a", false);
    row("http at the base", local, "http://127.0.0.1:7860/files/a", true);
    row("http at another port", local, "http://127.0.0.1:7861/a", false);
    row("http at another host", local, "http://example.com/a", false);
    row("another name of the host", local, "http://localhost:7860/a", false);
    row("base by name", QStringLiteral("http://localhost:80"), "http://localhost/a", true);
    row("IPv6 base", QStringLiteral("http://[::1]:7860"), "http://[::1]:7860/a", true);
    row("base is not loopback", QStringLiteral("http://10.0.0.1:80"), "http://10.0.0.1:80/a",
        false);
    row("base looks like loopback", QStringLiteral("http://localhost.evil.com"),
        "http://localhost.evil.com/a", false);
    row("file", local, "file:///etc/passwd", false);
    row("ftp", local, "ftp://127.0.0.1:7860/a", false);
    row("qrc", local, "qrc:/a", false);
    row("user info becomes a header", {}, "https://user:pass@v3.fal.media/a", false);
    row("no host", {}, "https:///a", false);
    row("relative", local, "/a", false);
    row("empty", local, "", false);
}

void TestDownloadPolicy::mayFetch()
{
    QFETCH(QString, base);
    QFETCH(QString, url);
    QFETCH(bool, may);
    QCOMPARE(DownloadPolicy(QUrl(base)).mayFetch(QUrl(url)), may);
}

void TestDownloadPolicy::mayFollow_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<bool>("may");
    QTest::newRow("https to https")
        << QStringLiteral("https://a/1") << QStringLiteral("https://b/2") << true;
    QTest::newRow("down") << QStringLiteral("https://a/1")
                          << QStringLiteral("http://127.0.0.1:7860/2") << false;
    QTest::newRow("up") << QStringLiteral("http://127.0.0.1:7860/1")
                        << QStringLiteral("https://b/2") << true;
    QTest::newRow("at the base") << QStringLiteral("http://127.0.0.1:7860/1")
                                 << QStringLiteral("http://127.0.0.1:7860/2") << true;
    QTest::newRow("to a file") << QStringLiteral("https://a/1")
                               << QStringLiteral("file:///etc/passwd") << false;
}

void TestDownloadPolicy::mayFollow()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(bool, may);
    const DownloadPolicy policy(QUrl(QStringLiteral("http://127.0.0.1:7860")));
    QCOMPARE(policy.mayFollow(QUrl(from), QUrl(to)), may);
}

QTEST_GUILESS_MAIN(TestDownloadPolicy)
#include "tst_downloadpolicy.moc"
