#pragma once

#include <QByteArray>
#include <QString>

namespace peregrine {

/// How much of a file sniffMimeType() wants to see.
inline constexpr qint64 sniffBytes = 4096;

/// The MIME type of a file by its first bytes (up to sniffBytes). Containers that hold video or
/// audio or both are named as video until somebody has looked inside. Text is told from binary,
/// and HTML, SVG and JSON from other text. application/octet-stream when nothing fits.
[[nodiscard]] QString sniffMimeType(const QByteArray &head);

/// With its dot: ".png" for image/png; ".bin" for types without one of their own.
[[nodiscard]] QString extensionFor(const QString &mimeType);

/// True for types that have an extension of their own.
[[nodiscard]] bool isKnownType(const QString &mimeType);

/// The name of the image format as QImageReader knows it; empty for types that are not decoded.
[[nodiscard]] QByteArray imageFormatFor(const QString &mimeType);

} // namespace peregrine
