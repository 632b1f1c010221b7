#pragma once

#include "core/base/ids.h"

#include <QList>
#include <QObject>

#include <atomic>

namespace peregrine {

/// What changes in a library, told to whoever shows it. Repositories announce after the change is
/// on disk, from any thread; the signals come in the thread that this lives in.
class LibraryNews : public QObject
{
    Q_OBJECT

public:
    explicit LibraryNews(QObject *parent = nullptr);

    void announceAdded(const QList<AssetId> &ids);
    void announceChanged(const QList<AssetId> &ids);
    void announceRemoved(const QList<AssetId> &ids);
    void announceCollections();

    /// Grows whenever assets have come or gone; any thread.
    [[nodiscard]] quint64 revision() const { return m_revision; }

Q_SIGNALS:
    void assetsAdded(const QList<peregrine::AssetId> &ids);
    /// Their marks or what is known about their files.
    void assetsChanged(const QList<peregrine::AssetId> &ids);
    void assetsRemoved(const QList<peregrine::AssetId> &ids);
    void collectionsChanged();

private:
    std::atomic<quint64> m_revision = 1;
};

} // namespace peregrine
