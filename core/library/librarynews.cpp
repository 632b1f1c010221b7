#include "core/library/librarynews.h"

namespace peregrine {

LibraryNews::LibraryNews(QObject *parent)
    : QObject(parent)
{ }

void LibraryNews::announceAdded(const QList<AssetId> &ids)
{
    ++m_revision;
    if (!ids.isEmpty())
        QMetaObject::invokeMethod(
            this, [this, ids] { Q_EMIT assetsAdded(ids); }, Qt::QueuedConnection);
}

void LibraryNews::announceChanged(const QList<AssetId> &ids)
{
    if (!ids.isEmpty())
        QMetaObject::invokeMethod(
            this, [this, ids] { Q_EMIT assetsChanged(ids); }, Qt::QueuedConnection);
}

void LibraryNews::announceRemoved(const QList<AssetId> &ids)
{
    ++m_revision;
    if (!ids.isEmpty())
        QMetaObject::invokeMethod(
            this, [this, ids] { Q_EMIT assetsRemoved(ids); }, Qt::QueuedConnection);
}

void LibraryNews::announceCollections()
{
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT collectionsChanged(); }, Qt::QueuedConnection);
}

} // namespace peregrine
