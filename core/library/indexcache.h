#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/library/libraryindex.h"
#include "core/library/libraryquery.h"

#include <QHash>
#include <QSqlDatabase>

namespace peregrine {

/// The entries of all assets in memory, so that a search reads only the numbers of what it finds.
/// Which assets there are is asked of the database each time; what an entry says is read again when
/// assets have come since, here or by another program. On the store's thread only.
class IndexCache
{
public:
    /// `revision` is of LibraryNews.
    [[nodiscard]] Expected<LibraryIndex, Error> find(const QSqlDatabase &database,
                                                     const LibraryQuery &query, quint64 revision);

private:
    struct Place
    {
        /// In m_all.
        int row = 0;
        /// What it is sorted by.
        qint64 key = 0;
    };
    struct Found
    {
        /// Newest first, but for the order of names.
        QList<Place> list;
        /// See QueryCondition.
        QList<AssetId> likest;
        /// False: something was found that is not known yet; it is left out.
        bool complete = true;
    };

    [[nodiscard]] Expected<Done, Error> refresh(const QSqlDatabase &database, quint64 revision);
    [[nodiscard]] Expected<Done, Error> load(const QSqlDatabase &database);
    [[nodiscard]] Expected<Found, Error> places(const QSqlDatabase &database,
                                                const LibraryQuery &query) const;
    void sortByLikeness(QList<Place> &list, const QList<AssetId> &likest) const;

    /// Newest first.
    LibraryIndex m_all;
    /// By the number of the asset.
    QHash<qint64, int> m_rows;
    quint64 m_revision = 0;
    qint64 m_dataVersion = -1;
};

} // namespace peregrine
