#pragma once

#include "core/base/ids.h"
#include "core/base/mediakind.h"
#include "core/jobs/judgement.h"

#include <QDateTime>
#include <QMetaType>
#include <QSize>
#include <QString>
#include <QStringList>

namespace peregrine {

/// One file of the library, on disk: a result of a job, or imported.
struct Asset
{
    AssetId id;
    /// Empty for what was imported without one.
    JobId job;
    /// The job's; empty without one.
    BatchId batch;
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

    /// Came from a folder, not from a job that ran here.
    bool imported = false;
    /// The library has noticed that the file is gone.
    bool missing = false;

    // What a person has added:
    Judgement judgement;
    /// Sorted, each once.
    QStringList tags;
    QString note;

    // Of its job, so that a grid of thousands needs no second look-up:
    QString title;
    QString endpoint;
    QString modelTitle;

    friend bool operator==(const Asset &, const Asset &) = default;
};

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::Asset)
