#pragma once

#include "core/base/clipfacts.h"
#include "core/base/mediakind.h"
#include "core/uploads/uploadtray.h"

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
/// How far the upload of a file is.
[[nodiscard]] QString fieldUploadWords(const UploadState &state);
/// The part of it that is sent, 0 to 1; below 0 when nothing is on its way.
[[nodiscard]] double fieldUploadPart(const UploadState &state);

} // namespace peregrine
