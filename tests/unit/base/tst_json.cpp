#include "core/base/json.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace peregrine;

class TestJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bareValues_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("string") << QByteArray("\"a \\\"b\\\"\"");
        QTest::newRow("number") << QByteArray("1.5");
        QTest::newRow("beyond 53 bits") << QByteArray("9007199254740993");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("true") << QByteArray("true");
        QTest::newRow("array") << QByteArray("[1,[2]]");
        QTest::newRow("object") << QByteArray("{\"a\":{\"b\":[]}}");
    }
    void bareValues()
    {
        QFETCH(QByteArray, text);
        const auto value = parseJson(' ' + text + "\n");
        QVERIFY(value.hasValue());
        QCOMPARE(toJson(*value), text);
    }

    void brokenTexts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("blank") << QByteArray(" \n");
        QTest::newRow("cut") << QByteArray("{\"a\":");
        QTest::newRow("two values") << QByteArray("1,2");
        QTest::newRow("html") << QByteArray("<html>");
        QTest::newRow("closing the wrapper") << QByteArray("1],[2");
    }
    void brokenTexts()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!parseJson(text).hasValue());
    }

    void pointers()
    {
        const QJsonObject root{
            {QStringLiteral("loras"),
             QJsonArray{QJsonObject{{QStringLiteral("path"), QStringLiteral("x")}}}},
            {QStringLiteral("a/b~c"), 7}};
        QCOMPARE(valueAt(root, QStringLiteral("/loras/0/path")).toString(), QStringLiteral("x"));
        QCOMPARE(valueAt(root, jsonPointer({QStringLiteral("a/b~c")})).toInt(), 7);
        QVERIFY(valueAt(root, QStringLiteral("/loras/1/path")).isUndefined());
        QVERIFY(valueAt(root, QStringLiteral("/loras/-1")).isUndefined());
        QCOMPARE(jsonPointerParts(QStringLiteral("/a~1b~0c/0")),
                 QStringList({QStringLiteral("a/b~c"), QStringLiteral("0")}));
    }

    void replacing()
    {
        QJsonValue root = QJsonObject();
        root = withValueAt(root, QStringLiteral("/image/url"), QStringLiteral("u"));
        QCOMPARE(toJson(root), QByteArray("{\"image\":{\"url\":\"u\"}}"));
        root = withValueAt(root, QStringLiteral("/image/url"), QJsonValue(QJsonValue::Undefined));
        QCOMPARE(toJson(root), QByteArray("{\"image\":{}}"));
        QJsonValue list = QJsonObject{{QStringLiteral("l"), QJsonArray{1, 2}}};
        list = withValueAt(list, QStringLiteral("/l/2"), 3);
        list = withValueAt(list, QStringLiteral("/l/0"), 0);
        list = withValueAt(list, QStringLiteral("/l/9"), 9);
        QCOMPARE(toJson(list), QByteArray("{\"l\":[0,2,3]}"));
    }
};

QTEST_APPLESS_MAIN(TestJson)
#include "tst_json.moc"
