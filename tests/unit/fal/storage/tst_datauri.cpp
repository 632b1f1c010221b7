#include "core/fal/storage/datauri.h"
#include "core/fal/storage/filefacts.h"
#include "tests/support/await.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;
using peregrine::test::await;

namespace {

FalFile bytes(const QByteArray &content, const QString &type = {})
{
    FalFile file;
    file.bytes = content;
    file.contentType = type;
    return file;
}

const QByteArray png = QByteArray::fromHex("89504e470d0a1a0a0000000d49484452");

} // namespace

class TestDataUri : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAndReadsBack();
    void readsFilesAndFindsTheirType();
    void largerContentIsRefused();
    void aMissingFileIsNamed();
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();

    void types_data();
    void types();
    void namelessContentGetsAName();
};

void TestDataUri::writesAndReadsBack()
{
    QByteArray content;
    for (int i = 0; i < 256; ++i)
        content.append(static_cast<char>(i));
    const auto uri = await(dataUri(bytes(content, QStringLiteral("image/x-own"))));
    QVERIFY(uri);
    QVERIFY(uri->startsWith(QLatin1String("data:image/x-own;base64,")));
    const auto read = readDataUri(*uri);
    QVERIFY(read);
    QCOMPARE(read->bytes, content);
    QCOMPARE(read->contentType, QStringLiteral("image/x-own"));
}

void TestDataUri::readsFilesAndFindsTheirType()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("picture.dat")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(png);
    file.close();
    const auto uri = await(dataUri(FalFile::atPath(file.fileName())));
    QVERIFY(uri);
    QCOMPARE(*uri, QStringLiteral("data:image/png;base64,") + QString::fromLatin1(png.toBase64()));
}

void TestDataUri::largerContentIsRefused()
{
    QVERIFY(await(dataUri(bytes(QByteArray(10, 'x')), 10)));
    const auto refused = await(dataUri(bytes(QByteArray(11, 'x')), 10));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Validation);
}

void TestDataUri::aMissingFileIsNamed()
{
    const auto missing = await(dataUri(FalFile::atPath(QStringLiteral("/nowhere/gone.png"))));
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, Error::Kind::Storage);
    QVERIFY(missing.error().message.contains(QLatin1String("gone.png")));
}

void TestDataUri::reads_data()
{
    QTest::addColumn<QString>("uri");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text") << QStringLiteral("data:,a%20b")
                          << QStringLiteral("text/plain;charset=US-ASCII") << QByteArray("a b");
    QTest::newRow("parameters") << QStringLiteral("data:text/html;charset=utf-8,%C3%A4")
                                << QStringLiteral("text/html;charset=utf-8")
                                << QByteArray("\xc3\xa4");
    QTest::newRow("upper case") << QStringLiteral("DATA:image/png;BASE64,aGk=")
                                << QStringLiteral("image/png") << QByteArray("hi");
    QTest::newRow("encoded base64") << QStringLiteral("data:image/png;base64,aGk%3D")
                                    << QStringLiteral("image/png") << QByteArray("hi");
    QTest::newRow("empty") << QStringLiteral("data:image/png;base64,")
                           << QStringLiteral("image/png") << QByteArray("");
}

void TestDataUri::reads()
{
    QFETCH(QString, uri);
    const auto read = readDataUri(uri);
    QVERIFY(read);
    QTEST(read->contentType, "type");
    QTEST(read->bytes, "content");
}

void TestDataUri::refuses_data()
{
    QTest::addColumn<QString>("uri");
    QTest::newRow("another scheme") << QStringLiteral("https://example.org/,a");
    QTest::newRow("no comma") << QStringLiteral("data:image/png;base64");
    QTest::newRow("broken base64") << QStringLiteral("data:image/png;base64,a*b");
    QTest::newRow("endless head") << QStringLiteral("data:") + QString(5000, u'x') + u',';
    QTest::newRow("too large") << QStringLiteral("data:,") + QString(200, u'x');
    QTest::newRow("far too large") << QStringLiteral("data:,") + QString(2000, u'x');
}

void TestDataUri::refuses()
{
    QFETCH(QString, uri);
    const auto read = readDataUri(uri, 100);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, Error::Kind::Malformed);
}

void TestDataUri::types_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("type");
    QTest::newRow("content wins over a wrong name")
        << QStringLiteral("a.jpg") << png << QStringLiteral("image/png");
    QTest::newRow("content without a name") << QString() << png << QStringLiteral("image/png");
    QTest::newRow("text by its name")
        << QStringLiteral("a.csv") << QByteArray("a,b\n1,2\n") << QStringLiteral("text/csv");
    QTest::newRow("weights by nothing")
        << QStringLiteral("a.safetensors") << QByteArray::fromHex("0001020304")
        << QStringLiteral("application/octet-stream");
    QTest::newRow("an archive by its name")
        << QStringLiteral("a.docx") << QByteArray::fromHex("504b030414000600")
        << QStringLiteral(
               "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    QTest::newRow("empty by its name")
        << QStringLiteral("a.png") << QByteArray() << QStringLiteral("image/png");
}

void TestDataUri::types()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QTEST(contentTypeOf(name, content), "type");
}

void TestDataUri::namelessContentGetsAName()
{
    QCOMPARE(factsOf(bytes(png), 1'700'000'000'123).fileName, QStringLiteral("1700000000123.png"));
    QCOMPARE(factsOf(bytes("x", QStringLiteral("image/svg+xml")), 5).fileName,
             QStringLiteral("5.svg"));
    QCOMPARE(factsOf(bytes("x", QStringLiteral("a/unknown; b=c")), 5).fileName,
             QStringLiteral("5.bin"));
}

QTEST_GUILESS_MAIN(TestDataUri)
#include "tst_datauri.moc"
