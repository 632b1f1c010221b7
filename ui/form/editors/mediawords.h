#pragma once

#include "core/base/clipfacts.h"
#include "core/base/mediakind.h"

#include <QString>

namespace peregrine {

/// What a file dialog lets through for a kind of file.
[[nodiscard]] QString fileFilter(MediaKind kind);
/// The words in an empty drop zone.
[[nodiscard]] QString dropInvitation(MediaKind kind, bool several);
/// The same for a field that takes an archive.
[[nodiscard]] QString archiveInvitation();
/// How long a video or sound file is, its size and frame rate; empty when nothing is known.
[[nodiscard]] QString clipWords(const ClipFacts &facts);

} // namespace peregrine
