#include "ui/gallery/thumbnailfeed.h"

#include "core/base/async.h"
#include "core/media/thumbnailer.h"

#include <QThread>

#include <algorithm>
#include <limits>

namespace peregrine {

namespace {

/// Enough to keep every core busy, few enough that a wish made now is answered soon.
int runningLimit()
{
    return qMax(2, QThread::idealThreadCount()) * 2;
}

bool hasThumbnail(MediaKind kind)
{
    return kind == MediaKind::Image || kind == MediaKind::Video || kind == MediaKind::Audio;
}

} // namespace

ThumbnailFeed::ThumbnailFeed(Thumbnailer &thumbnailer, qint64 cacheBytes, QObject *parent)
    : QObject(parent)
    , m_thumbnailer(thumbnailer)
    , m_pixmaps(int(qMin<qint64>(cacheBytes, std::numeric_limits<int>::max())))
{ }

QPixmap ThumbnailFeed::pixmap(const Asset &asset)
{
    if (const QPixmap *found = m_pixmaps.object(asset.id))
        return *found;
    if (hasThumbnail(asset.kind))
        wish(asset);
    return {};
}

QString ThumbnailFeed::excerpt(const Asset &asset)
{
    if (asset.kind != MediaKind::Text)
        return {};
    if (const QString *found = m_excerpts.object(asset.id))
        return *found;
    wish(asset);
    return {};
}

void ThumbnailFeed::wish(const Asset &asset)
{
    if (m_running.contains(asset.id) || m_failures.contains(asset.id))
        return;
    const auto same = [&asset](const Asset &other) { return other.id == asset.id; };
    const auto waiting = std::find_if(m_waiting.begin(), m_waiting.end(), same);
    if (waiting != m_waiting.end())
        m_waiting.erase(waiting);
    m_waiting.append(asset);
    if (m_waiting.size() > m_waitingLimit)
        m_waiting.removeFirst();
    startNext();
}

void ThumbnailFeed::forget(const AssetId &id)
{
    m_pixmaps.remove(id);
    m_excerpts.remove(id);
    m_failures.remove(id);
    m_waiting.removeIf([&id](const Asset &asset) { return asset.id == id; });
}

void ThumbnailFeed::startNext()
{
    while (!m_waiting.isEmpty() && m_running.size() < runningLimit())
        start(m_waiting.takeLast());
}

void ThumbnailFeed::start(const Asset &asset)
{
    m_running.insert(asset.id);
    if (asset.kind == MediaKind::Text) {
        startExcerpt(asset);
        return;
    }
    whenDone(this, m_thumbnailer.thumbnail(asset.path, asset.kind),
             [this, id = asset.id](const LoadedImage &image) {
                 m_running.remove(id);
                 if (image && !image->isNull()) {
                     const auto cost =
                         int(qMin<qint64>(image->sizeInBytes(), std::numeric_limits<int>::max()));
                     m_pixmaps.insert(id, new QPixmap(QPixmap::fromImage(*image)), cost);
                 } else {
                     m_failures.insert(id,
                                       image ? tr("This file has no picture to show.")
                                             : image.error().message);
                 }
                 Q_EMIT loaded(id);
                 startNext();
             });
}

void ThumbnailFeed::startExcerpt(const Asset &asset)
{
    whenDone(this, m_thumbnailer.excerpt(asset.path),
             [this, id = asset.id](const Expected<QString, Error> &text) {
                 m_running.remove(id);
                 if (text)
                     m_excerpts.insert(id, new QString(*text));
                 else
                     m_failures.insert(id, text.error().message);
                 Q_EMIT loaded(id);
                 startNext();
             });
}

} // namespace peregrine
