#pragma once

#include "core/base/ids.h"
#include "core/base/mediakind.h"
#include "core/media/picturehash.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace peregrine {

/// A file that is to be looked at.
struct UnhashedAsset
{
    qint64 number = 0;
    AssetId id;
    MediaKind kind = MediaKind::Other;
    /// Absolute.
    QString path;
};

/// What came of it.
struct AssetHashes
{
    qint64 number = 0;
    AssetId id;
    /// As the file was when it was read.
    qint64 bytes = 0;
    QDateTime modifiedAt;
    /// SHA-256 in hex.
    QString content;
    /// For pictures, and the beginning of videos.
    std::optional<PictureHash> picture;
};

} // namespace peregrine
