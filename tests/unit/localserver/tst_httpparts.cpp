#include "core/http/byterange.h"
#include "core/http/hostguard.h"
#include "core/http/httptarget.h"

#include <QTest>

using namespace peregrine;

/// The parts of the HTTP server that are pure: paths, ranges, hosts.
class TestHttpParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodTargets_data();
    void goodTargets();
    void badTargets_data();
    void badTargets();
    void queryIsAForm();
    void ranges_data();
    void ranges();
    void hosts();
    void origins();
};

void TestHttpParts::goodTargets_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QStringList>("segments");
    QTest::newRow("root") << QByteArray("/") << QStringList{};
    QTest::newRow("plain") << QByteArray("/a/b")
                           << QStringList{QStringLiteral("a"), QStringLiteral("b")};
    QTest::newRow("trailing slash") << QByteArray("/a/") << QStringList{QStringLiteral("a")};
    QTest::newRow("escape") << QByteArray("/a%20b") << QStringList{QStringLiteral("a b")};
    QTest::newRow("UTF-8") << QByteArray("/%C3%A9") << QStringList{QStringLiteral("\u00e9")};
    QTest::newRow("dots in a name")
        << QByteArray("/a..b/...") << QStringList{QStringLiteral("a..b"), QStringLiteral("...")};
}

void TestHttpParts::goodTargets()
{
    QFETCH(QByteArray, target);
    QFETCH(QStringList, segments);
    const auto parsed = HttpTarget::parse(target);
    QVERIFY(parsed.has_value());
    QCOMPARE(parsed->segments, segments);
}

void TestHttpParts::badTargets_data()
{
    QTest::addColumn<QByteArray>("target");
    for (const char *target :
         {"", "a", "*", "http://host/", "//", "/a//b", "/..", "/a/../b", "/./a", "/%2e%2e/a",
          "/a%2f..%2fb", "/a%5cb", "/a%00b", "/a%0ab", "/%zz", "/%4", "/%ff", "/a#b", "/?a=%ff"})
        QTest::newRow(target) << QByteArray(target);
}

void TestHttpParts::badTargets()
{
    QFETCH(QByteArray, target);
    QVERIFY(!HttpTarget::parse(target).has_value());
}

void TestHttpParts::queryIsAForm()
{
    const auto target = HttpTarget::parse("/a?q=a+b%2Bc&id=1&id=2&empty=&bare&&x=a=b");
    QVERIFY(target.has_value());
    QCOMPARE(target->queryValue(QStringLiteral("q")), QStringLiteral("a b+c"));
    QCOMPARE(target->queryValues(QStringLiteral("id")),
             (QStringList{QStringLiteral("1"), QStringLiteral("2")}));
    QVERIFY(!target->queryValue(QStringLiteral("empty")).isNull());
    QVERIFY(!target->queryValue(QStringLiteral("bare")).isNull());
    QVERIFY(target->queryValue(QStringLiteral("other")).isNull());
    QCOMPARE(target->queryValue(QStringLiteral("x")), QStringLiteral("a=b"));
}

void TestHttpParts::ranges_data()
{
    using Kind = ByteRange::Kind;
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("kind");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("size");
    const auto row = [](const char *header, Kind kind, qint64 first, qint64 size) {
        QTest::newRow(*header == '\0' ? "none" : header)
            << QByteArray(header) << int(kind) << first << size;
    };
    row("", Kind::Whole, 0, 100);
    row("bytes=0-9", Kind::Part, 0, 10);
    row("bytes=90-", Kind::Part, 90, 10);
    row("bytes=90-500", Kind::Part, 90, 10);
    row("bytes=-10", Kind::Part, 90, 10);
    row("bytes=-500", Kind::Part, 0, 100);
    row("bytes=100-", Kind::Unsatisfiable, 0, 0);
    row("bytes=-0", Kind::Unsatisfiable, 0, 0);
    row("bytes=9-3", Kind::Whole, 0, 100);
    row("bytes=0-1,5-6", Kind::Whole, 0, 100);
    row("bytes=--5", Kind::Whole, 0, 100);
    row("bytes=-", Kind::Whole, 0, 100);
    row("bytes=+1-5", Kind::Whole, 0, 100);
    row("bytes=99999999999999999999-", Kind::Whole, 0, 100);
    row("items=0-9", Kind::Whole, 0, 100);
}

void TestHttpParts::ranges()
{
    QFETCH(QByteArray, header);
    QFETCH(int, kind);
    QFETCH(qint64, first);
    QFETCH(qint64, size);
    const ByteRange range = ByteRange::parse(header, 100);
    QCOMPARE(int(range.kind), kind);
    QCOMPARE(range.first, first);
    QCOMPARE(range.size, size);
}

void TestHttpParts::hosts()
{
    const HostGuard guard(7860);
    for (const char *host : {"127.0.0.1:7860", "localhost:7860", "LOCALHOST:7860", "[::1]:7860"})
        QVERIFY2(guard.allowsHost(host), host);
    for (const char *host : {"", "127.0.0.1", "127.0.0.1:80", "evil.example:7860",
                             "localhost.evil:7860", "127.0.0.1:7860@evil", "192.168.0.1:7860"})
        QVERIFY2(!guard.allowsHost(host), host);
    QVERIFY(HostGuard(80).allowsHost("localhost"));
}

void TestHttpParts::origins()
{
    const HostGuard guard(7860);
    for (const char *origin : {"", "http://127.0.0.1:7860", "http://localhost:7860"})
        QVERIFY2(guard.allowsOrigin(origin), origin);
    for (const char *origin : {"null", "https://127.0.0.1:7860", "http://evil.example",
                               "http://127.0.0.1:1", "http://127.0.0.1:7860.evil.example"})
        QVERIFY2(!guard.allowsOrigin(origin), origin);
}

QTEST_GUILESS_MAIN(TestHttpParts)
#include "tst_httpparts.moc"
