#pragma once

#include <QCborValue>
#include <QJsonValue>

#include <optional>

namespace peregrine::test {

/// A JavaScript value as the recordings of fal's client write it, with {"$type": ...} for what JSON
/// lacks and {"$repeat": ...} for long ones. Nothing for values that only JavaScript has
/// (functions, Map, Set, ...).
[[nodiscard]] std::optional<QCborValue> recordedValue(const QJsonValue &recorded);

/// The value with its keys in the order of another: Qt's JSON sorts them, JavaScript does not.
[[nodiscard]] QCborValue inOrderOf(const QCborValue &pattern, const QCborValue &value);

} // namespace peregrine::test
