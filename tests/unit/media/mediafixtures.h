#pragma once

#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QString>

namespace peregrine::test {

/// A picture that does not compress to nothing and has an up and a left: red at the top, blue at
/// the bottom, brighter to the right.
[[nodiscard]] QImage testPicture(const QSize &size);
/// Encoded by Qt: "png", "jpeg", "webp", "bmp".
[[nodiscard]] QByteArray encoded(const QImage &image, const char *format);
/// A JPEG whose EXIF data say that it must be turned by 90 degrees to be shown.
[[nodiscard]] QByteArray turnedJpeg(const QImage &image);
/// A PNG that is well formed up to its picture data and says that it has this size.
[[nodiscard]] QByteArray pngThatClaims(quint32 width, quint32 height);
/// Mono, 16 bit; silence, then a tone of full loudness in the second half.
[[nodiscard]] QByteArray wav(double seconds, int sampleRate = 8000);
/// An MP4 file of a moving picture, 25 frames a second, made by libav. Empty when it cannot.
[[nodiscard]] QByteArray mp4(const QSize &size, int frames, const QString &scratchFolder);
/// A well-formed, empty binary glTF.
[[nodiscard]] QByteArray glb();

/// Writes a file of the test and gives its path back.
QString writeFile(const QString &path, const QByteArray &bytes);

} // namespace peregrine::test
