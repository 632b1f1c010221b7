#pragma once

#include <QString>

#include <optional>

namespace peregrine {

/// What tells whether a file on disk is still the one that was looked at before.
struct FileStamp
{
    qint64 size = 0;
    /// Nanoseconds of the file system's own clock; good for comparing only.
    qint64 modified = 0;

    /// Nothing when there is no such file. Touches the disk: not for the main thread.
    [[nodiscard]] static std::optional<FileStamp> of(const QString &path);

    friend bool operator==(const FileStamp &, const FileStamp &) = default;
};

} // namespace peregrine
