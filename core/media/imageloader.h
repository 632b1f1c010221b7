#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QImage>
#include <QSize>
#include <QString>

namespace peregrine {

/// The picture's size as shown (EXIF orientation applied), from its header alone.
[[nodiscard]] Expected<QSize, Error> imageSize(const QString &path);

/// Decodes a picture, EXIF orientation applied, by its content whatever its name. With a
/// longestEdge greater than 0 it is scaled down to that while it is decoded, never up. Refused
/// before memory is taken when it has more than Thumbnailer::maxPixels. Blocks; any thread.
[[nodiscard]] Expected<QImage, Error> loadImage(const QString &path, int longestEdge = 0);

} // namespace peregrine
