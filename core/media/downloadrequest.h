#pragma once

#include "core/media/mediainfo.h"

#include <QString>
#include <QUrl>

namespace peregrine {

/// One result file to fetch.
struct DownloadRequest
{
    /// https, http at the server's own loopback address, or a data: URI.
    QUrl url;
    /// The content type the server's answer gave ("image/png"), or just its first part ("image");
    /// empty when it gave none. Used for checking, never for the name.
    QString expectedType;
    /// Absolute path of the folder; made when missing.
    QString folder;
    /// The name without extension, ours: see safeBaseName(). Names from outside never get here.
    QString baseName;
    /// Larger files are refused.
    qint64 maxBytes = 2LL * 1024 * 1024 * 1024;
};

/// A file that was fetched, checked and put in place.
struct DownloadedFile
{
    /// Absolute path. The extension follows from what the file really is.
    QString path;
    MediaInfo info;
    qint64 bytes = 0;
};

} // namespace peregrine
