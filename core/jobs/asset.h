#pragma once

#include "core/base/ids.h"
#include "core/base/mediakind.h"

#include <QDateTime>
#include <QMetaType>
#include <QSize>
#include <QString>

namespace peregrine {

/// One result file of a job, on disk.
struct Asset
{
    AssetId id;
    JobId job;
    /// Position among the job's results, from 0.
    int index = 0;
    MediaKind kind = MediaKind::Other;
    QString mimeType;
    /// Absolute path of the file.
    QString path;
    qint64 bytes = 0;
    /// Pixels, for images and videos; invalid when not known.
    QSize size;
    /// Seconds, for video and audio; 0 when not known.
    double duration = 0;
    QDateTime createdAt;

    // Of its job, so that a grid of thousands needs no second look-up:
    QString title;
    QString endpoint;
    QString modelTitle;

    friend bool operator==(const Asset &, const Asset &) = default;
};

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::Asset)
