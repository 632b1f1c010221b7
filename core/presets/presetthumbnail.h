#pragma once

#include <QByteArray>
#include <QImage>

namespace peregrine {

/// The longest side of a preset's picture, in pixels.
inline constexpr int presetThumbnailSide = 192;

/// A picture made small, as JPEG; PNG where it has transparent parts. Empty for no picture.
[[nodiscard]] QByteArray presetThumbnail(const QImage &picture);
/// Bytes from outside: a JPEG or PNG within the bounds of a preset. Looks at its head only.
[[nodiscard]] bool isPresetThumbnail(const QByteArray &bytes);
/// Null when the bytes are no such picture, or damaged.
[[nodiscard]] QImage presetPicture(const QByteArray &bytes);

} // namespace peregrine
