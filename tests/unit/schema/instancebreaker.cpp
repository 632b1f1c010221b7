#include "tests/unit/schema/instancebreaker.h"

#include "core/base/json.h"
#include "core/schema/unionbranch.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <limits>

namespace peregrine {

namespace {

constexpr qint64 mostInteger = std::numeric_limits<qint64>::max();
constexpr qint64 leastInteger = std::numeric_limits<qint64>::min();

/// The JSON types that a field takes, as QJsonValue's.
QList<QJsonValue::Type> typesOf(const FieldSpec &spec)
{
    switch (spec.kind) {
    case FieldKind::Text:
    case FieldKind::LongText:
    case FieldKind::Media:
        return {QJsonValue::String};
    case FieldKind::Integer:
    case FieldKind::Number:
    case FieldKind::Seed:
        return {QJsonValue::Double};
    case FieldKind::Boolean:
        return {QJsonValue::Bool};
    case FieldKind::Enum: {
        QList<QJsonValue::Type> types;
        for (const QJsonValue &choice : spec.choices)
            types.append(choice.type());
        if (spec.openChoices)
            types.append(QJsonValue::String);
        return types;
    }
    case FieldKind::Size:
        return {QJsonValue::String, QJsonValue::Object};
    case FieldKind::Color:
        return {spec.colorForm == ColorForm::Hex         ? QJsonValue::String
                    : spec.colorForm == ColorForm::Tuple ? QJsonValue::Array
                                                         : QJsonValue::Object};
    case FieldKind::List:
    case FieldKind::Tuple:
        return {QJsonValue::Array};
    case FieldKind::Object:
    case FieldKind::Map:
        return {QJsonValue::Object};
    case FieldKind::Union: {
        QList<QJsonValue::Type> types;
        for (const FieldSpec &branch : spec.children)
            types.append(typesOf(branch));
        return types;
    }
    case FieldKind::Any:
        break;
    }
    return {QJsonValue::String, QJsonValue::Double, QJsonValue::Bool, QJsonValue::Object,
            QJsonValue::Array};
}

QJsonValue replaced(const QJsonValue &root, const QStringList &path, const QJsonValue &value)
{
    return withValueAt(root, jsonPointer(path), value);
}

} // namespace

void InstanceBreaker::collect(const FieldSpec &spec, const QJsonValue &value,
                              const QStringList &path, const FieldSpec *united,
                              QList<Place> &places) const
{
    if (value.isNull() || value.isUndefined())
        return;
    if (spec.kind == FieldKind::Union) {
        // Beside a branch that takes anything nothing is wrong.
        const bool loose =
            std::any_of(spec.children.begin(), spec.children.end(), [](const FieldSpec &branch) {
                return branch.kind == FieldKind::Map || branch.kind == FieldKind::Any;
            });
        // Of two kinds of lists, a broken entry may be the sound one's neighbour.
        const auto lists =
            std::count_if(spec.children.begin(), spec.children.end(), [](const FieldSpec &branch) {
                return branch.kind == FieldKind::List || branch.kind == FieldKind::Tuple;
            });
        const bool unclear = (loose && value.isObject()) || (lists > 1 && value.isArray());
        const FieldSpec *branch = branchOf(spec, value);
        if (branch && !unclear)
            collect(*branch, value, path, &spec, places);
        return;
    }
    if (!path.isEmpty())
        places.append({&spec, path, value, united});
    const auto part = [&](const QString &name, const QJsonValue &held) {
        if (const FieldSpec *below = spec.part(name))
            collect(*below, held, path + QStringList{name}, nullptr, places);
    };
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        part(it.key(), it.value());
    const QJsonArray array = value.toArray();
    for (qsizetype i = 0; i < array.size(); ++i)
        part(QString::number(i), array.at(i));
}

std::optional<InstanceBreaker::Broken> InstanceBreaker::broken(const FieldSpec &root,
                                                               const QJsonObject &input)
{
    QList<Place> places;
    collect(root, input, {}, nullptr, places);
    for (int attempt = 0; attempt < 20 && !places.isEmpty(); ++attempt) {
        const Place &place = places.at(below(static_cast<int>(places.size())));
        Broken made;
        const auto wrong = breaking(place, made.how);
        if (!wrong)
            continue;
        made.path = place.path;
        made.input = replaced(input, place.path, *wrong).toObject();
        return made;
    }
    return std::nullopt;
}

std::optional<QJsonValue> InstanceBreaker::breaking(const Place &place, QString &how)
{
    const FieldSpec &spec = *place.spec;
    const NumberRange &range = spec.range;
    if (spec.kind == FieldKind::Any)
        return std::nullopt;
    const bool number = spec.kind == FieldKind::Integer || spec.kind == FieldKind::Number
        || spec.kind == FieldKind::Seed;
    // In a union another branch may take what this one forbids; a type that none has is wrong.
    const int pick = place.united ? 0 : below(4);
    if (pick == 1 && number && isWhole(range.maximum) && range.maximum.toInteger() < mostInteger) {
        how = u"above the maximum"_qs;
        return range.maximum.toInteger() + 1;
    }
    if (pick == 2 && number && isWhole(range.minimum) && range.minimum.toInteger() > leastInteger) {
        how = u"below the minimum"_qs;
        return range.minimum.toInteger() - 1;
    }
    if (pick == 3 && number && spec.kind != FieldKind::Number) {
        how = u"a fraction"_qs;
        return place.value.toDouble() + 0.5 == std::floor(place.value.toDouble() + 0.5)
            ? std::nullopt
            : std::optional(QJsonValue(place.value.toDouble() + 0.5));
    }
    if (pick == 1 && place.value.isString() && spec.maxLength >= 0
        && (spec.kind == FieldKind::Text || spec.kind == FieldKind::LongText)) {
        how = u"too long"_qs;
        return QString(spec.maxLength + 1, u'a');
    }
    if (pick == 1 && spec.kind == FieldKind::Media) {
        how = u"no address"_qs;
        return u"C:\\picture.png"_qs;
    }
    if (pick == 1 && spec.kind == FieldKind::Enum && !spec.openChoices) {
        how = u"no choice"_qs;
        return u"none of the choices"_qs;
    }
    if (pick == 1 && spec.kind == FieldKind::List && spec.maxItems >= 0) {
        how = u"too many"_qs;
        QJsonArray more = place.value.toArray();
        while (more.size() <= spec.maxItems)
            more.append(more.first());
        return more;
    }
    if (pick == 1 && spec.kind == FieldKind::Tuple) {
        how = u"one place more"_qs;
        QJsonArray more = place.value.toArray();
        more.append(more.first());
        return more;
    }
    const QList<QJsonValue::Type> taken = typesOf(place.united ? *place.united : spec);
    const QList<QJsonValue> others{5, u"wrong"_qs, true, QJsonObject{{u"wrong"_qs, 1}},
                                   QJsonArray{1, u"wrong"_qs}};
    const int start = below(static_cast<int>(others.size()));
    for (qsizetype i = 0; i < others.size(); ++i) {
        const QJsonValue &other = others.at((start + i) % others.size());
        if (taken.contains(other.type()))
            continue;
        how = u"another type"_qs;
        return other;
    }
    return std::nullopt;
}

} // namespace peregrine
