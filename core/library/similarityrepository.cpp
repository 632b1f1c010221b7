#include "core/library/similarityrepository.h"

#include "core/library/copygroups.h"
#include "core/library/likeness.h"
#include "core/library/store.h"

#include <QThreadPool>

namespace peregrine {

namespace {

using Pictures = Expected<QList<HashTable::Picture>, Error>;
using Similar = Expected<QList<SimilarAsset>, Error>;
using Groups = Expected<QList<QList<AssetId>>, Error>;

/// What duplicates are found in.
struct Rows
{
    QList<HashTable::Picture> pictures;
    QList<QList<AssetId>> equal;
};

} // namespace

SimilarityRepository::SimilarityRepository(Store &store)
    : m_store(store)
{ }

QFuture<Similar> SimilarityRepository::similarTo(const AssetId &id, int limit)
{
    return m_store.run([](QSqlDatabase &database) { return HashTable(database).pictures(); })
        .then(QThreadPool::globalInstance(), [id, limit](const Pictures &pictures) -> Similar {
            if (!pictures)
                return Unexpected{pictures.error()};
            return similarAmong(*pictures, id, limit);
        });
}

QFuture<Groups> SimilarityRepository::duplicates()
{
    return m_store
        .run([](QSqlDatabase &database) -> Expected<Rows, Error> {
            const HashTable table(database);
            auto pictures = table.pictures();
            if (!pictures)
                return Unexpected{pictures.error()};
            auto equal = table.equalContents();
            if (!equal)
                return Unexpected{equal.error()};
            return Rows{std::move(pictures).value(), std::move(equal).value()};
        })
        .then(QThreadPool::globalInstance(), [](const Expected<Rows, Error> &rows) -> Groups {
            if (!rows)
                return Unexpected{rows.error()};
            CopyGroups groups;
            for (const QList<AssetId> &equal : rows->equal)
                groups.add(equal);
            groups.addPictures(rows->pictures);
            return groups.groups();
        });
}

} // namespace peregrine
