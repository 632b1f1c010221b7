#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QSize>
#include <QString>

namespace peregrine::localserver {

/// The pixels of an ImageSize input: one of fal's preset names or {width, height}. Empty for null.
[[nodiscard]] QSize imageSizeOf(const QJsonValue &value);

/// The seed input; when it is missing or null, one by chance that reports can repeat.
[[nodiscard]] quint64 seedOf(const QJsonObject &input);

} // namespace peregrine::localserver
