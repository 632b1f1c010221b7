#include "core/credentials/credentials.h"

#include <QTest>

using namespace peregrine;

class TestCredentials : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void key_data();
    void key();
};

void TestCredentials::key_data()
{
    QTest::addColumn<QString>("whole");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("secret");
    QTest::addColumn<bool>("isGood");
    QTest::addColumn<QByteArray>("expected");

    const QString none;
    QTest::newRow("none") << none << none << none << true << QByteArray();
    QTest::newRow("FAL_KEY") << QStringLiteral("a:b") << none << none << true << QByteArray("a:b");
    QTest::newRow("pair") << none << QStringLiteral("id") << QStringLiteral("se") << true
                          << QByteArray("id:se");
    QTest::newRow("FAL_KEY wins") << QStringLiteral("a:b") << QStringLiteral("id")
                                  << QStringLiteral("se") << true << QByteArray("a:b");
    QTest::newRow("trimmed") << QStringLiteral("  a:b\n") << none << none << true
                             << QByteArray("a:b");
    QTest::newRow("only white space")
        << QStringLiteral(" \n") << none << none << true << QByteArray();
    QTest::newRow("half a pair") << none << QStringLiteral("id") << none << false << QByteArray();
    QTest::newRow("line break inside")
        << QStringLiteral("a:b\r\nX-Evil: 1") << none << none << false << QByteArray();
    QTest::newRow("not ASCII") << QStringLiteral("a:\u00fc") << none << none << false
                               << QByteArray();
    QTest::newRow("line break in the pair")
        << none << QStringLiteral("i\nd") << QStringLiteral("se") << false << QByteArray();
}

void TestCredentials::key()
{
    QFETCH(QString, whole);
    QFETCH(QString, id);
    QFETCH(QString, secret);
    QFETCH(bool, isGood);
    QFETCH(QByteArray, expected);

    QProcessEnvironment environment;
    if (!whole.isNull())
        environment.insert(QStringLiteral("FAL_KEY"), whole);
    if (!id.isNull())
        environment.insert(QStringLiteral("FAL_KEY_ID"), id);
    if (!secret.isNull())
        environment.insert(QStringLiteral("FAL_KEY_SECRET"), secret);
    const auto credentials = credentialsFromEnvironment(environment);
    QCOMPARE(credentials.hasValue(), isGood);
    if (isGood) {
        QCOMPARE(credentials->reveal(), expected);
    } else {
        QCOMPARE(credentials.error().kind, Error::Kind::Unauthorized);
        QVERIFY(!credentials.error().message.contains(QStringLiteral("a:")));
    }
}

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_credentials.moc"
