#pragma once

#include "core/base/mediakind.h"

#include <QSize>
#include <QString>

namespace peregrine {

/// What a file really is, by its content.
struct MediaInfo
{
    MediaKind kind = MediaKind::Other;
    /// Never empty; application/octet-stream when nothing better is known.
    QString mimeType;
    /// Pixels as shown (after EXIF or video rotation), for images and videos; invalid when not
    /// known.
    QSize size;
    /// Seconds, for video and audio; 0 when not known.
    double duration = 0;

    friend bool operator==(const MediaInfo &, const MediaInfo &) = default;
};

} // namespace peregrine
