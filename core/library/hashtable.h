#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/library/assethashes.h"
#include "core/library/resultsfolder.h"

#include <QHash>
#include <QList>
#include <QSqlDatabase>

namespace peregrine {

/// Hashes of assets in the database, for what runs on the store's thread.
class HashTable
{
public:
    explicit HashTable(const QSqlDatabase &database);

    /// The newest that were not looked at, with numbers below that one.
    [[nodiscard]] Expected<QList<UnhashedAsset>, Error> unhashed(const ResultsFolder &results,
                                                                 qint64 below, int limit) const;
    /// In a transaction of its own. What has been changed meanwhile is left to be hashed again.
    [[nodiscard]] Expected<Done, Error> write(const QList<AssetHashes> &hashes) const;

    struct Picture
    {
        AssetId id;
        PictureHash hash;
    };
    /// Of everything that is not in the trash, newest first.
    [[nodiscard]] Expected<QList<Picture>, Error> pictures() const;
    /// The groups of assets that have the same content, the oldest first in each.
    [[nodiscard]] Expected<QList<QList<AssetId>>, Error> equalContents() const;

private:
    const QSqlDatabase &m_database;
};

} // namespace peregrine
