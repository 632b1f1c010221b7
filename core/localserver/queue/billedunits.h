#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

namespace peregrine::localserver {

/// How much of a model's unit ("images", "seconds", "1000 characters") a run made, which fal would
/// bill. 1 for units that say nothing of the output.
[[nodiscard]] double billedUnits(const QString &unit, const QJsonObject &input,
                                 const QJsonValue &output);

} // namespace peregrine::localserver
