#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

/// What a schema says of one value without regard to what is inside of it. The faults are in the
/// words and types of pydantic, as fal's models answer them.
namespace peregrine::localserver::valuechecks {

[[nodiscard]] bool hasType(const QStringList &types, const QJsonValue &value);
[[nodiscard]] QJsonObject typeFault(const QStringList &types, const QJsonValue &value,
                                    const QJsonArray &loc);
[[nodiscard]] QJsonObject choiceFault(const QJsonArray &choices, const QJsonValue &value,
                                      const QJsonArray &loc);

/// minimum, maximum, their exclusive forms (a number, or true beside the bound), multipleOf.
void checkNumber(const QJsonObject &schema, const QJsonValue &value, const QJsonArray &loc,
                 QJsonArray &faults);
/// minLength, maxLength, pattern, format.
void checkText(const QJsonObject &schema, const QJsonValue &value, const QJsonArray &loc,
               QJsonArray &faults);
/// minItems, maxItems, uniqueItems.
void checkList(const QJsonObject &schema, const QJsonArray &list, const QJsonArray &loc,
               QJsonArray &faults);

} // namespace peregrine::localserver::valuechecks
