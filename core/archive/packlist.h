#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

namespace peregrine {

/// A file that goes into an archive.
struct PackEntry
{
    /// Absolute path.
    QString path;
    /// Its name in the archive, with "/" between folders.
    QString name;
    qint64 bytes = 0;
    QDateTime modified;

    friend bool operator==(const PackEntry &, const PackEntry &) = default;
};

/// What of some files and folders goes into one archive: the same files in the same order give the
/// same archive. A folder alone is its contents; of several, each keeps its name.
struct PackList
{
    static constexpr qsizetype maxFiles = 10'000;
    /// What fal takes in one upload.
    static constexpr qint64 maxBytes = 2LL * 1024 * 1024 * 1024;
    static constexpr int maxDepth = 12;

    /// By name.
    QList<PackEntry> entries;
    qint64 bytes = 0;

    /// Hidden files and what systems leave in folders (Thumbs.db, __MACOSX, ...) stay out, and so
    /// do links. An error when nothing is left, or when it is too much. Blocks.
    [[nodiscard]] static Expected<PackList, Error> of(const QStringList &paths);
};

} // namespace peregrine
