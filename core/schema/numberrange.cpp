#include "core/schema/numberrange.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>

namespace peregrine {

namespace {

QJsonValue firstNumber(const QJsonObject &schema, std::initializer_list<const char *> keys)
{
    for (const char *key : keys) {
        const QJsonValue value = schema.value(QLatin1String(key));
        if (value.isDouble())
            return value;
    }
    return QJsonValue::Undefined;
}

} // namespace

bool isWhole(const QJsonValue &value)
{
    // toInteger gives its argument back for anything that is no whole number of 64 bits.
    return value.isDouble() && value.toInteger(0) == value.toInteger(1);
}

int compareNumbers(const QJsonValue &a, const QJsonValue &b)
{
    if (isWhole(a) && isWhole(b)) {
        const qint64 left = a.toInteger();
        const qint64 right = b.toInteger();
        return left < right ? -1 : left > right ? 1 : 0;
    }
    const double left = a.toDouble();
    const double right = b.toDouble();
    return left < right ? -1 : left > right ? 1 : 0;
}

bool isMultipleOf(const QJsonValue &value, double step)
{
    // Doubles cannot tell neighbours apart beyond 53 bits.
    if (isWhole(value) && isWhole(step))
        return value.toInteger() % QJsonValue(step).toInteger() == 0;
    const double ratio = value.toDouble() / step;
    return std::abs(ratio - std::round(ratio)) <= 1e-6 * std::max(1.0, std::abs(ratio));
}

NumberRange rangeOf(const QJsonObject &schema, bool whole)
{
    NumberRange range;
    range.minimum = firstNumber(schema, {"minimum", "ge", "min"});
    range.maximum = firstNumber(schema, {"maximum", "le", "max"});
    // OpenAPI 3.0: true beside minimum. JSON Schema: the bound itself, which may stand beside a
    // minimum that is weaker.
    const auto exclusive = [&schema](const char *key, const char *shortKey, QJsonValue &bound,
                                     bool &flag, int weaker) {
        const QJsonValue value = schema.value(QLatin1String(key));
        if (value.isBool()) {
            flag = value.toBool() && !bound.isUndefined();
            return;
        }
        const QJsonValue limit = firstNumber(schema, {key, shortKey});
        if (limit.isUndefined())
            return;
        const int order = bound.isUndefined() ? weaker : compareNumbers(bound, limit);
        if (order == 0 || order == weaker) {
            bound = limit;
            flag = true;
        }
    };
    exclusive("exclusiveMinimum", "gt", range.minimum, range.exclusiveMinimum, -1);
    exclusive("exclusiveMaximum", "lt", range.maximum, range.exclusiveMaximum, 1);
    // Excluding 0 is including 1 for whole numbers.
    constexpr auto most = std::numeric_limits<qint64>::max();
    constexpr auto least = std::numeric_limits<qint64>::min();
    if (whole && range.exclusiveMinimum && isWhole(range.minimum)
        && range.minimum.toInteger() < most) {
        range.minimum = range.minimum.toInteger() + 1;
        range.exclusiveMinimum = false;
    }
    if (whole && range.exclusiveMaximum && isWhole(range.maximum)
        && range.maximum.toInteger() > least) {
        range.maximum = range.maximum.toInteger() - 1;
        range.exclusiveMaximum = false;
    }
    range.multipleOf = std::max(0.0, schema.value(QLatin1String("multipleOf")).toDouble());
    range.step = std::max(0.0, schema.value(QLatin1String("step")).toDouble());
    return range;
}

} // namespace peregrine
