#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QImage>
#include <QString>

#include <atomic>

namespace peregrine {

/// A picture from near the start of a video, upright, scaled down to longestEdge, never up. Blocks;
/// any thread. giveUp as in AvFile.
[[nodiscard]] Expected<QImage, Error> videoPoster(const QString &path, int longestEdge,
                                                  const std::atomic_bool *giveUp = nullptr);

} // namespace peregrine
