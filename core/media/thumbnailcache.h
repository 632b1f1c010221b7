#pragma once

#include <QFileInfo>
#include <QImage>
#include <QString>

#include <atomic>

namespace peregrine {

/// Thumbnails on disk, found by the path, size and modification time of the file they show, so that
/// a changed file is never shown by its old picture. Bounded in bytes: the longest unused go first.
/// All functions block and may be called from any thread, several at once.
class ThumbnailCache
{
public:
    static constexpr qint64 defaultMaxBytes = 256LL * 1024 * 1024;

    /// An empty folder: nothing is kept.
    explicit ThumbnailCache(QString folder, qint64 maxBytes = defaultMaxBytes);

    /// Null when there is none. One that does not decode is removed.
    [[nodiscard]] QImage find(const QFileInfo &file) const;
    /// Written whole or not at all. A cache that cannot be written is no error: the next one who
    /// asks decodes again.
    void insert(const QFileInfo &file, const QImage &image);
    /// Removes what is over the limit.
    void prune();

private:
    [[nodiscard]] QString pathFor(const QFileInfo &file) const;

    const QString m_folder;
    const qint64 m_maxBytes;
    std::atomic<qint64> m_written{0};
};

} // namespace peregrine
