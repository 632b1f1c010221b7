#pragma once

#include <QJsonValue>

namespace peregrine {

/// An answer may carry whole pictures as data URIs (fal's sync_mode); the library keeps them as
/// files only. Long ones are cut after their comma, everything else stays.
[[nodiscard]] QJsonValue withoutInlineData(const QJsonValue &value);

} // namespace peregrine
