#include "core/schema/fielddefaults.h"

#include "core/schema/formvalidator.h"

#include <QJsonArray>

namespace peregrine {

void readDefaults(FieldSpec &spec, const QJsonObject &schema)
{
    QJsonValue value = schema.value(QLatin1String("default"));
    if (value.isNull())
        value = QJsonValue(QJsonValue::Undefined);
    // Authors write 5 for "5" and "5" for 5; an enum knows which of the two it means.
    if (spec.kind == FieldKind::Enum && !value.isUndefined() && !spec.choices.contains(value)) {
        for (const QJsonValue &choice : spec.choices) {
            if (choice.toVariant().toString() == value.toVariant().toString())
                value = choice;
        }
    }
    if (!value.isUndefined() && FormValidator::admits(spec, value))
        spec.defaultValue = value;

    QJsonArray examples = schema.value(QLatin1String("examples")).toArray();
    if (const QJsonValue one = schema.value(QLatin1String("example")); !one.isUndefined())
        examples.append(one);
    for (const QJsonValue &example : examples) {
        if (!example.isNull() && FormValidator::admits(spec, example))
            spec.examples.append(example);
    }
}

} // namespace peregrine
