#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/jobs/asset.h"

#include <QFuture>
#include <QList>
#include <QObject>
#include <QThreadPool>

namespace peregrine {

class Store;

/// The assets of the library. Calls return at once, the work is done on the store's thread.
/// Rows are paged by id (ids sort by time), never by offset.
class AssetRepository : public QObject
{
    Q_OBJECT

public:
    /// The store must outlive it.
    explicit AssetRepository(Store &store, QObject *parent = nullptr);
    /// Waits for files on their way to the trash.
    ~AssetRepository() override;

    /// Newest first; with `before`, those older than it.
    [[nodiscard]] QFuture<Expected<QList<Asset>, Error>> newest(int limit,
                                                                const AssetId &before = {});
    /// As newest(), of those whose title, endpoint or model has all the words in it.
    [[nodiscard]] QFuture<Expected<QList<Asset>, Error>> search(const QString &words, int limit,
                                                                const AssetId &before = {});
    [[nodiscard]] QFuture<Expected<Asset, Error>> find(const AssetId &id);
    /// In the order of their index.
    [[nodiscard]] QFuture<Expected<QList<Asset>, Error>> ofJob(const JobId &id);

    /// Moves the files to the system's trash and forgets the rows. Emits removed() for those that
    /// went; the error names the first that did not. A file that is already gone counts as moved.
    QFuture<Expected<Done, Error>> moveToTrash(const QList<Asset> &assets);

Q_SIGNALS:
    void removed(const QList<peregrine::AssetId> &ids);

private:
    Store &m_store;
    QThreadPool m_trash;
};

} // namespace peregrine
