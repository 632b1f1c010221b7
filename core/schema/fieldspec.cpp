#include "core/schema/fieldspec.h"

#include <QJsonArray>
#include <QJsonObject>

namespace peregrine {

namespace {

/// The entries of a new tuple; null for a place that nothing can be said about yet.
QJsonArray placesOf(const FieldSpec &spec)
{
    QJsonArray places;
    for (const FieldSpec &place : spec.children) {
        const QJsonValue value = emptyValue(place);
        places.append(value.isUndefined() ? QJsonValue() : value);
    }
    return places;
}

QJsonValue black(const FieldSpec &spec)
{
    switch (spec.colorForm) {
    case ColorForm::Hex:
        return QStringLiteral("#000000");
    case ColorForm::Tuple:
        return placesOf(spec);
    case ColorForm::Object:
        break;
    }
    QJsonObject color;
    for (const FieldSpec &part : spec.children)
        color.insert(part.name, 0);
    return color;
}

} // namespace

const FieldSpec *FieldSpec::child(const QString &childName) const
{
    for (const FieldSpec &spec : children) {
        if (spec.name == childName)
            return &spec;
    }
    return nullptr;
}

const FieldSpec *FieldSpec::part(const QString &pointerPart) const
{
    const auto place = [this, &pointerPart]() -> const FieldSpec * {
        bool ok = false;
        const qsizetype index = pointerPart.toInt(&ok);
        return ok && index >= 0 && index < children.size() ? &children.at(index) : nullptr;
    };
    switch (kind) {
    case FieldKind::List:
    case FieldKind::Map:
        return children.isEmpty() ? nullptr : &children.constFirst();
    case FieldKind::Tuple:
        return place();
    case FieldKind::Color:
        return colorForm == ColorForm::Tuple ? place() : child(pointerPart);
    case FieldKind::Object:
    case FieldKind::Size:
        return child(pointerPart);
    default:
        return nullptr;
    }
}

QJsonValue initialValue(const FieldSpec &spec)
{
    const bool parted =
        spec.kind == FieldKind::Object || (spec.kind == FieldKind::Size && spec.choices.isEmpty());
    if (parted && (spec.required || spec.defaultValue.isObject())) {
        QJsonObject object = spec.defaultValue.toObject();
        for (const FieldSpec &member : spec.children) {
            if (object.contains(member.name))
                continue;
            const QJsonValue value = initialValue(member);
            if (!value.isUndefined())
                object.insert(member.name, value);
        }
        return object;
    }
    if (!spec.defaultValue.isUndefined())
        return spec.defaultValue;
    if (!spec.required)
        return QJsonValue::Undefined;
    if (spec.kind == FieldKind::Enum && spec.choices.size() == 1 && !spec.openChoices)
        return spec.choices.first();
    if (spec.kind == FieldKind::Boolean && !spec.nullable)
        return false;
    return QJsonValue::Undefined;
}

QJsonValue emptyValue(const FieldSpec &spec)
{
    FieldSpec wanted = spec;
    wanted.required = true;
    const QJsonValue initial = initialValue(wanted);
    if (!initial.isUndefined())
        return initial;
    switch (spec.kind) {
    case FieldKind::Text:
    case FieldKind::LongText:
    case FieldKind::Media:
        return QString();
    case FieldKind::Integer:
    case FieldKind::Number:
    case FieldKind::Seed:
        if (!spec.range.minimum.isUndefined() && !spec.range.exclusiveMinimum)
            return spec.range.minimum;
        return spec.range.minimum.isUndefined() ? QJsonValue(0) : QJsonValue(QJsonValue::Undefined);
    case FieldKind::Enum:
        return spec.choices.isEmpty() ? QJsonValue(QString()) : spec.choices.first();
    case FieldKind::Size:
        return spec.choices.isEmpty() ? QJsonValue(QJsonObject()) : spec.choices.first();
    case FieldKind::Boolean:
        return false;
    case FieldKind::Color:
        return black(spec);
    case FieldKind::List:
        return QJsonArray();
    case FieldKind::Tuple:
        return placesOf(spec);
    case FieldKind::Object:
    case FieldKind::Map:
        return QJsonObject();
    case FieldKind::Union:
        return spec.children.isEmpty() ? QJsonValue(QJsonValue::Undefined)
                                       : emptyValue(spec.children.first());
    case FieldKind::Any:
        return QString();
    }
    return QJsonValue::Undefined;
}

} // namespace peregrine
