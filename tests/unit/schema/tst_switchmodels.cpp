#include "core/base/json.h"
#include "core/schema/carryover.h"
#include "core/schema/formmodel.h"
#include "core/schema/formvalidator.h"
#include "tests/unit/schema/schemafiles.h"

#include <QJsonArray>
#include <QMap>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <cstdio>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

constexpr int pairsOfCorpus = 4000;

/// What people expect to find again in the next model.
const QList<FieldMeaning> kept{
    FieldMeaning::Prompt,   FieldMeaning::NegativePrompt, FieldMeaning::Image,
    FieldMeaning::Video,    FieldMeaning::Audio,          FieldMeaning::Mask,
    FieldMeaning::Seed,     FieldMeaning::Size,           FieldMeaning::AspectRatio,
    FieldMeaning::Duration, FieldMeaning::Loras};

const FieldSpec *fieldOf(const ModelSchema &schema, FieldMeaning meaning)
{
    const QList<FieldSpec> &fields = schema.input.children;
    const auto it = std::find_if(fields.begin(), fields.end(), [meaning](const FieldSpec &field) {
        return field.meaning == meaning && !field.hidden && !field.frozen;
    });
    return it == fields.end() ? nullptr : &*it;
}

/// Something that a person might have set there, other than the default.
QJsonValue someValue(const FieldSpec &field)
{
    switch (field.meaning) {
    case FieldMeaning::Prompt:
    case FieldMeaning::NegativePrompt:
        return u"a red fox at dawn"_s;
    case FieldMeaning::Seed:
        return 12345;
    case FieldMeaning::Loras:
        return QJsonArray{QJsonObject{{u"path"_s, u"https://h.example/l.safetensors"_s}}};
    default:
        break;
    }
    if (field.kind == FieldKind::Media)
        return u"https://h.example/file"_s;
    if (field.kind == FieldKind::List && !field.children.isEmpty()
        && field.children.constFirst().kind == FieldKind::Media)
        return QJsonArray{u"https://h.example/file"_s};
    for (const QJsonValue &choice : field.choices) {
        if (choice != field.defaultValue)
            return choice;
    }
    return QJsonValue::Undefined;
}

/// Sets what the model has of the kept meanings; the names of the fields that took it.
QStringList fill(FormModel &form)
{
    QStringList filled;
    for (const FieldMeaning meaning : kept) {
        const FieldSpec *field = fieldOf(form.schema(), meaning);
        const QJsonValue value = field ? someValue(*field) : QJsonValue(QJsonValue::Undefined);
        if (value.isUndefined() || !FormValidator::admits(*field, value))
            continue;
        form.setValue(jsonPointer({field->name}), value);
        filled.append(field->name);
    }
    return filled;
}

QStringList faultyFields(FormModel &form)
{
    QStringList names;
    const QList<FieldFault> faults = FormValidator::check(form.schema().input, form.values());
    for (const FieldFault &fault : faults)
        names.append(fault.path.value(0));
    names.removeDuplicates();
    return names;
}

/// The value in the shape that the field takes, when it is a file or several.
QJsonValue reshaped(const FieldSpec &field, const QJsonValue &value)
{
    if (field.kind == FieldKind::List && !value.isArray())
        return QJsonArray{value};
    if (field.kind == FieldKind::Media && value.isArray())
        return value.toArray().first();
    return value;
}

struct Tally
{
    int shared = 0;
    int carried = 0;
};

class Pairs
{
public:
    /// From one model to another and back; the empty text when all is as it should be.
    QString check(const ModelSchema &from, const ModelSchema &to)
    {
        FormModel form;
        form.switchSchema(from);
        fill(form);
        const FormValues before = form.values();

        form.switchSchema(to);
        FormModel fresh;
        fresh.setSchema(to);
        const QStringList wrongAnyway = faultyFields(fresh);
        for (const QString &name : faultyFields(form)) {
            if (!wrongAnyway.contains(name))
                return u"%1 has a value that the model refuses"_s.arg(name);
        }
        count(from, to, before, form);

        form.switchSchema(from);
        if (form.values() != before)
            return u"the way back lost something"_s;
        return {};
    }

    QMap<FieldMeaning, Tally> tallies;
    QStringList misses;

private:
    void count(const ModelSchema &from, const ModelSchema &to, const FormValues &before,
               const FormModel &now)
    {
        for (const FieldMeaning meaning : kept) {
            const FieldSpec *source = fieldOf(from, meaning);
            const FieldSpec *target = fieldOf(to, meaning);
            if (!source || !target || !before.input.contains(source->name)
                || before.input.value(source->name) == source->defaultValue)
                continue;
            const QJsonValue value = reshaped(*target, before.input.value(source->name));
            if (!FormValidator::admits(*target, value))
                continue;
            Tally &tally = tallies[meaning];
            ++tally.shared;
            const bool found = std::any_of(
                to.input.children.begin(), to.input.children.end(), [&](const FieldSpec &field) {
                    return field.meaning == meaning
                        && now.value(jsonPointer({field.name}))
                        == reshaped(field, before.input.value(source->name));
                });
            if (found)
                ++tally.carried;
            else if (misses.size() < 20)
                misses.append(u"%1 .%2 -> %3 .%4"_s.arg(from.endpointId, source->name,
                                                        to.endpointId, target->name));
        }
    }
};

} // namespace

/// Switching models: what they share goes along, what a model refuses does not, and the way back
/// restores all.
class TestSwitchModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ownDocuments()
    {
        const QStringList paths = schemaDocuments(QStringLiteral(PEREGRINE_TEST_DATA "/schemas"));
        QList<ModelSchema> schemas;
        for (const QString &path : paths) {
            if (const auto read = OpenApiReader::read(schemaDocument(path)))
                schemas.append(*read);
        }
        QVERIFY(schemas.size() > 5);
        Pairs pairs;
        for (const ModelSchema &from : std::as_const(schemas)) {
            for (const ModelSchema &to : std::as_const(schemas)) {
                if (from.endpointId == to.endpointId)
                    continue;
                const QString problem = pairs.check(from, to);
                QVERIFY2(
                    problem.isEmpty(),
                    qPrintable(from.endpointId + u" -> "_s + to.endpointId + u": "_s + problem));
            }
        }
        QVERIFY2(pairs.misses.isEmpty(), qPrintable(pairs.misses.join(u'\n')));
    }

    void sizesBecomeAspectRatios_data()
    {
        QTest::addColumn<QJsonValue>("size");
        QTest::addColumn<QJsonValue>("ratio");
        const QJsonValue none(QJsonValue::Undefined);
        QTest::newRow("preset") << QJsonValue(u"landscape_16_9"_s) << QJsonValue(u"16:9"_s);
        QTest::newRow("upright") << QJsonValue(u"portrait_4_3"_s) << QJsonValue(u"3:4"_s);
        QTest::newRow("square") << QJsonValue(u"square_hd"_s) << QJsonValue(u"1:1"_s);
        QTest::newRow("pixels") << QJsonValue(QJsonObject{{u"width"_s, 1920}, {u"height"_s, 1080}})
                                << QJsonValue(u"16:9"_s);
        QTest::newRow("nothing close")
            << QJsonValue(QJsonObject{{u"width"_s, 3000}, {u"height"_s, 1000}}) << none;
        QTest::newRow("the model decides") << QJsonValue(u"auto"_s) << none;
        QTest::newRow("no height")
            << QJsonValue(QJsonObject{{u"width"_s, 100}, {u"height"_s, 0}}) << none;
    }
    void sizesBecomeAspectRatios()
    {
        QFETCH(QJsonValue, size);
        QFETCH(QJsonValue, ratio);
        FieldSpec field;
        field.name = u"aspect_ratio"_s;
        field.kind = FieldKind::Enum;
        field.meaning = FieldMeaning::AspectRatio;
        field.choices = {u"auto"_s, u"16:9"_s, u"3:4"_s, u"1:1"_s, u"9:16"_s};
        FieldSpec root;
        root.kind = FieldKind::Object;
        root.children = {field};
        const FormValues carried =
            withCarried({}, root, {{u"image_size"_s, FieldMeaning::Size, size, {}}});
        QCOMPARE(carried.input.value(u"aspect_ratio"_s), ratio);
    }

    void aspectRatiosBecomeSizes()
    {
        FieldSpec field;
        field.name = u"image_size"_s;
        field.kind = FieldKind::Size;
        field.meaning = FieldMeaning::Size;
        field.choices = {u"square"_s, u"portrait_16_9"_s, u"landscape_16_9"_s};
        FieldSpec root;
        root.kind = FieldKind::Object;
        root.children = {field};
        const FormValues carried =
            withCarried({}, root, {{u"aspect_ratio"_s, FieldMeaning::AspectRatio, u"9:16"_s, {}}});
        QCOMPARE(carried.input.value(u"image_size"_s), QJsonValue(u"portrait_16_9"_s));
    }

    void pairsOfTheCorpus()
    {
        const QString folder = qEnvironmentVariable("PEREGRINE_SCHEMA_CORPUS");
        if (folder.isEmpty())
            QSKIP("PEREGRINE_SCHEMA_CORPUS names no folder");
        QList<ModelSchema> schemas;
        for (const QString &path : schemaDocuments(folder)) {
            if (const auto read = OpenApiReader::read(schemaDocument(path)))
                schemas.append(*read);
        }
        QVERIFY(schemas.size() > 1);
        Pairs pairs;
        QStringList problems;
        // Always the same pairs.
        QRandomGenerator random(20'240'607);
        for (int i = 0; i < pairsOfCorpus; ++i) {
            const ModelSchema &from = schemas.at(random.bounded(int(schemas.size())));
            const ModelSchema &to = schemas.at(random.bounded(int(schemas.size())));
            if (from.endpointId == to.endpointId)
                continue;
            const QString problem = pairs.check(from, to);
            if (!problem.isEmpty())
                problems.append(from.endpointId + u" -> "_s + to.endpointId + u": "_s + problem);
        }
        for (auto it = pairs.tallies.cbegin(); it != pairs.tallies.cend(); ++it)
            std::printf("meaning %d: carried %d of %d\n", int(it.key()), it->carried, it->shared);
        QVERIFY2(problems.isEmpty(), qPrintable(problems.mid(0, 20).join(u'\n')));
        QVERIFY2(pairs.misses.isEmpty(), qPrintable(pairs.misses.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestSwitchModels)

#include "tst_switchmodels.moc"
