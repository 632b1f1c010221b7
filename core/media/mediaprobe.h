#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/media/mediainfo.h"

#include <QString>

namespace peregrine {

/// Finds out by its content, never by its name, what a file is, and whether it is whole: pictures
/// are decoded (up to Thumbnailer::maxPixels; larger ones are only measured), containers must be as
/// long as they say. A Media error says in words for people that the file is empty, cut off or
/// damaged; a file of an unknown type is no error but MediaKind::Other. Blocks: call it on a
/// worker.
[[nodiscard]] Expected<MediaInfo, Error> probeMedia(const QString &path);

} // namespace peregrine
