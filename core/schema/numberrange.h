#pragma once

#include <QJsonObject>
#include <QJsonValue>

namespace peregrine {

/// What a number may be. Bounds are JSON values, because a seed may go to 2^63 - 1, which a double
/// cannot hold; undefined where there is none.
struct NumberRange
{
    QJsonValue minimum = QJsonValue::Undefined;
    QJsonValue maximum = QJsonValue::Undefined;
    bool exclusiveMinimum = false;
    bool exclusiveMaximum = false;
    /// 0: none.
    double multipleOf = 0;
    /// What one press of an arrow adds; 0: left to the control. No rule for values.
    double step = 0;

    [[nodiscard]] bool isClosed() const { return !minimum.isUndefined() && !maximum.isUndefined(); }
};

/// The bounds of a schema, in all spellings: minimum, ge, min, exclusiveMinimum (a number, or true
/// beside minimum as in OpenAPI 3.0), gt, and so on.
[[nodiscard]] NumberRange rangeOf(const QJsonObject &schema, bool whole);

/// Exact for integers of 64 bits. Negative, 0 or positive as usual; both must be numbers.
[[nodiscard]] int compareNumbers(const QJsonValue &a, const QJsonValue &b);
/// A number without a fraction that fits into 64 bits.
[[nodiscard]] bool isWhole(const QJsonValue &value);

/// Exact for whole numbers; else as near as a double tells.
[[nodiscard]] bool isMultipleOf(const QJsonValue &value, double step);

} // namespace peregrine
