#include "core/localserver/models/inputvalidator.h"

#include "core/localserver/models/modelanswer.h"

#include <QStringList>

#include <cmath>
#include <utility>

namespace peregrine::localserver {

namespace {

QString keyword(const char *name)
{
    return QLatin1String(name);
}

QJsonArray below(QJsonArray loc, const QJsonValue &part)
{
    loc.append(part);
    return loc;
}

bool isInteger(const QJsonValue &value)
{
    return value.isDouble() && std::floor(value.toDouble()) == value.toDouble();
}

bool hasType(const QString &type, const QJsonValue &value)
{
    if (type == QLatin1String("string"))
        return value.isString();
    if (type == QLatin1String("integer"))
        return isInteger(value);
    if (type == QLatin1String("number"))
        return value.isDouble();
    if (type == QLatin1String("boolean"))
        return value.isBool();
    if (type == QLatin1String("array"))
        return value.isArray();
    if (type == QLatin1String("object"))
        return value.isObject();
    return type == QLatin1String("null") ? value.isNull() : true;
}

QJsonObject typeFault(const QString &type, const QJsonValue &value, const QJsonArray &loc)
{
    struct Words
    {
        const char *schemaType;
        const char *message;
        const char *faultType;
    };
    static constexpr Words table[] = {
        {"string", "Input should be a valid string", "string_type"},
        {"integer", "Input should be a valid integer", "int_type"},
        {"number", "Input should be a valid number", "float_type"},
        {"boolean", "Input should be a valid boolean", "bool_type"},
        {"array", "Input should be a valid list", "list_type"},
        {"object", "Input should be a valid object", "dict_type"},
    };
    for (const Words &words : table) {
        if (type == QLatin1String(words.schemaType))
            return inputFault(loc, keyword(words.message), keyword(words.faultType), {}, value);
    }
    return inputFault(loc, QStringLiteral("Input should be null"), QStringLiteral("none_required"),
                      {}, value);
}

void checkNumber(const QJsonObject &schema, double value, const QJsonArray &loc, QJsonArray &faults)
{
    struct Bound
    {
        const char *keyword;
        const char *words;
        const char *type;
        const char *context;
        bool (*holds)(double value, double bound);
    };
    static constexpr Bound bounds[] = {
        {"minimum", "greater than or equal to", "greater_than_equal", "ge",
         [](double v, double b) { return v >= b; }},
        {"maximum", "less than or equal to", "less_than_equal", "le",
         [](double v, double b) { return v <= b; }},
        {"exclusiveMinimum", "greater than", "greater_than", "gt",
         [](double v, double b) { return v > b; }},
        {"exclusiveMaximum", "less than", "less_than", "lt",
         [](double v, double b) { return v < b; }},
        {"multipleOf", "a multiple of", "multiple_of", "multiple_of",
         [](double v, double b) { return std::fmod(v, b) == 0; }},
    };
    for (const Bound &bound : bounds) {
        const QJsonValue limit = schema.value(keyword(bound.keyword));
        if (limit.isDouble() && !bound.holds(value, limit.toDouble())) {
            faults.append(inputFault(loc,
                                     QStringLiteral("Input should be %1 %2")
                                         .arg(keyword(bound.words))
                                         .arg(limit.toDouble(), 0, 'g', 16),
                                     keyword(bound.type), {{keyword(bound.context), limit}},
                                     value));
            return;
        }
    }
}

void checkLength(const QJsonObject &schema, qsizetype length, bool text, const QJsonValue &value,
                 const QJsonArray &loc, QJsonArray &faults)
{
    const QString noun = text ? QStringLiteral("String") : QStringLiteral("List");
    const QString unit = text ? QStringLiteral("characters") : QStringLiteral("items");
    const QString type = text ? QStringLiteral("string_too_%1") : QStringLiteral("sequence_too_%1");
    const QJsonValue least = schema.value(keyword(text ? "minLength" : "minItems"));
    const QJsonValue most = schema.value(keyword(text ? "maxLength" : "maxItems"));
    if (least.isDouble() && length < least.toInteger()) {
        faults.append(inputFault(loc,
                                 QStringLiteral("%1 should have at least %2 %3")
                                     .arg(noun, QString::number(least.toInteger()), unit),
                                 type.arg(QLatin1String("short")), {{keyword("min_length"), least}},
                                 value));
    } else if (most.isDouble() && length > most.toInteger()) {
        faults.append(inputFault(loc,
                                 QStringLiteral("%1 should have at most %2 %3")
                                     .arg(noun, QString::number(most.toInteger()), unit),
                                 type.arg(QLatin1String("long")), {{keyword("max_length"), most}},
                                 value));
    }
}

QJsonObject enumFault(const QJsonArray &choices, const QJsonValue &value, const QJsonArray &loc)
{
    QStringList names;
    for (const QJsonValue &choice : choices) {
        names.append(choice.isString() ? u'\'' + choice.toString() + u'\''
                                       : choice.toVariant().toString());
    }
    return inputFault(
        loc, QStringLiteral("Input should be one of %1").arg(names.join(QLatin1String(", "))),
        QStringLiteral("one_of"), {{keyword("expected"), choices}}, value);
}

} // namespace

InputValidator::InputValidator(QJsonObject schemas)
    : m_schemas(std::move(schemas))
{ }

QJsonArray InputValidator::faults(const QString &schemaName, const QJsonValue &value) const
{
    QJsonArray found;
    check(m_schemas.value(schemaName).toObject(), value, {QStringLiteral("body")}, found);
    return found;
}

QJsonObject InputValidator::withDefaults(const QString &schemaName, const QJsonObject &value) const
{
    QJsonObject complete = value;
    const QJsonObject properties =
        resolved(m_schemas.value(schemaName).toObject()).value(keyword("properties")).toObject();
    for (auto it = properties.constBegin(); it != properties.constEnd(); ++it) {
        const QJsonValue fallback = it.value().toObject().value(keyword("default"));
        if (!complete.contains(it.key()) && !fallback.isUndefined())
            complete.insert(it.key(), fallback);
    }
    return complete;
}

QJsonObject InputValidator::resolved(const QJsonObject &schema) const
{
    QJsonObject current = schema;
    if (const QJsonArray all = current.value(keyword("allOf")).toArray(); all.size() == 1)
        current = all.first().toObject();
    const QString reference = current.value(keyword("$ref")).toString();
    static const QString prefix = QStringLiteral("#/components/schemas/");
    return reference.startsWith(prefix) ? m_schemas.value(reference.mid(prefix.size())).toObject()
                                        : current;
}

void InputValidator::check(const QJsonObject &schema, const QJsonValue &value,
                           const QJsonArray &loc, QJsonArray &faults) const
{
    const QJsonObject plain = resolved(schema);
    if (value.isNull() && plain.value(keyword("nullable")).toBool())
        return;
    if (const QJsonArray alternatives = plain.value(keyword("anyOf")).toArray();
        !alternatives.isEmpty())
        return checkAlternatives(alternatives, value, loc, faults);

    const QString type = plain.value(keyword("type")).toString();
    if (!hasType(type, value)) {
        faults.append(typeFault(type, value, loc));
        return;
    }
    const QJsonArray choices = plain.contains(keyword("const"))
        ? QJsonArray{plain.value(keyword("const"))}
        : plain.value(keyword("enum")).toArray();
    if (!choices.isEmpty() && !choices.contains(value)) {
        faults.append(enumFault(choices, value, loc));
        return;
    }

    if (value.isDouble()) {
        checkNumber(plain, value.toDouble(), loc, faults);
    } else if (value.isString()) {
        checkLength(plain, value.toString().size(), true, value, loc, faults);
    } else if (value.isArray()) {
        const QJsonArray items = value.toArray();
        checkLength(plain, items.size(), false, value, loc, faults);
        const QJsonObject itemSchema = plain.value(keyword("items")).toObject();
        for (qsizetype i = 0; i < items.size(); ++i)
            check(itemSchema, items.at(i), below(loc, static_cast<int>(i)), faults);
    } else if (value.isObject()) {
        checkObject(plain, value.toObject(), loc, faults);
    }
}

void InputValidator::checkAlternatives(const QJsonArray &alternatives, const QJsonValue &value,
                                       const QJsonArray &loc, QJsonArray &faults) const
{
    QJsonArray closest;
    for (const QJsonValue &alternative : alternatives) {
        QJsonArray found;
        check(alternative.toObject(), value, loc, found);
        if (found.isEmpty())
            return;
        // The alternative that has the value's type knows best what is wrong with it.
        const QString type = resolved(alternative.toObject()).value(keyword("type")).toString();
        if (closest.isEmpty() || (!type.isEmpty() && hasType(type, value)))
            closest = found;
    }
    for (const QJsonValue &fault : std::as_const(closest))
        faults.append(fault);
}

void InputValidator::checkObject(const QJsonObject &schema, const QJsonObject &value,
                                 const QJsonArray &loc, QJsonArray &faults) const
{
    const QJsonObject properties = schema.value(keyword("properties")).toObject();
    const QJsonArray required = schema.value(keyword("required")).toArray();
    QStringList order;
    const QJsonArray wanted = schema.value(keyword("x-fal-order-properties")).toArray();
    for (const QJsonValue &name : wanted)
        order.append(name.toString());
    for (const QString &name : properties.keys()) {
        if (!order.contains(name))
            order.append(name);
    }
    for (const QString &name : std::as_const(order)) {
        if (value.contains(name)) {
            check(properties.value(name).toObject(), value.value(name), below(loc, name), faults);
        } else if (required.contains(name)) {
            faults.append(inputFault(below(loc, name), QStringLiteral("Field required"),
                                     QStringLiteral("missing")));
        }
    }
}

} // namespace peregrine::localserver
