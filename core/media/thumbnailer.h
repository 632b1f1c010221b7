#pragma once

#include "core/base/error.h"
#include "core/base/mediakind.h"
#include "core/base/result.h"
#include "core/media/thumbnailcache.h"

#include <QFuture>
#include <QImage>
#include <QObject>
#include <QString>
#include <QThreadPool>

#include <atomic>

namespace peregrine {

using LoadedImage = Expected<QImage, Error>;

/// Decodes pictures for tiles and for the stage on a pool of its own. Sizes are checked before
/// memory is taken. Posters of videos come from libav, audio gets its waveform. Pixels of a
/// thumbnail are cached on disk by path, size and modification time. Lives in one thread; safe to
/// delete at any moment (waits for the decodes under way, drops the others).
class Thumbnailer : public QObject
{
    Q_OBJECT

public:
    /// Longest edge of a thumbnail, in pixels.
    static constexpr int edge = 320;
    /// Pictures with more pixels than this are refused (a 50000x50000 PNG fits into 10 MB).
    static constexpr qint64 maxPixels = 120'000'000;

    /// An empty folder: nothing is cached on disk. The cache is bounded, and pruned at the start.
    explicit Thumbnailer(QString cacheFolder, QObject *parent = nullptr);
    ~Thumbnailer() override;

    /// A picture with its longest edge at most `edge`. Images, videos and audio; an error for
    /// others.
    [[nodiscard]] QFuture<LoadedImage> thumbnail(const QString &path, MediaKind kind);
    /// How a text file begins; see excerptOf().
    [[nodiscard]] QFuture<Expected<QString, Error>> excerpt(const QString &path);
    /// The whole picture of an image file, EXIF orientation applied.
    [[nodiscard]] QFuture<LoadedImage> picture(const QString &path);
    /// A picture from near the start of a video, in the video's own size.
    [[nodiscard]] QFuture<LoadedImage> frame(const QString &path);

private:
    ThumbnailCache m_cache;
    std::atomic_bool m_closing{false};
    QThreadPool m_pool;
};

} // namespace peregrine
