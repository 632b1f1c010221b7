#include "core/media/thumbnailer.h"

#include "core/base/async.h"
#include "core/media/imageloader.h"
#include "core/media/mediatypes.h"
#include "core/media/textcontent.h"
#include "core/media/videoposter.h"
#include "core/media/waveform.h"

#include <QFile>
#include <QFileInfo>
#include <QThread>
#include <QtConcurrent>

#include <algorithm>
#include <limits>

namespace peregrine {

namespace {

constexpr int waveformBars = 64;
constexpr int waveformHeight = 160;
constexpr int picturePriority = 1;

/// By what the file is, not by what it was called when it was announced.
LoadedImage makeThumbnail(const QString &path, const std::atomic_bool &closing)
{
    QFile file(path);
    // Short, and the name last: it stands in a tile.
    if (!file.exists())
        return Unexpected{
            Error::media(Thumbnailer::tr("The file is gone: %1").arg(QFileInfo(path).fileName()))};
    if (!file.open(QIODevice::ReadOnly))
        return Unexpected{Error::media(Thumbnailer::tr("The file %1 cannot be opened: %2.")
                                           .arg(QFileInfo(path).fileName(), file.errorString()))};
    const MediaKind kind = mediaKindOfMimeType(sniffMimeType(file.peek(sniffBytes)));
    file.close();
    if (kind != MediaKind::Video && kind != MediaKind::Audio)
        return loadImage(path, Thumbnailer::edge);
    if (kind == MediaKind::Video) {
        if (auto poster = videoPoster(path, Thumbnailer::edge, &closing))
            return poster;
    }
    // Sound, or a video container that holds nothing but sound.
    const auto peaks = audioPeaks(path, waveformBars, &closing);
    if (!peaks)
        return Unexpected{peaks.error()};
    return drawWaveform(*peaks, {Thumbnailer::edge, waveformHeight});
}

} // namespace

Thumbnailer::Thumbnailer(QString cacheFolder, QObject *parent)
    : QObject(parent)
    , m_cache(std::move(cacheFolder))
{
    m_pool.setMaxThreadCount(std::max(1, QThread::idealThreadCount()));
    m_pool.start([this] {
        if (!m_closing)
            m_cache.prune();
    });
}

Thumbnailer::~Thumbnailer()
{
    // What has not begun ends at once, as canceled; a future that is never done would hang whoever
    // waits for it.
    m_closing = true;
    m_pool.waitForDone();
}

QFuture<LoadedImage> Thumbnailer::thumbnail(const QString &path, MediaKind kind)
{
    if (kind == MediaKind::Text || kind == MediaKind::Model3d || kind == MediaKind::Other)
        return readyFuture<LoadedImage>(
            Unexpected{Error::media(tr("There is no preview of files of this kind."))});
    return QtConcurrent::run(&m_pool, [this, path]() -> LoadedImage {
        if (m_closing)
            return Unexpected{Error::canceled()};
        const QFileInfo file(path);
        if (const QImage cached = m_cache.find(file); !cached.isNull())
            return cached;
        auto made = makeThumbnail(path, m_closing);
        if (made)
            m_cache.insert(file, *made);
        return made;
    });
}

QFuture<Expected<QString, Error>> Thumbnailer::excerpt(const QString &path)
{
    return QtConcurrent::run(&m_pool, [this, path]() -> Expected<QString, Error> {
        if (m_closing)
            return Unexpected{Error::canceled()};
        const auto content = readText(path);
        if (!content)
            return Unexpected{content.error()};
        if (content->text.contains(QChar::Null))
            return Unexpected{
                Error::media(tr("The file %1 is not a text.").arg(QFileInfo(path).fileName()))};
        return excerptOf(*content);
    });
}

QFuture<LoadedImage> Thumbnailer::picture(const QString &path)
{
    // Somebody looks at the stage: before the tiles that wait.
    return QtConcurrent::task([this, path]() -> LoadedImage {
               if (m_closing)
                   return Unexpected{Error::canceled()};
               return loadImage(path);
           })
        .onThreadPool(m_pool)
        .withPriority(picturePriority)
        .spawn();
}

QFuture<LoadedImage> Thumbnailer::frame(const QString &path)
{
    return QtConcurrent::task([this, path]() -> LoadedImage {
               if (m_closing)
                   return Unexpected{Error::canceled()};
               return videoPoster(path, std::numeric_limits<int>::max(), &m_closing);
           })
        .onThreadPool(m_pool)
        .withPriority(picturePriority)
        .spawn();
}

} // namespace peregrine
