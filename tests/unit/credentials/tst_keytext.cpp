#include "core/credentials/keytext.h"

#include <QTest>

#include <utility>

using namespace peregrine;

class TestKeyText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void faults_data();
    void faults();
    void keepsNothingOfABadKey();
    void secretCopies();
};

void TestKeyText::faults_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("fault");
    const auto row = [](const char *name, const QByteArray &text, KeyFault fault) {
        QTest::newRow(name) << text << static_cast<int>(fault);
    };
    QTest::newRow("good") << QByteArray("3f2c-11:9ab0d") << -1;
    QTest::newRow("white space around") << QByteArray("\r\n 3f2c-11:9ab0d \t\n") << -1;
    QTest::newRow("a second colon") << QByteArray("a:b:c") << -1;
    row("nothing", {}, KeyFault::Empty);
    row("white space", " \n\t", KeyFault::Empty);
    row("assignment", "FAL_KEY=a:b", KeyFault::Assignment);
    row("export", "export FAL_KEY=a:b", KeyFault::Assignment);
    row("Windows", "set FAL_KEY=a:b", KeyFault::Assignment);
    row("id variable", "FAL_KEY_ID=a", KeyFault::Assignment);
    row("Key", "Key a:b", KeyFault::Prefix);
    row("key", "key a:b", KeyFault::Prefix);
    row("header", "Authorization: Key a:b", KeyFault::Prefix);
    row("Bearer", "Bearer abc", KeyFault::Prefix);
    row("quotes", "\"a:b\"", KeyFault::Quotes);
    row("one quote", "'a:b", KeyFault::Quotes);
    row("space inside", "a: b", KeyFault::WhiteSpace);
    row("line break inside", "a:\nb", KeyFault::WhiteSpace);
    row("header injection", "a:b\r\nX-Evil: 1", KeyFault::WhiteSpace);
    row("letters of other scripts", "a:\xc3\xbc", KeyFault::Characters);
    row("zero byte", QByteArray("a:b\0c", 5), KeyFault::Characters);
    row("id only", "3f2c-11", KeyFault::HalfOnly);
    row("id and colon", "3f2c-11:", KeyFault::HalfOnly);
    row("secret only", ":9ab0d", KeyFault::HalfOnly);
    row("a whole file", QByteArray(100'000, 'a'), KeyFault::TooLong);
}

void TestKeyText::faults()
{
    QFETCH(QByteArray, text);
    QFETCH(int, fault);
    const auto found = keyFaultOf(text);
    QCOMPARE(found ? static_cast<int>(*found) : -1, fault);
    const auto key = keyFromText(text);
    QCOMPARE(key.hasValue(), !found);
    if (key) {
        QCOMPARE(key->reveal(), text.trimmed());
    } else {
        QCOMPARE(key.error().kind, Error::Kind::Validation);
        QCOMPARE(key.error().message, keyFaultText(*found));
        QVERIFY(!key.error().message.isEmpty());
    }
}

void TestKeyText::keepsNothingOfABadKey()
{
    const auto key = keyFromText("\"4711-id:4711-secret\"");
    QVERIFY(!key);
    QVERIFY(!key.error().message.contains(QStringLiteral("4711")));
}

void TestKeyText::secretCopies()
{
    QByteArray text("a-key");
    Secret secret(text);
    QVERIFY(secret.reveal().constData() != text.constData());
    {
        const Secret copy = secret;
        QCOMPARE(copy.reveal(), text);
    }
    QCOMPARE(secret.reveal(), text);
    const Secret moved = std::move(secret);
    QCOMPARE(moved.reveal(), text);
    Secret assigned(QByteArray("another"));
    assigned = moved;
    QCOMPARE(assigned.reveal(), text);

    // Alone it is overwritten in place before it is let go; shared text stays whole for others.
    QByteArray shared("shared-key");
    QByteArray other = shared;
    Secret::wipe(other);
    QVERIFY(other.isEmpty());
    QCOMPARE(shared, QByteArray("shared-key"));
    Secret::wipe(shared);
    QVERIFY(shared.isEmpty());
    QByteArray none;
    Secret::wipe(none);
}

QTEST_APPLESS_MAIN(TestKeyText)
#include "tst_keytext.moc"
