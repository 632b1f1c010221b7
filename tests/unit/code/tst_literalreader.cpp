#include "core/base/json.h"
#include "core/code/literalreader.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace peregrine;
using namespace Qt::StringLiterals;
using Dialect = LiteralReader::Dialect;

class TestLiteralReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char *name, const char *text, const char *json) {
            QTest::newRow(name) << QString::fromUtf8(text) << QByteArray(json);
        };
        row("JSON", "{\"a\": [1, 2.5, true, null, \"x\"], \"b\": {}}",
            "{\"a\":[1,2.5,true,null,\"x\"],\"b\":{}}");
        row("names without quotes", "{prompt: 'a', $x: 1, _y: 2}",
            "{\"$x\":1,\"_y\":2,\"prompt\":\"a\"}");
        row("names in brackets", "{[\"__proto__\"]: 1, 7: 2}", "{\"7\":2,\"__proto__\":1}");
        row("a comma too many", "[1, 2,]", "[1,2]");
        row("comments", "{ // one\n a: 1, /* two */ b: 2 # three\n}", "{\"a\":1,\"b\":2}");
        row("Python's words", "{'a': True, 'b': False, 'c': None}",
            "{\"a\":true,\"b\":false,\"c\":null}");
        row("JavaScript's undefined", "[undefined]", "[null]");
        row("triple quotes", "'''one\n\"two\"'''", "\"one\\n\\\"two\\\"\"");
        row("an empty text", "['', \"\"]", "[\"\",\"\"]");
        row("a template", "`one\ntwo \\`x\\` \\${y}`", "\"one\\ntwo `x` ${y}\"");
        row("texts side by side", "(\"a\"\n 'b' \"\"\"c\"\"\")", "\"abc\"");
        row("texts with a plus", "'a' +\n 'b'", "\"ab\"");
        row("raw text", "r'\\n\\\\'", "\"\\\\n\\\\\\\\\"");
        row("a format without fields", "f'plain'", "\"plain\"");
        row("escapes", "'\\n\\t\\x41\\u0042\\u{1F600}\\U0001F600\\'\\\"\\\\\\0'",
            "\"\\n\\tAB\xF0\x9F\x98\x80\xF0\x9F\x98\x80'\\\"\\\\\\u0000\"");
        row("a pair of escapes", "'\\ud83d\\ude00'", "\"\xF0\x9F\x98\x80\"");
        row("half a pair", "'\\ud83d'", "\"\xEF\xBF\xBD\"");
        row("a continued line", "'a\\\nb'", "\"ab\"");
        row("64 bits", "[9223372036854775807, -9223372036854775808]",
            "[9223372036854775807,-9223372036854775808]");
        row("numbers", "[0x10, 0b11, 0o17, 1_000, 1e3, -.5, +2, 5n]",
            "[16,3,15,1000,1000,-0.5,2,5]");
        row("a tuple", "(1, 2)", "[1,2]");
        row("a tuple of one", "(1,)", "[1]");
        row("parentheses", "((1))", "1");
        row("dict()", "dict(a=1, b=dict(c=None))", "{\"a\":1,\"b\":{\"c\":null}}");
        row("emoji", "'\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80'",
            "\"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80\"");
    }
    void reads()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, json);
        LiteralReader reader(text, Dialect::Code);
        const auto value = reader.wholeText();
        QVERIFY2(value, value ? "" : qPrintable(value.error().message));
        QCOMPARE(toJson(*value), json);
        QVERIFY(reader.unread().isEmpty());
    }

    void listsExpressions_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QStringList>("unread");
        QTest::newRow("a variable")
            << u"{a: url, b: 1}"_s << "{\"b\":1}"_ba << QStringList{u"/a url"_s};
        QTest::newRow("a call") << u"{a: f(1, {b: 2}), c: 3}"_s << "{\"c\":3}"_ba
                                << QStringList{u"/a f(1, {b: 2})"_s};
        QTest::newRow("shorthand")
            << u"{input, logs: true}"_s << "{\"logs\":true}"_ba << QStringList{u"/input input"_s};
        QTest::newRow("an arrow") << u"{on: (u) => { log(u); }, a: 1}"_s << "{\"a\":1}"_ba
                                  << QStringList{u"/on (u) => { log(u); }"_s};
        QTest::newRow("a template with a hole")
            << u"[`a ${b}`, 1]"_s << "[1]"_ba << QStringList{u"/0 `a ${b}`"_s};
        QTest::newRow("a sum") << u"{a: 2 * n, b: 'x'.trim()}"_s << "{}"_ba
                               << QStringList{u"/a 2 * n"_s, u"/b 'x'.trim()"_s};
        QTest::newRow("spread") << u"{...rest, a: 1}"_s << "{\"a\":1}"_ba
                                << QStringList{u"/… ...rest"_s};
        QTest::newRow("a format with fields")
            << u"{'a': f'{x}'}"_s << "{}"_ba << QStringList{u"/a f'{x}'"_s};
    }
    void listsExpressions()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, json);
        QFETCH(QStringList, unread);
        LiteralReader reader(text, Dialect::Code);
        const auto value = reader.wholeText();
        QVERIFY2(value, value ? "" : qPrintable(value.error().message));
        QCOMPARE(toJson(*value), json);
        QStringList found;
        for (const auto &entry : reader.unread())
            found.append(entry.pointer + u' ' + entry.expression);
        QCOMPARE(found, unread);
    }

    void saysWhere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::newRow("no colon") << u"{\"a\" 1}"_s << 1 << 6;
        QTest::newRow("no comma") << u"{\"a\": 1\n \"b\": 2}"_s << 2 << 2;
        QTest::newRow("no value") << u"{\"a\": ,}"_s << 1 << 7;
        QTest::newRow("no end") << u"\n{\"a\": 1"_s << 2 << 1;
        QTest::newRow("open text") << u"[\n\"abc\n]"_s << 2 << 1;
        QTest::newRow("a word") << u"{\"a\": yes}"_s << 1 << 7;
        QTest::newRow("more behind") << u"{} x"_s << 1 << 4;
        QTest::newRow("nothing") << u""_s << 1 << 1;
        QTest::newRow("a number's letters") << u"[12ab]"_s << 1 << 2;
        QTest::newRow("an open comment") << u"/* a"_s << 1 << 1;
    }
    void saysWhere()
    {
        QFETCH(QString, text);
        QFETCH(int, line);
        QFETCH(int, column);
        const auto value = LiteralReader(text, Dialect::Json).wholeText();
        QVERIFY(!value);
        QVERIFY(!value.error().message.isEmpty());
        QCOMPARE(LineColumn::of(text, value.error().offset), (LineColumn{line, column}));
    }

    void isBounded()
    {
        const QString deep = QString(100'000, u'[');
        QVERIFY(!LiteralReader(deep, Dialect::Code).wholeText());
        const QString open = QString(100'000, u'(');
        QVERIFY(!LiteralReader(open, Dialect::Code).wholeText());
        const QString many = u'[' + u"1,"_s.repeated(300'000) + u']';
        QVERIFY(!LiteralReader(many, Dialect::Json).wholeText());
    }

    void knowsPlaces()
    {
        const QString text = u"{\n  \"a\": [1, {\"b\": 22}],\n  \"c/d\": \"x\"\n}"_s;
        LiteralReader reader(text, Dialect::Json);
        QVERIFY(reader.wholeText());
        const auto at = [&](const QString &pointer) {
            const auto place = reader.places().value(pointer);
            return text.mid(place.offset, place.length);
        };
        QCOMPARE(at(u"/a"_s), u"\"a\": [1, {\"b\": 22}]"_s);
        QCOMPARE(at(u"/a/0"_s), u"1"_s);
        QCOMPARE(at(u"/a/1/b"_s), u"\"b\": 22"_s);
        QCOMPARE(at(u"/c~1d"_s), u"\"c/d\": \"x\""_s);
    }
};

QTEST_APPLESS_MAIN(TestLiteralReader)
#include "tst_literalreader.moc"
