#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/library/assetfile.h"

#include <QFuture>
#include <QList>

namespace peregrine {

class Store;

/// Where the files of assets are and whether they are still what they were, for whoever compares
/// that with the disk. Calls return at once, the work is done on the store's thread. Files are
/// never touched. What is in the trash is passed over.
class AssetFileRepository
{
public:
    /// The store must outlive it.
    explicit AssetFileRepository(Store &store);

    /// In no order.
    [[nodiscard]] QFuture<Expected<QList<AssetFile>, Error>> all();
    /// The assets at an absolute path; more than one only by mistake.
    [[nodiscard]] QFuture<Expected<QList<AssetFile>, Error>> at(const QString &path);
    /// Those whose content was the same when it was looked at last.
    [[nodiscard]] QFuture<Expected<QList<AssetFile>, Error>> ofContent(const QString &sha256Hex);
    /// Keeps path, bytes, time and missing of each, all or none. A file that is not as it was is
    /// hashed again. AssetRepository::changed() follows.
    QFuture<Expected<Done, Error>> update(const QList<AssetFile> &facts);

private:
    Store &m_store;
};

} // namespace peregrine
