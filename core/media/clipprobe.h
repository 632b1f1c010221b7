#pragma once

#include "core/base/clipfacts.h"

#include <QString>

#include <atomic>

namespace peregrine {

/// Looks into a video or sound file by libav: how long it is, its frames, its size. By its content,
/// whatever its name. Never fails: of what cannot be read the state says why. Takes a few seconds
/// at most, with files that do not say how long they are and are read through. Blocks: call it on a
/// worker. giveUp as in AvFile.
[[nodiscard]] ClipFacts probeClip(const QString &path, const std::atomic_bool *giveUp = nullptr);

} // namespace peregrine
