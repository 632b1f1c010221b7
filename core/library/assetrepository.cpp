#include "core/library/assetrepository.h"

#include "core/library/assettable.h"
#include "core/library/assettrash.h"
#include "core/library/factsreader.h"
#include "core/library/indexcache.h"
#include "core/library/markstable.h"
#include "core/library/store.h"
#include "core/library/transaction.h"

#include <QHash>
#include <QtConcurrentRun>

#include <algorithm>
#include <optional>

namespace peregrine {

namespace {

using Assets = Expected<QList<Asset>, Error>;
using AllMarks = Expected<QList<AssetMarks>, Error>;

/// Makes of the marks of all these assets what `becomes` says of what they are, in one transaction.
template <typename Becomes>
AllMarks changeMarks(Store &store, const QSqlDatabase &database, const QList<AssetId> &ids,
                     Becomes becomes)
{
    Transaction transaction(database);
    if (auto begun = transaction.begin(); !begun)
        return Unexpected{begun.error()};
    const MarksTable table(database);
    auto before = table.read(ids);
    if (!before)
        return before;
    if (auto written = table.change(*before, becomes(*before)); !written)
        return Unexpected{written.error()};
    if (auto done = transaction.commit(); !done)
        return Unexpected{done.error()};
    store.news().announceChanged(ids);
    return before;
}

} // namespace

AssetRepository::AssetRepository(Store &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_index(std::make_shared<IndexCache>())
{
    m_trash.setMaxThreadCount(1);
    connect(&store.news(), &LibraryNews::assetsAdded, this, &AssetRepository::added);
    connect(&store.news(), &LibraryNews::assetsChanged, this, &AssetRepository::changed);
    connect(&store.news(), &LibraryNews::assetsRemoved, this, &AssetRepository::removed);
}

AssetRepository::~AssetRepository()
{
    m_trash.waitForDone();
}

QFuture<Expected<LibraryIndex, Error>> AssetRepository::index(const LibraryQuery &query)
{
    return m_store.run([store = &m_store, cache = m_index, query](QSqlDatabase &database) {
        return cache->find(database, query, store->news().revision());
    });
}

QFuture<Assets> AssetRepository::load(const QList<AssetId> &ids)
{
    return m_store.run([store = &m_store, ids](QSqlDatabase &database) {
        return AssetTable(database, store->results()).load(ids);
    });
}

QFuture<Expected<LibraryFacts, Error>> AssetRepository::facts()
{
    return m_store.run([](QSqlDatabase &database) { return readFacts(database); });
}

QFuture<Assets> AssetRepository::newest(int limit, const AssetId &before)
{
    return search({}, limit, before);
}

QFuture<Assets> AssetRepository::search(const QString &words, int limit, const AssetId &before)
{
    return m_store.run([store = &m_store, query = parseLibraryQuery(words).query, limit,
                        before](QSqlDatabase &database) {
        return AssetTable(database, store->results()).newest(query, limit, before);
    });
}

QFuture<Expected<Asset, Error>> AssetRepository::find(const AssetId &id)
{
    return m_store.run([store = &m_store, id](QSqlDatabase &database) -> Expected<Asset, Error> {
        auto found = AssetTable(database, store->results()).load({id});
        if (!found)
            return Unexpected{found.error()};
        if (found->isEmpty())
            return Unexpected{Error{
                Error::Kind::NotFound, tr("The library has no such result."), 0, {}, false, 0}};
        return found->first();
    });
}

QFuture<Assets> AssetRepository::ofJob(const JobId &id)
{
    return m_store.run([store = &m_store, id](QSqlDatabase &database) {
        return AssetTable(database, store->results()).ofJob(id);
    });
}

QFuture<Expected<QList<AssetSource>, Error>> AssetRepository::sources(const AssetId &id)
{
    return m_store.run([store = &m_store, id](QSqlDatabase &database) {
        return AssetTable(database, store->results()).sources(id);
    });
}

QFuture<Assets> AssetRepository::madeFrom(const AssetId &id)
{
    return m_store.run([store = &m_store, id](QSqlDatabase &database) {
        return AssetTable(database, store->results()).madeFrom(id);
    });
}

QFuture<AllMarks> AssetRepository::judge(const QList<AssetId> &ids, const JudgementChange &change)
{
    return m_store.run([store = &m_store, ids, change](QSqlDatabase &database) {
        return changeMarks(*store, database, ids, [&change](const QList<AssetMarks> &before) {
            QList<AssetMarks> after;
            for (const AssetMarks &marks : before)
                after.append(MarksTable::changed(marks, change));
            return after;
        });
    });
}

QFuture<AllMarks> AssetRepository::setMarks(const QList<AssetMarks> &marks)
{
    return m_store.run([store = &m_store, marks](QSqlDatabase &database) {
        QHash<AssetId, AssetMarks> wanted;
        QList<AssetId> ids;
        for (const AssetMarks &one : marks) {
            wanted.insert(one.id, one);
            ids.append(one.id);
        }
        return changeMarks(*store, database, ids, [&wanted](const QList<AssetMarks> &before) {
            QList<AssetMarks> after;
            for (const AssetMarks &one : before)
                after.append(wanted.value(one.id));
            return after;
        });
    });
}

QFuture<Expected<Done, Error>> AssetRepository::add(const QList<ImportedAsset> &assets)
{
    return m_store.run([store = &m_store, assets](QSqlDatabase &database) -> Expected<Done, Error> {
        Transaction transaction(database);
        if (auto begun = transaction.begin(); !begun)
            return begun;
        const AssetTable table(database, store->results());
        const MarksTable marks(database);
        QList<AssetId> ids;
        for (const ImportedAsset &one : assets) {
            const Asset &asset = one.asset;
            if (auto written = table.write(asset, one.description); !written)
                return written;
            const auto before = marks.read({asset.id});
            if (!before)
                return Unexpected{before.error()};
            const AssetMarks after{asset.id, asset.judgement, MarksTable::tidyTags(asset.tags),
                                   asset.note};
            if (auto marked = marks.change(*before, {after}); !marked)
                return marked;
            ids.append(asset.id);
        }
        if (auto done = transaction.commit(); !done)
            return done;
        store->news().announceAdded(ids);
        return Done{};
    });
}

QFuture<Expected<Done, Error>> AssetRepository::moveToTrash(const QList<Asset> &assets)
{
    // Not on the store's thread: a trash on another disk means copying, and jobs must be saved
    // meanwhile.
    return QtConcurrent::run(&m_trash, [store = &m_store, assets]() -> Expected<Done, Error> {
        QList<TrashedAsset> gone;
        QList<AssetId> ids;
        std::optional<Error> failure;
        for (const Asset &asset : assets) {
            const auto put = AssetTrash::put(asset.path);
            if (put) {
                gone.append({asset.id, asset.path, *put});
                ids.append(asset.id);
            } else if (!failure) {
                failure = put.error();
            }
        }
        if (!gone.isEmpty()) {
            const auto marked =
                store
                    ->run([store, gone](QSqlDatabase &database) {
                        return AssetTable(database, store->results()).markTrashed(gone);
                    })
                    .result();
            if (!marked)
                return marked;
            store->news().announceRemoved(ids);
        }
        if (failure)
            return Unexpected{*failure};
        return Done{};
    });
}

QFuture<Assets> AssetRepository::restoreFromTrash(const QList<AssetId> &ids)
{
    return QtConcurrent::run(&m_trash, [store = &m_store, ids]() -> Assets {
        const auto trashed = store
                                 ->run([store, ids](QSqlDatabase &database) {
                                     return AssetTable(database, store->results()).trashed(ids);
                                 })
                                 .result();
        if (!trashed)
            return Unexpected{trashed.error()};
        QList<TrashedAsset> back;
        QList<AssetId> backIds;
        std::optional<Error> failure;
        for (TrashedAsset asset : *trashed) {
            // What was gone before comes back as what was gone.
            if (!asset.trashPath.isEmpty()) {
                const auto path = AssetTrash::takeBack(asset.trashPath, asset.path);
                if (!path) {
                    if (!failure)
                        failure = path.error();
                    continue;
                }
                asset.path = *path;
            }
            backIds.append(asset.id);
            back.append(asset);
        }
        if (back.isEmpty() && failure)
            return Unexpected{*failure};
        auto assets = store
                          ->run([store, back, backIds](QSqlDatabase &database) -> Assets {
                              const AssetTable table(database, store->results());
                              if (auto done = table.markRestored(back); !done)
                                  return Unexpected{done.error()};
                              return table.load(backIds);
                          })
                          .result();
        if (!assets)
            return assets;
        store->news().announceAdded(backIds);
        if (failure)
            return Unexpected{*failure};
        return assets;
    });
}

QFuture<Expected<Done, Error>> AssetRepository::forgetTrashed(int days)
{
    return m_store.run([store = &m_store, days](QSqlDatabase &database) {
        return AssetTable(database, store->results()).forgetTrashed(days);
    });
}

} // namespace peregrine
