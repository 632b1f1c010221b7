#pragma once

#include <QString>

namespace peregrine {

/// What a file is to a person; decides tiles, viewers and which inputs take it.
enum class MediaKind { Image, Video, Audio, Text, Model3d, Other };

/// Stable name for the database and receipts: "image", "video", "audio", "text", "3d", "other".
[[nodiscard]] QString mediaKindName(MediaKind kind);
[[nodiscard]] MediaKind mediaKindFromName(const QString &name);

/// By MIME type, parameters ignored; application/json and text/* are Text.
[[nodiscard]] MediaKind mediaKindOfMimeType(const QString &mimeType);

} // namespace peregrine
