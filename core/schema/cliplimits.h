#pragma once

#include "core/base/clipfacts.h"
#include "core/schema/fieldspec.h"

#include <QString>

#include <functional>
#include <optional>

namespace peregrine {

/// What is known of the file at a path at the moment; nothing when nobody has looked inside. Must
/// not block.
using ClipLookup = std::function<std::optional<ClipFacts>(const QString &path)>;

/// Whether files of the kind are looked into before they are sent: video and sound.
[[nodiscard]] bool isClip(MediaKind kind);

/// Why a video or sound file cannot be given to a field of this kind, as a sentence for people that
/// names the file; empty when nothing is known against it. What the file does not say is never held
/// against it. The limits are those of x-fal in fal's OpenAPI documents.
[[nodiscard]] QString clipFault(const QString &fileName, const ClipFacts &facts, MediaKind kind,
                                const MediaLimits &limits);

} // namespace peregrine
