#include "core/batch/axismaker.h"

#include "core/base/json.h"
#include "core/batch/valuetext.h"
#include "core/batch/variationplan.h"
#include "core/batch/wildcardcombinations.h"
#include "core/prompts/seedpolicy.h"
#include "core/schema/localfilecheck.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>
#include <QSet>

#include <algorithm>

namespace peregrine::axismaker {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::AxisMaker)
};

constexpr qsizetype most = VariationPlan::maxJobs;
/// Decimals of numbers between two ends: enough to tell them apart, few enough to read.
constexpr int spacedDecimals = 3;

Error invalid(const QString &message)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = message;
    return error;
}

Error tooMany(const VariableField &field)
{
    return invalid(Words::tr("%1 has more than %2 values. Take fewer.")
                       .arg(field.title, QLocale().toString(most)));
}

Axis ofDecimals(const VariableField &field, const QList<Decimal> &numbers)
{
    QStringList texts;
    for (const Decimal &number : numbers)
        texts.append(number.toString());
    return ofTexts(field, texts);
}

} // namespace

Axis ofTexts(const VariableField &field, const QStringList &texts)
{
    QList<QJsonValue> values;
    for (const QString &text : texts) {
        auto value = valueOfText(field.spec, text);
        if (!value)
            return Unexpected{invalid(value.error())};
        values.append(*value);
        if (values.size() > most)
            return Unexpected{tooMany(field)};
    }
    return ofValues(field, values);
}

Axis ofValues(const VariableField &field, const QList<QJsonValue> &values)
{
    VariationAxis axis{VariationAxis::Kind::Values, field.title, {}};
    if (field.spec.kind == FieldKind::Seed)
        axis.kind = VariationAxis::Kind::Seeds;
    QSet<QByteArray> seen;
    for (const QJsonValue &value : values) {
        const QByteArray key = toJson(value);
        if (seen.contains(key))
            continue;
        if (axis.stops.size() == most)
            return Unexpected{tooMany(field)};
        seen.insert(key);
        axis.stops.append({labelOfValue(value), {{field.pointer, value}}});
    }
    return axis;
}

Axis ofSteps(const VariableField &field, const Decimal &from, const Decimal &to,
             const Decimal &step)
{
    if (step.digits == 0)
        return Unexpected{invalid(Words::tr("A step of 0 leads nowhere. Enter another step."))};
    const QList<Decimal> numbers = decimalsByStep(from, to, step, most);
    return numbers.isEmpty() ? Axis(Unexpected{tooMany(field)}) : ofDecimals(field, numbers);
}

Axis ofCount(const VariableField &field, const Decimal &from, const Decimal &to, qsizetype count)
{
    if (count > most)
        return Unexpected{tooMany(field)};
    const int decimals = field.spec.kind == FieldKind::Number ? spacedDecimals : 0;
    return ofDecimals(field, decimalsByCount(from, to, count, decimals));
}

Axis ofFiles(const VariableField &field, const QStringList &paths)
{
    VariationAxis axis{VariationAxis::Kind::Values, field.title, {}};
    QSet<QString> seen;
    for (const QString &path : paths) {
        if (seen.contains(path))
            continue;
        if (axis.stops.size() == most)
            return Unexpected{tooMany(field)};
        const auto facts = checkLocalFile(path, field.spec.mediaKind, field.spec.limits);
        if (!facts)
            return Unexpected{invalid(facts.error())};
        seen.insert(path);
        axis.stops.append({QFileInfo(path).fileName(), {{field.pointer, QJsonValue::Null, path}}});
    }
    return axis;
}

Axis ofWildcards(const VariableField &field, const QString &text, const WildcardLists &lists)
{
    const WildcardTemplate parts = WildcardTemplate::read(text);
    if (!parts.hasWildcards())
        return Unexpected{invalid(
            Words::tr("%1 has no wildcards. Write some, such as {red|blue}.").arg(field.title))};
    auto texts = wildcardCombinations(parts, lists, most);
    if (!texts)
        return Unexpected{texts.error()};
    auto axis = ofTexts(field, *texts);
    if (!axis)
        return axis;
    VariationAxis made = std::move(axis).value();
    made.kind = VariationAxis::Kind::Wildcards;
    return made;
}

VariationAxis ofSeeds(const FieldSpec &seed, const QList<qint64> &seeds)
{
    VariationAxis axis{VariationAxis::Kind::Seeds, seed.title, {}};
    const QString pointer = jsonPointer({seed.name});
    for (const qint64 value : seeds)
        axis.stops.append({QString::number(value), {{pointer, QJsonValue(value)}}});
    return axis;
}

QList<qint64> drawnSeeds(const NumberRange &range, qsizetype count, QRandomGenerator &random)
{
    QList<qint64> seeds;
    QSet<qint64> seen;
    const qsizetype wanted = std::min(count, most);
    // A field of few seeds gives the same ones again and again.
    for (qsizetype tries = 0; seeds.size() < wanted && tries < 20 * wanted; ++tries) {
        const qint64 seed = drawSeed(range, random);
        if (seen.contains(seed))
            continue;
        seen.insert(seed);
        seeds.append(seed);
    }
    return seeds;
}

QList<qint64> countedSeeds(const NumberRange &range, qint64 from, qsizetype count)
{
    QList<qint64> seeds;
    qint64 seed = from;
    for (qsizetype i = 0; i < std::min(count, most); ++i) {
        if (i > 0 && seed == from)
            break;
        seeds.append(seed);
        seed = seedAfter(range, seed);
    }
    return seeds;
}

VariationAxis ofRepeats(qsizetype count)
{
    VariationAxis axis{VariationAxis::Kind::Repeats, Words::tr("Run"), {}};
    for (qsizetype i = 1; i <= std::min(count, most); ++i)
        axis.stops.append({QString::number(i)});
    return axis;
}

VariationAxis ofModels(const QList<Model> &models)
{
    VariationAxis axis{VariationAxis::Kind::Models, Words::tr("Model"), {}};
    for (const Model &model : models) {
        const QString title = model.title.isEmpty() ? model.endpoint.toString() : model.title;
        axis.stops.append({title, {}, model.endpoint, title});
    }
    return axis;
}

} // namespace peregrine::axismaker
