#pragma once

#include "core/jobs/asset.h"

#include <QCache>
#include <QHash>
#include <QList>
#include <QObject>
#include <QPixmap>
#include <QSet>

namespace peregrine {

class Thumbnailer;

/// The thumbnails of what is on screen: a cache bounded by bytes before a Thumbnailer. What was
/// asked for last is made first, and when somebody scrolls quickly through thousands of tiles the
/// wishes that have scrolled away are dropped.
class ThumbnailFeed : public QObject
{
    Q_OBJECT

public:
    /// The thumbnailer must outlive it. `cacheBytes` counts decoded pixels.
    ThumbnailFeed(Thumbnailer &thumbnailer, qint64 cacheBytes, QObject *parent = nullptr);

    /// The pixmap when it is there; else null, and it is fetched once, and loaded() follows.
    [[nodiscard]] QPixmap pixmap(const Asset &asset);
    /// How a text begins, as pixmap() does; empty for other kinds.
    [[nodiscard]] QString excerpt(const Asset &asset);
    /// Why there is no thumbnail; empty when there is one or none was tried.
    [[nodiscard]] QString failure(const AssetId &id) const { return m_failures.value(id); }
    /// More wishes than this are not kept waiting; the oldest are dropped. Keep it above the number
    /// of tiles that fit on a screen.
    void setWaitingLimit(int limit) { m_waitingLimit = limit; }
    void forget(const AssetId &id);

Q_SIGNALS:
    /// The picture or excerpt is in the cache, or failure() tells why not.
    void loaded(const peregrine::AssetId &id);

private:
    void wish(const Asset &asset);
    void startNext();
    void start(const Asset &asset);
    void startExcerpt(const Asset &asset);

    Thumbnailer &m_thumbnailer;
    QCache<AssetId, QPixmap> m_pixmaps;
    /// Bounded by their number; they are short.
    QCache<AssetId, QString> m_excerpts{2000};
    QHash<AssetId, QString> m_failures;
    QSet<AssetId> m_running;
    QList<Asset> m_waiting;
    int m_waitingLimit = 200;
};

} // namespace peregrine
