#include "app/windowarguments.h"

#include <QDir>
#include <QTest>

using namespace peregrine;

class TestWindowArguments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsThem();
    void refuses_data();
    void refuses();
    void handedOverTheyStayWhatTheyAre_data();
    void handedOverTheyStayWhatTheyAre();
};

namespace {

QStringList words(std::initializer_list<const char *> list)
{
    QStringList words;
    for (const char *word : list)
        words.append(QString::fromUtf8(word));
    return words;
}

} // namespace

void TestWindowArguments::readsThem()
{
    const auto read = WindowArguments::parse(
        words({"--server", "local", "--data-dir", "/d", "fal-ai/flux/dev", "a.peregrine-preset"}));
    QVERIFY(read);
    QCOMPARE(read->server, QStringLiteral("local"));
    QCOMPARE(read->dataDir, QStringLiteral("/d"));
    QCOMPARE(read->endpoint.toString(), QStringLiteral("fal-ai/flux/dev"));
    QCOMPARE(read->files,
             QStringList(QDir::current().filePath(QStringLiteral("a.peregrine-preset"))));
}

void TestWindowArguments::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("unknown option") << words({"--nonsense"});
    QTest::newRow("two endpoints") << words({"a/b", "c/d"});
    QTest::newRow("no endpoint") << words({"not an id"});
}

void TestWindowArguments::refuses()
{
    QFETCH(QStringList, arguments);
    const auto read = WindowArguments::parse(arguments);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, Error::Kind::Validation);
}

void TestWindowArguments::handedOverTheyStayWhatTheyAre_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("none") << QStringList();
    QTest::newRow("endpoint") << words({"local/paint"});
    QTest::newRow("server") << words({"--server", "http://127.0.0.1:9", "local/paint"});
    QTest::newRow("files") << words({"ein Käfer.peregrine-preset", "b.peregrine-preset"});
    QTest::newRow("file like an option") << words({"--", "--server.peregrine-preset"});
}

void TestWindowArguments::handedOverTheyStayWhatTheyAre()
{
    QFETCH(QStringList, arguments);
    const auto read = WindowArguments::parse(arguments);
    QVERIFY(read);
    const auto again = WindowArguments::parse(read->toList());
    QVERIFY(again);
    QCOMPARE(again->server, read->server);
    QCOMPARE(again->endpoint, read->endpoint);
    QCOMPARE(again->files, read->files);
}

QTEST_APPLESS_MAIN(TestWindowArguments)
#include "tst_windowarguments.moc"
