#include "core/schema/fielddefaults.h"

#include "core/schema/formvalidator.h"
#include "core/schema/schemakeywords.h"

#include <QJsonArray>
#include <QVariant>

#include <cmath>

namespace peregrine {

namespace {

/// Authors write 5 for "5" and "5" for 5; the field knows which of the two it means.
QJsonValue inTypeOf(const FieldSpec &spec, const QJsonValue &value)
{
    const bool scalar = value.isString() || value.isDouble() || value.isBool();
    if (!scalar)
        return value;
    const QString written = value.toVariant().toString();
    bool ok = false;
    switch (spec.kind) {
    case FieldKind::Enum:
        for (const QJsonValue &choice : spec.choices) {
            if (choice.toVariant().toString() == written)
                return choice;
        }
        return value;
    case FieldKind::Text:
    case FieldKind::LongText:
        return value.isDouble() ? QJsonValue(written) : value;
    case FieldKind::Integer:
    case FieldKind::Seed: {
        const qint64 number = written.toLongLong(&ok);
        return ok ? QJsonValue(number) : value;
    }
    case FieldKind::Number: {
        const double number = written.toDouble(&ok);
        return ok && std::isfinite(number) ? QJsonValue(number) : value;
    }
    case FieldKind::Boolean:
        if (written == QLatin1String("true") || written == QLatin1String("false"))
            return written == QLatin1String("true");
        return value;
    default:
        return value;
    }
}

} // namespace

void readDefaults(FieldSpec &spec, const QJsonObject &schema)
{
    QJsonValue value = schema.value(QLatin1String("default"));
    if (value.isNull())
        value = QJsonValue(QJsonValue::Undefined);
    if (!value.isUndefined() && !FormValidator::admits(spec, value))
        value = inTypeOf(spec, value);
    if (!value.isUndefined() && FormValidator::admits(spec, value))
        spec.defaultValue = value;

    const QJsonArray examples = examplesOf(schema);
    for (const QJsonValue &example : examples) {
        if (!example.isNull() && FormValidator::admits(spec, example))
            spec.examples.append(example);
    }
}

} // namespace peregrine
