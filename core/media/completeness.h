#pragma once

#include <QIODevice>
#include <QString>

namespace peregrine {

/// True when a file of this type ends before the place where it says that it ends: PNG without
/// IEND, JPEG without its end marker, RIFF, BMP, MP4 and GLB shorter than their lengths. Decoders
/// often accept such files and show half of them. False for types that do not tell. Reads headers
/// and skips over the rest; at worst reads a JPEG once. Moves the device's position.
[[nodiscard]] bool isCutOff(QIODevice &device, const QString &mimeType);

} // namespace peregrine
