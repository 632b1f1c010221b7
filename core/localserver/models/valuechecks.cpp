#include "core/localserver/models/valuechecks.h"

#include "core/base/json.h"
#include "core/localserver/models/modelanswer.h"

#include <QDate>
#include <QDateTime>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>
#include <QUuid>

#include <algorithm>
#include <cmath>

namespace peregrine::localserver::valuechecks {

namespace {

QString keyword(const char *name)
{
    return QLatin1String(name);
}

bool isInteger(const QJsonValue &value)
{
    return value.isDouble() && std::floor(value.toDouble()) == value.toDouble();
}

/// JSON Schema counts characters, not the UTF-16 units of QString.
qsizetype charactersIn(const QString &text)
{
    return text.size() - std::count_if(text.cbegin(), text.cend(), [](QChar unit) {
               return unit.isLowSurrogate();
           });
}

/// Steps like 0.05 are not exact in binary: the quotient may be off by rounding.
bool isMultiple(double value, double step)
{
    if (step <= 0)
        return true;
    const double quotient = value / step;
    return std::abs(quotient - std::round(quotient)) <= 1e-9 * std::max(1.0, std::abs(quotient));
}

void checkLength(const QJsonObject &schema, qsizetype length, bool text, const QJsonValue &value,
                 const QJsonArray &loc, QJsonArray &faults)
{
    const QString noun = text ? QStringLiteral("String") : QStringLiteral("List");
    const QString unit = text ? QStringLiteral("characters") : QStringLiteral("items");
    const QString type = text ? QStringLiteral("string_too_%1") : QStringLiteral("sequence_too_%1");
    const QJsonValue least = schema.value(keyword(text ? "minLength" : "minItems"));
    const QJsonValue most = schema.value(keyword(text ? "maxLength" : "maxItems"));
    if (least.isDouble() && static_cast<double>(length) < least.toDouble()) {
        faults.append(inputFault(loc,
                                 QStringLiteral("%1 should have at least %2 %3")
                                     .arg(noun, QString::number(least.toInteger()), unit),
                                 type.arg(QLatin1String("short")), {{keyword("min_length"), least}},
                                 value));
    } else if (most.isDouble() && static_cast<double>(length) > most.toDouble()) {
        faults.append(inputFault(loc,
                                 QStringLiteral("%1 should have at most %2 %3")
                                     .arg(noun, QString::number(most.toInteger()), unit),
                                 type.arg(QLatin1String("long")), {{keyword("max_length"), most}},
                                 value));
    }
}

void checkPattern(const QString &pattern, const QJsonValue &value, const QJsonArray &loc,
                  QJsonArray &faults)
{
    // Longer texts are not worth the time that a bad pattern may take on them.
    constexpr qsizetype longest = 10'000;
    const QString text = value.toString();
    if (pattern.isEmpty() || text.size() > longest)
        return;
    const QRegularExpression expression(pattern, QRegularExpression::UseUnicodePropertiesOption);
    if (!expression.isValid() || expression.match(text).hasMatch())
        return;
    faults.append(inputFault(loc, QStringLiteral("String should match pattern '%1'").arg(pattern),
                             QStringLiteral("string_pattern_mismatch"),
                             {{keyword("pattern"), pattern}}, value));
}

bool isAddress(const QString &text, bool httpsOnly)
{
    // Data URIs are addresses too, and megabytes long: their content is not looked at here.
    constexpr qsizetype head = 4'096;
    const QUrl url(text.left(head), QUrl::TolerantMode);
    return url.isValid() && !url.scheme().isEmpty()
        && (!httpsOnly || (url.scheme() == QLatin1String("https") && !url.host().isEmpty()));
}

void checkFormat(const QString &format, const QJsonValue &value, const QJsonArray &loc,
                 QJsonArray &faults)
{
    const QString text = value.toString();
    const auto refuse = [&](const char *message, const char *type) {
        faults.append(inputFault(loc, keyword(message), keyword(type), {}, value));
    };
    if (format == QLatin1String("uri") || format == QLatin1String("url")
        || format == QLatin1String("https-url")) {
        if (!isAddress(text, format.startsWith(QLatin1String("https"))))
            refuse("Input should be a valid URL", "url_parsing");
    } else if (format == QLatin1String("data-uri")) {
        if (!text.startsWith(QLatin1String("data:"), Qt::CaseInsensitive))
            refuse("Input should be a data URI", "url_scheme");
    } else if (format.startsWith(QLatin1String("uuid"))) {
        if (QUuid::fromString(text).isNull())
            refuse("Input should be a valid UUID", "uuid_parsing");
    } else if (format == QLatin1String("date-time")) {
        if (!QDateTime::fromString(text, Qt::ISODateWithMs).isValid())
            refuse("Input should be a valid datetime", "datetime_parsing");
    } else if (format == QLatin1String("date")) {
        if (!QDate::fromString(text, Qt::ISODate).isValid())
            refuse("Input should be a valid date", "date_parsing");
    }
}

} // namespace

bool hasType(const QStringList &types, const QJsonValue &value)
{
    if (types.isEmpty())
        return true;
    return std::any_of(types.cbegin(), types.cend(), [&value](const QString &type) {
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
    });
}

QJsonObject typeFault(const QStringList &types, const QJsonValue &value, const QJsonArray &loc)
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
        if (types.contains(QLatin1String(words.schemaType)))
            return inputFault(loc, keyword(words.message), keyword(words.faultType), {}, value);
    }
    return inputFault(loc, QStringLiteral("Input should be null"), QStringLiteral("none_required"),
                      {}, value);
}

QJsonObject choiceFault(const QJsonArray &choices, const QJsonValue &value, const QJsonArray &loc)
{
    // The longest enumeration fal publishes has 1,287 members: all stand in ctx, few in the words.
    constexpr qsizetype told = 30;
    QStringList names;
    for (qsizetype i = 0; i < std::min(told, choices.size()); ++i) {
        const QJsonValue choice = choices.at(i);
        names.append(choice.isString() ? u'\'' + choice.toString() + u'\''
                                       : choice.toVariant().toString());
    }
    if (choices.size() > told)
        names.append(QStringLiteral("..."));
    return inputFault(
        loc, QStringLiteral("Input should be one of %1").arg(names.join(QLatin1String(", "))),
        QStringLiteral("one_of"), {{keyword("expected"), choices}}, value);
}

void checkNumber(const QJsonObject &schema, const QJsonValue &value, const QJsonArray &loc,
                 QJsonArray &faults)
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
        {"multipleOf", "a multiple of", "multiple_of", "multiple_of", isMultiple},
    };
    const double number = value.toDouble();
    for (const Bound &bound : bounds) {
        const QString name = keyword(bound.keyword);
        QJsonValue limit = schema.value(name);
        // OpenAPI 3.0 has a boolean that makes the bound beside it exclusive.
        if (limit.isBool() && limit.toBool()) {
            limit = schema.value(
                keyword(name == QLatin1String("exclusiveMinimum") ? "minimum" : "maximum"));
        }
        if (limit.isDouble() && !bound.holds(number, limit.toDouble())) {
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

void checkText(const QJsonObject &schema, const QJsonValue &value, const QJsonArray &loc,
               QJsonArray &faults)
{
    const qsizetype before = faults.size();
    if (schema.contains(keyword("minLength")) || schema.contains(keyword("maxLength")))
        checkLength(schema, charactersIn(value.toString()), true, value, loc, faults);
    if (faults.size() == before)
        checkPattern(schema.value(keyword("pattern")).toString(), value, loc, faults);
    if (faults.size() == before)
        checkFormat(schema.value(keyword("format")).toString(), value, loc, faults);
}

void checkList(const QJsonObject &schema, const QJsonArray &list, const QJsonArray &loc,
               QJsonArray &faults)
{
    checkLength(schema, list.size(), false, list, loc, faults);
    if (!schema.value(keyword("uniqueItems")).toBool())
        return;
    QSet<QByteArray> seen;
    for (const QJsonValue &entry : list) {
        const QByteArray text = toJson(entry);
        if (seen.contains(text)) {
            faults.append(inputFault(loc, QStringLiteral("List entries should be unique"),
                                     QStringLiteral("unique_items")));
            return;
        }
        seen.insert(text);
    }
}

} // namespace peregrine::localserver::valuechecks
