#include "core/base/json.h"
#include "core/prompts/promptexpansion.h"
#include "core/prompts/promptoriginjson.h"
#include "core/prompts/wildcardexpansion.h"

#include <QJsonArray>
#include <QMap>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

QString expanded(const QString &text, const WildcardLists &lists = {}, quint32 seed = 1)
{
    WildcardRandom random(seed);
    const auto result = expandWildcards(WildcardTemplate::read(text), lists, random);
    return result ? *result : u"error: "_s + result.error().message;
}

/// All that comes of it in many runs.
QSet<QString> outcomes(const QString &text, const WildcardLists &lists = {}, quint32 runs = 400)
{
    QSet<QString> found;
    for (quint32 seed = 0; seed < runs; ++seed)
        found.insert(expanded(text, lists, seed));
    return found;
}

FieldSpec textField(const QString &name, FieldMeaning meaning)
{
    FieldSpec spec;
    spec.name = name;
    spec.kind = FieldKind::LongText;
    spec.meaning = meaning;
    return spec;
}

FieldSpec objectOf(const QList<FieldSpec> &members, const QString &name = {})
{
    FieldSpec spec;
    spec.name = name;
    spec.kind = FieldKind::Object;
    spec.children = members;
    return spec;
}

} // namespace

class TestWildcards : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatComesOfIt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("texts");
        QTest::newRow("two options")
            << u"a {red|blue} cat"_s << QStringList{u"a red cat"_s, u"a blue cat"_s};
        QTest::newRow("the whole text") << u"{x|y}"_s << QStringList{u"x"_s, u"y"_s};
        QTest::newRow("nested") << u"{a|{b|c} d}"_s << QStringList{u"a"_s, u"b d"_s, u"c d"_s};
        QTest::newRow("spaces around options") << u"{ a | b }"_s << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("an option of nothing") << u"x{|, wet}"_s << QStringList{u"x"_s, u"x, wet"_s};
        QTest::newRow("over lines") << u"{a\n|\nb}"_s << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("never taken") << u"{0::a|b}"_s << QStringList{u"b"_s};
        QTest::newRow("all never taken") << u"x{0::a|0::b}"_s << QStringList{u"x"_s};
        QTest::newRow("a weight with a fraction")
            << u"{0.5::a|.25::b}"_s << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("a weight before a choice")
            << u"{2::{a|b}|c}"_s << QStringList{u"a"_s, u"b"_s, u"c"_s};
        QTest::newRow("two of them")
            << u"{a|b}{c|d}"_s << QStringList{u"ac"_s, u"ad"_s, u"bc"_s, u"bd"_s};
        QTest::newRow("letters beyond ASCII")
            << u"{köter|猫|🐈}"_s << QStringList{u"köter"_s, u"猫"_s, u"🐈"_s};
        QTest::newRow("escaped bar") << u"{a\\|b|c}"_s << QStringList{u"a|b"_s, u"c"_s};
        QTest::newRow("escaped braces inside") << u"{\\{a\\}|c}"_s << QStringList{u"{a}"_s, u"c"_s};
        QTest::newRow("choice in the text of JSON")
            << u"{\"prompt\": \"a {red|blue} cat\", \"n\": 1}"_s
            << QStringList{u"{\"prompt\": \"a red cat\", \"n\": 1}"_s,
                           u"{\"prompt\": \"a blue cat\", \"n\": 1}"_s};
        QTest::newRow("choice in an open brace")
            << u"a { b {c|d}"_s << QStringList{u"a { b c"_s, u"a { b d"_s};
    }
    void whatComesOfIt()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, texts);
        QCOMPARE(outcomes(text), QSet<QString>(texts.cbegin(), texts.cend()));
    }

    void staysAsItIs_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("words") << u"a cat, oil on canvas"_s;
        QTest::newRow("JSON") << u"{\"a\": 1}"_s;
        QTest::newRow("JSON with a bar in a text") << u"{\"a\": \"x|y\"}"_s;
        QTest::newRow("JSON with a bar in a name") << u"{\"a|b\": [1, 2], \"c\" : {}}"_s;
        QTest::newRow("JSON on lines") << u"{\n  \"shot\": \"wide | low\",\n  \"n\": 2\n}"_s;
        QTest::newRow("JSON in JSON") << u"{\"a\": {\"b\": \"x|y\"}, \"c\": \"|\"}"_s;
        QTest::newRow("JSON with escapes") << u"{\"a\": \"\\\"x\\\" \\\\ \\n|\"}"_s;
        QTest::newRow("dictionary of Python") << u"{'a': 'x|y'}"_s;
        QTest::newRow("LoRA") << u"<lora:film_grain:0.8> portrait"_s;
        QTest::newRow("emphasis") << u"(very sharp:1.2), [cat|dog], ((x))"_s;
        QTest::newRow("braces without a bar") << u"{masterpiece}, {{best}}"_s;
        QTest::newRow("bar without braces") << u"a | b"_s;
        QTest::newRow("brace that is not closed") << u"{a|b"_s;
        QTest::newRow("brace that was not opened") << u"a|b}"_s;
        QTest::newRow("closed before opened") << u"}a|b{"_s;
        QTest::newRow("or of a program") << u"if (a || b) { return c || d; }"_s;
        QTest::newRow("LaTeX") << u"\\frac{a}{b} \\{ x \\}"_s;
        QTest::newRow("backslashes") << u"C:\\temp\\ \\\\ \\n \\|"_s;
        QTest::newRow("Python's names") << u"def __init__(self): __x"_s;
        QTest::newRow("underscores") << u"____ __ _a_ __a b__"_s;
        QTest::newRow("path") << u"__../secret__ __/etc/passwd__"_s;
    }
    void staysAsItIs()
    {
        QFETCH(QString, text);
        QCOMPARE(outcomes(text, {}, 20), QSet<QString>{text});
        QCOMPARE(wildcardCount(WildcardTemplate::read(text), {}), 1);
    }

    void escapesAreUndoneWhereTheyProtect()
    {
        QCOMPARE(expanded(u"\\{a|b\\}"_s), u"{a|b}"_s);
        QCOMPARE(expanded(u"{a|a} \\__name__"_s), u"a __name__"_s);
        QCOMPARE(expanded(u"\\__name__"_s), u"__name__"_s);
        QVERIFY(WildcardTemplate::read(u"\\{a|b\\}"_s).hasWildcards());
        QCOMPARE(wildcardCount(WildcardTemplate::read(u"\\{a|b\\}"_s), {}), 1);
    }

    void weightsAreFollowed()
    {
        QMap<QString, int> counts;
        for (quint32 seed = 0; seed < 4000; ++seed)
            ++counts[expanded(u"{3::a|b}"_s, {}, seed)];
        QVERIFY2(counts.value(u"a"_s) > 2850 && counts.value(u"a"_s) < 3150,
                 qPrintable(QString::number(counts.value(u"a"_s))));
    }

    void oneSeedIsOneText()
    {
        const QString text = u"{a|b|c|d|e} {1|2|3|4|5|6|7|8} {x|y}"_s;
        QCOMPARE(expanded(text, {}, 77), expanded(text, {}, 77));
        // The same on every machine and in every version: receipts rely on it.
        QCOMPARE(expanded(text, {}, 1), u"a 2 x"_s);
        QCOMPARE(expanded(text, {}, 4'294'967'295U), u"b 7 y"_s);
    }

    void counts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<quint64>("count");
        QTest::newRow("none") << u"a"_s << quint64(1);
        QTest::newRow("three") << u"{a|b|c}"_s << quint64(3);
        QTest::newRow("product") << u"{a|b|c} {d|e} {f|g|h|i}"_s << quint64(24);
        QTest::newRow("nested") << u"{a|{b|c}}"_s << quint64(3);
        QTest::newRow("never taken") << u"{a|0::b|c}"_s << quint64(2);
        QTest::newRow("list") << u"{a|b} __colours__"_s << quint64(8);
        QTest::newRow("unknown list") << u"{a|b} __nothing__"_s << quint64(2);
        QTest::newRow("more than anybody counts") << u"{a|b}"_s.repeated(200) << wildcardCountLimit;
    }
    void counts()
    {
        QFETCH(QString, text);
        QFETCH(quint64, count);
        const auto lists =
            WildcardLists::fromTexts({{u"colours"_s, u"red\nblue\n{dark|light} green"_s}});
        QCOMPARE(wildcardCount(WildcardTemplate::read(text), lists), count);
    }

    void marksNameWhatStandsWhere()
    {
        const QString text = u"a {2::x|__n__} \\{"_s;
        const WildcardTemplate read = WildcardTemplate::read(text);
        QStringList marked;
        for (const WildcardMark &mark : read.marks)
            marked.append(text.mid(mark.start, mark.length));
        QCOMPARE(marked, (QStringList{u"{"_s, u"2::"_s, u"|"_s, u"__n__"_s, u"}"_s, u"\\{"_s}));
        QCOMPARE(read.marks.first().depth, 1);
    }

    void hostileTextsEnd()
    {
        QCOMPARE(expanded(u"{"_s.repeated(100'000)).size(), 100'000);
        const QString deep = u"{a|"_s.repeated(20'000) + u"b"_s + u"}"_s.repeated(20'000);
        QVERIFY(!expanded(deep).isEmpty());
        QCOMPARE(expanded(u"_"_s.repeated(50'000)).size(), 50'000);
        QCOMPARE(expanded(u"\\"_s.repeated(50'000)).size(), 50'000);
        QCOMPARE(expanded(u"__a"_s.repeated(30'000)).size(), 90'000);
        QVERIFY(expanded(u"{x|x}"_s.repeated(150'000)).startsWith(u"error"_s));
        const auto doubling = [] {
            QMap<QString, QString> texts;
            for (int i = 0; i < 19; ++i)
                texts.insert(u"l%1"_s.arg(i), u"__l%1__ __l%1__ __l%1__"_s.arg(i + 1));
            texts.insert(u"l19"_s, u"{|}"_s);
            return texts;
        }();
        const auto lists = WildcardLists::fromTexts(doubling);
        QVERIFY(expanded(u"__l0__"_s, lists).startsWith(u"error"_s));
    }

    void anyTextKeepsThePromises()
    {
        const QString letters = u"{}|\\_:\"'a1. \n{|}"_s;
        const auto lists =
            WildcardLists::fromTexts({{u"a"_s, u"x\n{y|z}"_s}, {u"1"_s, u"__a__"_s}});
        QRandomGenerator random(7);
        for (int run = 0; run < 20'000; ++run) {
            QString text;
            const int length = random.bounded(40);
            for (int i = 0; i < length; ++i)
                text += letters.at(random.bounded(int(letters.size())));
            const WildcardTemplate read = WildcardTemplate::read(text);
            qsizetype end = 0;
            for (const WildcardMark &mark : read.marks) {
                QVERIFY2(mark.start >= end && mark.length > 0, qPrintable(text));
                end = mark.start + mark.length;
            }
            QVERIFY2(end <= text.size(), qPrintable(text));
            QVERIFY(wildcardCount(read, lists) >= 1);
            WildcardRandom chance(static_cast<quint32>(run));
            const auto words = expandWildcards(read, lists, chance);
            QVERIFY2(words.hasValue(), qPrintable(text));
            QVERIFY2(read.hasWildcards() || *words == text, qPrintable(text));
        }
    }

    void promptsOfAnInputAreExpanded()
    {
        FieldSpec shots;
        shots.name = u"multi_prompt"_s;
        shots.kind = FieldKind::List;
        shots.children = {objectOf({textField(u"prompt"_s, FieldMeaning::Prompt),
                                    textField(u"note"_s, FieldMeaning::None)})};
        const FieldSpec root =
            objectOf({textField(u"prompt"_s, FieldMeaning::Prompt),
                      textField(u"negative_prompt"_s, FieldMeaning::NegativePrompt),
                      textField(u"system"_s, FieldMeaning::None), shots});
        const QJsonObject input{
            {u"prompt"_s, u"{a|a} cat"_s},
            {u"negative_prompt"_s, u"plain"_s},
            {u"system"_s, u"{a|b}"_s},
            {u"multi_prompt"_s,
             QJsonArray{QJsonObject{{u"prompt"_s, u"{z|z}"_s}, {u"note"_s, u"{a|b}"_s}}}}};
        const auto result = expandPrompts(root, input, {}, 5);
        QVERIFY(result);
        QCOMPARE(result->input.value(u"prompt"_s).toString(), u"a cat"_s);
        QCOMPARE(result->input.value(u"system"_s).toString(), u"{a|b}"_s);
        QCOMPARE(valueAt(result->input, u"/multi_prompt/0/prompt"_s).toString(), u"z"_s);
        QCOMPARE(valueAt(result->input, u"/multi_prompt/0/note"_s).toString(), u"{a|b}"_s);
        QCOMPARE(result->origin.seed, 5U);
        QCOMPARE(result->origin.templates,
                 (QList<PromptTemplate>{{u"/prompt"_s, u"{a|a} cat"_s},
                                        {u"/multi_prompt/0/prompt"_s, u"{z|z}"_s}}));
        QCOMPARE(promptOriginFromJson(promptOriginToJson(result->origin)).seed, 5U);
    }

    void anInputWithoutWildcardsHasNoOrigin()
    {
        const FieldSpec root = objectOf({textField(u"prompt"_s, FieldMeaning::Prompt)});
        const QJsonObject input{{u"prompt"_s, u"a __lost__ {cat}"_s}};
        const auto result = expandPrompts(root, input, {}, 5);
        QVERIFY(result);
        QCOMPARE(result->input, input);
        QCOMPARE(result->origin, PromptOrigin());
        QCOMPARE(result->unknownLists, QStringList(u"lost"_s));
        QVERIFY(promptOriginToJson(result->origin).isEmpty());
    }

    void aListThatLeadsBackNamesItsField()
    {
        const FieldSpec root = objectOf({textField(u"prompt"_s, FieldMeaning::Prompt)});
        const auto lists =
            WildcardLists::fromTexts({{u"a"_s, u"x __b__"_s}, {u"b"_s, u"y __A__"_s}});
        const auto result = expandPrompts(root, {{u"prompt"_s, u"__a__"_s}}, lists, 5);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Validation);
        QCOMPARE(result.error().fields.first().path, QStringList(u"prompt"_s));
        QVERIFY(result.error().message.contains(u"leads back"_s));
    }
};

QTEST_GUILESS_MAIN(TestWildcards)

#include "tst_wildcards.moc"
