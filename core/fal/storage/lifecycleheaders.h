#pragma once

#include "core/fal/objectlifecycle.h"

#include <QByteArray>
#include <QList>

#include <optional>
#include <utility>

namespace peregrine {

using Headers = QList<std::pair<QByteArray, QByteArray>>;

/// As fal's clients send a lifecycle with an upload; nothing for an empty one.
[[nodiscard]] QByteArray lifecycleHeader(const ObjectLifecycle &lifecycle);
/// With storage/upload/initiate (fal's JavaScript client).
[[nodiscard]] Headers initiateHeaders(const ObjectLifecycle &lifecycle);
/// To the CDN (fal's Python client), which sends it under both names.
[[nodiscard]] Headers cdnHeaders(const ObjectLifecycle &lifecycle);
/// How long the file lives; nothing when only the server knows.
[[nodiscard]] std::optional<qint64> lifetimeSeconds(const ObjectLifecycle &lifecycle);

} // namespace peregrine
