#pragma once

#include <QString>
#include <QStringList>

namespace peregrine::localserver {

/// Where an endpoint's picture is found below the server's base:
/// /v3.fal.media/files/thumbnails/{endpoint}.jpg.
[[nodiscard]] QString thumbnailPath(const QString &endpoint);

/// Whether a path, in segments, is below the pictures' folder.
[[nodiscard]] bool isThumbnailPath(const QStringList &segments);

/// What a path asks for; empty when it is not of a picture. Whether there is such an endpoint is
/// for the caller to know.
[[nodiscard]] QString endpointOfThumbnail(const QStringList &segments);

} // namespace peregrine::localserver
