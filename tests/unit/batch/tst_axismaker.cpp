#include "core/batch/axismaker.h"
#include "core/batch/valuetext.h"
#include "core/batch/variablefields.h"
#include "core/batch/wildcardcombinations.h"

#include <QImage>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

FieldSpec specOf(FieldKind kind, const QString &name = u"field"_s)
{
    FieldSpec spec;
    spec.kind = kind;
    spec.name = name;
    spec.title = u"Field"_s;
    return spec;
}

VariableField fieldOf(const FieldSpec &spec)
{
    return {u"/"_s + spec.name, spec.title, spec, QJsonValue::Undefined, true};
}

FieldSpec between(FieldKind kind, const QJsonValue &least, const QJsonValue &most)
{
    FieldSpec spec = specOf(kind);
    spec.range.minimum = least;
    spec.range.maximum = most;
    return spec;
}

QString labelsOf(const VariationAxis &axis)
{
    QStringList labels;
    for (const VariationStop &stop : axis.stops)
        labels.append(stop.label);
    return labels.join(u' ');
}

Decimal decimal(const char *text)
{
    return *Decimal::read(QString::fromLatin1(text));
}

WildcardLists lists()
{
    return WildcardLists::fromTexts({{u"colour"_s, u"red\nblue\n"_s},
                                     {u"loop"_s, u"__loop__ and on\n"_s},
                                     {u"many"_s, u"{a|b} x\nc x\na x"_s}});
}

} // namespace

class TestAxisMaker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts_data()
    {
        QTest::addColumn<FieldSpec>("spec");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QJsonArray>("values");
        QTest::addColumn<QString>("fault");
        const auto row = [](const char *name, const FieldSpec &spec, const QString &text,
                            const QJsonArray &values, const QString &fault = {}) {
            QTest::newRow(name) << spec << text << values << fault;
        };
        const FieldSpec strength = between(FieldKind::Number, 0, 1);
        row("numbers", strength, u"0.1, 0.30; 1\n0"_s, {0.1, 0.3, 1, 0});
        row("the same twice", strength, u"0.5 0.50 .5"_s, {0.5});
        row("no number", strength, u"0.1 half"_s, {}, u"half"_s);
        row("above the bound", strength, u"0.1 1.5"_s, {}, u"1.5"_s);
        row("whole", between(FieldKind::Integer, 1, 50), u"1e1 28"_s, {10, 28});
        row("a fraction of a whole", specOf(FieldKind::Integer), u"2.5"_s, {}, u"whole"_s);
        row("large seed", specOf(FieldKind::Seed), u"9223372036854775807"_s,
            {std::numeric_limits<qint64>::max()});
        row("beyond large", specOf(FieldKind::Seed), u"99223372036854775807"_s, {}, u"number"_s);
        row("switch", specOf(FieldKind::Boolean), u"on\nFalse"_s, {true, false});
        row("no switch", specOf(FieldKind::Boolean), u"perhaps"_s, {}, u"perhaps"_s);
        FieldSpec format = specOf(FieldKind::Enum);
        format.choices = {u"png"_s, u"jpeg"_s, 4};
        row("choices", format, u"PNG\n4"_s, {u"png"_s, 4});
        row("no choice", format, u"bmp"_s, {}, u"bmp"_s);
        format.openChoices = true;
        row("open choice", format, u"bmp"_s, {u"bmp"_s});
        FieldSpec size = specOf(FieldKind::Size);
        size.choices = {u"square_hd"_s, u"landscape_16_9"_s};
        size.children = {specOf(FieldKind::Integer, u"width"_s),
                         specOf(FieldKind::Integer, u"height"_s)};
        row("sizes", size, u"square_hd\nLandscape 16:9\n640 x 480"_s,
            {u"square_hd"_s, u"landscape_16_9"_s,
             QJsonObject{{u"width"_s, 640}, {u"height"_s, 480}}});
        row("no size", size, u"huge"_s, {}, u"huge"_s);
        row("lines", specOf(FieldKind::LongText), u"a cat, red\n\n a dog \n"_s,
            {u"a cat, red"_s, u"a dog"_s});
        row("json", specOf(FieldKind::Any), u"{\"a\": 1}\n[2]"_s,
            {QJsonObject{{u"a"_s, 1}}, QJsonArray{2}});
        FieldSpec list = specOf(FieldKind::List);
        list.children = {specOf(FieldKind::Integer)};
        row("no list", list, u"[1, \"b\"]"_s, {}, u"[1"_s);
    }
    void texts()
    {
        QFETCH(FieldSpec, spec);
        QFETCH(QString, text);
        QFETCH(QJsonArray, values);
        QFETCH(QString, fault);
        const auto axis = axismaker::ofTexts(fieldOf(spec), splitValues(spec, text));
        if (!fault.isEmpty()) {
            QVERIFY(!axis);
            QCOMPARE(axis.error().kind, Error::Kind::Validation);
            QVERIFY2(axis.error().message.contains(fault), qPrintable(axis.error().message));
            return;
        }
        QVERIFY2(axis, axis ? "" : qPrintable(axis.error().message));
        QJsonArray made;
        for (const VariationStop &stop : axis->stops) {
            QCOMPARE(stop.changes.size(), 1);
            QCOMPARE(stop.changes.first().pointer, u"/field"_s);
            QVERIFY(!stop.label.isEmpty());
            made.append(stop.changes.first().value);
        }
        QCOMPARE(made, values);
    }

    void ranges()
    {
        const VariableField strength = fieldOf(between(FieldKind::Number, 0, 1));
        const auto tenths =
            axismaker::ofSteps(strength, decimal("0"), decimal("0.5"), decimal("0.1"));
        QVERIFY(tenths);
        QCOMPARE(labelsOf(*tenths), u"0 0.1 0.2 0.3 0.4 0.5"_s);
        QCOMPARE(tenths->stops.at(3).changes.first().value, QJsonValue(0.3));
        const auto beyond =
            axismaker::ofSteps(strength, decimal("0"), decimal("2"), decimal("0.5"));
        QVERIFY(!beyond);
        QVERIFY(beyond.error().message.contains(u"1.5"_s));
        QVERIFY(!axismaker::ofSteps(strength, decimal("0"), decimal("1"), decimal("0")));
        QVERIFY(axismaker::ofSteps(strength, decimal("0"), decimal("1"), decimal("0.0001"))
                    .error()
                    .message.contains(u"1,000"_s));
        QCOMPARE(labelsOf(*axismaker::ofCount(strength, decimal("0"), decimal("1"), 4)),
                 u"0 0.333 0.667 1"_s);
        const VariableField steps = fieldOf(between(FieldKind::Integer, 1, 50));
        QCOMPARE(labelsOf(*axismaker::ofCount(steps, decimal("10"), decimal("20"), 4)),
                 u"10 13 17 20"_s);
    }

    void seeds()
    {
        QRandomGenerator random(3);
        NumberRange range;
        const QList<qint64> drawn = axismaker::drawnSeeds(range, 200, random);
        QCOMPARE(drawn.size(), 200);
        QCOMPARE(QSet<qint64>(drawn.cbegin(), drawn.cend()).size(), 200);
        range.minimum = 1;
        range.maximum = 3;
        QVERIFY(axismaker::drawnSeeds(range, 50, random).size() <= 3);
        QCOMPARE(axismaker::countedSeeds(range, 2, 50), (QList<qint64>{2, 3, 1}));
        QCOMPARE(axismaker::countedSeeds({}, 42, 3), (QList<qint64>{42, 43, 44}));
        const VariationAxis axis = axismaker::ofSeeds(specOf(FieldKind::Seed, u"seed"_s), {7, 8});
        QCOMPARE(labelsOf(axis), u"7 8"_s);
        QCOMPARE(axis.stops.at(1).changes.first(), (FieldChange{u"/seed"_s, 8}));
        QCOMPARE(labelsOf(axismaker::ofRepeats(3)), u"1 2 3"_s);
    }

    void files()
    {
        const QTemporaryDir dir;
        const QString picture = dir.filePath(u"a.png"_s);
        QVERIFY(QImage(8, 8, QImage::Format_RGB32).save(picture));
        FieldSpec spec = specOf(FieldKind::Media);
        spec.mediaKind = MediaKind::Image;
        const auto axis = axismaker::ofFiles(fieldOf(spec), {picture, picture});
        QVERIFY2(axis, axis ? "" : qPrintable(axis.error().message));
        QCOMPARE(axis->stops.size(), 1);
        QCOMPARE(axis->stops.first().label, u"a.png"_s);
        QCOMPARE(axis->stops.first().changes.first().file, picture);
        QVERIFY(!axismaker::ofFiles(fieldOf(spec), {dir.filePath(u"gone.png"_s)}));
    }

    void wildcards_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("texts");
        QTest::newRow("choices") << u"a {red|blue} {cat|dog}"_s
                                 << QStringList{u"a red cat"_s, u"a red dog"_s, u"a blue cat"_s,
                                                u"a blue dog"_s};
        QTest::newRow("nested") << u"{a|{b|c} d}"_s << QStringList{u"a"_s, u"b d"_s, u"c d"_s};
        QTest::newRow("weights") << u"{3::a|0::b|c}"_s << QStringList{u"a"_s, u"c"_s};
        QTest::newRow("the same twice") << u"{a|a} {b|b}"_s << QStringList{u"a b"_s};
        QTest::newRow("a list") << u"__colour__ hat"_s << QStringList{u"red hat"_s, u"blue hat"_s};
        QTest::newRow("a list with choices")
            << u"__many__"_s << QStringList{u"a x"_s, u"b x"_s, u"c x"_s};
        QTest::newRow("a list that is not there")
            << u"__none__ {a|b}"_s << QStringList{u"__none__ a"_s, u"__none__ b"_s};
        QTest::newRow("an empty option")
            << u"cat {|asleep}"_s << QStringList{u"cat "_s, u"cat asleep"_s};
    }
    void wildcards()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, texts);
        const auto made = wildcardCombinations(WildcardTemplate::read(text), lists(), 1000);
        QVERIFY(made);
        QCOMPARE(*made, texts);
    }

    void wildcardsAreBounded()
    {
        const VariableField prompt = fieldOf(specOf(FieldKind::LongText));
        QVERIFY(axismaker::ofWildcards(prompt, u"plain"_s, lists())
                    .error()
                    .message.contains(u"no wildcards"_s));
        QString many;
        for (int i = 0; i < 40; ++i)
            many += u"{a|b} "_s;
        QVERIFY(axismaker::ofWildcards(prompt, many, lists()).error().message.contains(u"1,000"_s));
        QVERIFY(axismaker::ofWildcards(prompt, u"{x|__loop__}"_s, lists())
                    .error()
                    .message.contains(u"loop"_s));
        const QString huge(190'000, u'x');
        QString text = huge + u"{a|b}"_s + huge;
        QVERIFY(!axismaker::ofWildcards(prompt, text, lists()));
    }

    void fieldsThatCanVary()
    {
        FieldSpec root = specOf(FieldKind::Object);
        FieldSpec hidden = specOf(FieldKind::Text, u"hidden"_s);
        hidden.hidden = true;
        FieldSpec lora = specOf(FieldKind::Object);
        lora.children = {specOf(FieldKind::Text, u"path"_s), specOf(FieldKind::Number, u"scale"_s)};
        lora.children[1].title = u"Scale"_s;
        FieldSpec loras = specOf(FieldKind::List, u"loras"_s);
        loras.title = u"LoRAs"_s;
        loras.children = {lora};
        FieldSpec absent = specOf(FieldKind::Object, u"absent"_s);
        absent.children = {specOf(FieldKind::Text, u"x"_s)};
        root.children = {specOf(FieldKind::Text, u"prompt"_s), hidden, loras, absent};
        const QJsonObject input{
            {u"loras"_s, QJsonArray{QJsonObject{{u"path"_s, u"a"_s}, {u"scale"_s, 1}}}}};
        const QList<VariableField> fields = variableFields(root, input);
        QStringList pointers;
        for (const VariableField &field : fields)
            pointers.append(field.pointer);
        QCOMPARE(pointers,
                 (QStringList{u"/prompt"_s, u"/loras"_s, u"/loras/0/path"_s, u"/loras/0/scale"_s}));
        QCOMPARE(fields.last().title, u"LoRAs 1 › Scale"_s);
        QCOMPARE(fields.last().value, QJsonValue(1));
    }

    void labels()
    {
        QCOMPARE(labelOfValue(0.1), u"0.1"_s);
        QCOMPARE(labelOfValue(u"landscape_16_9"_s), u"Landscape 16:9"_s);
        QCOMPARE(labelOfValue(QJsonObject{{u"width"_s, 640}, {u"height"_s, 480}}), u"640 × 480"_s);
        QCOMPARE(labelOfValue(u" a\n b "_s), u"a b"_s);
        QVERIFY(!labelOfValue(QString()).isEmpty());
        QCOMPARE(labelOfValue(QString(500, u'x')).size(), 80);
    }
};

QTEST_GUILESS_MAIN(TestAxisMaker)

#include "tst_axismaker.moc"
