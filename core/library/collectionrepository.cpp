#include "core/library/collectionrepository.h"

#include "core/library/searchabletext.h"
#include "core/library/sqlhelpers.h"
#include "core/library/store.h"
#include "core/library/timecolumn.h"
#include "core/library/transaction.h"

namespace peregrine {

namespace {

using Saved = Expected<Done, Error>;
using Collections = Expected<QList<Collection>, Error>;
using Ids = Expected<QList<AssetId>, Error>;

constexpr qsizetype maxName = 200;
constexpr qsizetype maxSearch = 4000;

Error refused(const QString &message)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = message;
    return error;
}

Collections readAll(const QSqlDatabase &database, const QString &rest, const QVariantList &values)
{
    auto rows =
        execute(database,
                QStringLiteral("SELECT id, name, search, created_at, CASE search WHEN '' THEN"
                               " (SELECT count(*) FROM collection_assets"
                               " JOIN assets ON assets.number = collection_assets.asset"
                               " WHERE collection = collections.number AND trashed_at IS NULL)"
                               " ELSE -1 END FROM collections ")
                    + rest,
                values);
    if (!rows)
        return Unexpected{rows.error()};
    QList<Collection> collections;
    while (rows->next())
        collections.append({CollectionId(rows->value(0).toString()), rows->value(1).toString(),
                            rows->value(2).toString(), timeFromColumn(rows->value(3)),
                            rows->value(4).toInt()});
    return collections;
}

Saved write(const QSqlDatabase &database, const Collection &collection)
{
    const QString name = collection.name.simplified().left(maxName).trimmed();
    const QString folded = searchableText(name);
    if (folded.isEmpty())
        return Unexpected{refused(CollectionRepository::tr("A collection needs a name."))};
    const auto taken =
        scalar(database, QStringLiteral("SELECT 1 FROM collections WHERE folded = ? AND id <> ?"),
               {folded, collection.id.toString()});
    if (!taken)
        return Unexpected{taken.error()};
    if (!taken->isNull())
        return Unexpected{refused(
            CollectionRepository::tr("There is a collection \"%1\" already. Take another name.")
                .arg(name))};
    const QString search = collection.search.simplified().left(maxSearch);
    const auto done = execute(
        database,
        QStringLiteral("INSERT INTO collections (id, name, folded, search, created_at)"
                       " VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                       " name = excluded.name, folded = excluded.folded,"
                       " search = excluded.search"),
        {collection.id.toString(), name, folded, search.isNull() ? QStringLiteral("") : search,
         timeToColumn(collection.createdAt)});
    if (!done)
        return Unexpected{done.error()};
    return Done{};
}

Ids contentOf(const QSqlDatabase &database, const CollectionId &id)
{
    auto rows = execute(database,
                        QStringLiteral("SELECT assets.id FROM collection_assets"
                                       " JOIN assets ON assets.number = collection_assets.asset"
                                       " JOIN collections ON collections.number = collection"
                                       " WHERE collections.id = ? ORDER BY assets.id"),
                        {id.toString()});
    if (!rows)
        return Unexpected{rows.error()};
    QList<AssetId> ids;
    while (rows->next())
        ids.append(AssetId(rows->value(0).toString()));
    return ids;
}

/// Runs a statement that takes a collection and an asset; answers for which it changed something.
Ids forEach(const QSqlDatabase &database, const QString &sql, const CollectionId &id,
            const QList<AssetId> &assets)
{
    QList<AssetId> touched;
    for (const AssetId &asset : assets) {
        auto done = execute(database, sql, {id.toString(), asset.toString()});
        if (!done)
            return Unexpected{done.error()};
        if (done->numRowsAffected() > 0)
            touched.append(asset);
    }
    return touched;
}

QString putStatement()
{
    return QStringLiteral("INSERT OR IGNORE INTO collection_assets (collection, asset)"
                          " SELECT collections.number, assets.number FROM collections, assets"
                          " WHERE collections.id = ? AND collections.search = ''"
                          " AND assets.id = ?");
}

QString takeStatement()
{
    return QStringLiteral("DELETE FROM collection_assets WHERE"
                          " collection = (SELECT number FROM collections WHERE id = ?)"
                          " AND asset = (SELECT number FROM assets WHERE id = ?)");
}

/// f(database) in a transaction; announces when it worked.
template <typename Result, typename F> QFuture<Result> changing(Store &store, F f)
{
    return store.run([&store, f = std::move(f)](QSqlDatabase &database) -> Result {
        Transaction transaction(database);
        if (auto begun = transaction.begin(); !begun)
            return Unexpected{begun.error()};
        Result result = f(database);
        if (!result)
            return result;
        if (auto done = transaction.commit(); !done)
            return Unexpected{done.error()};
        store.news().announceCollections();
        return result;
    });
}

} // namespace

CollectionRepository::CollectionRepository(Store &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    connect(&store.news(), &LibraryNews::collectionsChanged, this, &CollectionRepository::changed);
}

QFuture<Collections> CollectionRepository::all()
{
    return m_store.run([](QSqlDatabase &database) {
        return readAll(database, QStringLiteral("ORDER BY folded"), {});
    });
}

QFuture<Saved> CollectionRepository::save(const Collection &collection)
{
    return changing<Saved>(m_store, [collection](const QSqlDatabase &database) {
        return write(database, collection);
    });
}

QFuture<Expected<CollectionContent, Error>> CollectionRepository::remove(const CollectionId &id)
{
    using Removed = Expected<CollectionContent, Error>;
    return changing<Removed>(m_store, [id](const QSqlDatabase &database) -> Removed {
        auto found = readAll(database, QStringLiteral("WHERE id = ?"), {id.toString()});
        if (!found)
            return Unexpected{found.error()};
        if (found->isEmpty()) {
            Error error;
            error.kind = Error::Kind::NotFound;
            error.message = tr("The library has no such collection.");
            return Unexpected{error};
        }
        auto assets = contentOf(database, id);
        if (!assets)
            return Unexpected{assets.error()};
        if (auto done = execute(database, QStringLiteral("DELETE FROM collections WHERE id = ?"),
                                {id.toString()});
            !done)
            return Unexpected{done.error()};
        return CollectionContent{found->first(), std::move(assets).value()};
    });
}

QFuture<Saved> CollectionRepository::restore(const CollectionContent &content)
{
    return changing<Saved>(m_store, [content](const QSqlDatabase &database) -> Saved {
        if (auto written = write(database, content.collection); !written)
            return written;
        auto put = forEach(database, putStatement(), content.collection.id, content.assets);
        if (!put)
            return Unexpected{put.error()};
        return Done{};
    });
}

QFuture<Ids> CollectionRepository::put(const CollectionId &id, const QList<AssetId> &assets)
{
    return changing<Ids>(m_store, [id, assets](const QSqlDatabase &database) {
        return forEach(database, putStatement(), id, assets);
    });
}

QFuture<Ids> CollectionRepository::take(const CollectionId &id, const QList<AssetId> &assets)
{
    return changing<Ids>(m_store, [id, assets](const QSqlDatabase &database) {
        return forEach(database, takeStatement(), id, assets);
    });
}

QFuture<Collections> CollectionRepository::of(const AssetId &asset)
{
    return m_store.run([asset](QSqlDatabase &database) {
        return readAll(database,
                       QStringLiteral("WHERE number IN (SELECT collection FROM collection_assets"
                                      " WHERE asset = (SELECT number FROM assets WHERE id = ?))"
                                      " ORDER BY folded"),
                       {asset.toString()});
    });
}

} // namespace peregrine
