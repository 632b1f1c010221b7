#include "core/library/assetrepository.h"

#include "core/base/async.h"
#include "core/base/logging.h"
#include "core/library/assetrow.h"
#include "core/library/searchtext.h"
#include "core/library/sqlhelpers.h"
#include "core/library/store.h"
#include "core/library/transaction.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtConcurrentRun>

#include <algorithm>

namespace peregrine {

namespace {

using Assets = Expected<QList<Asset>, Error>;

Assets readAll(const QSqlDatabase &database, const ResultsFolder &results, const QString &rest,
               const QVariantList &values)
{
    auto query = execute(database, assetSelect() + rest, values);
    if (!query)
        return Unexpected{query.error()};
    QList<Asset> assets;
    while (query->next()) {
        auto asset = readAssetRow(*query, results);
        if (asset)
            assets.append(std::move(asset).value());
        else
            qCWarning(lcLibrary) << "Skipped" << asset.error();
    }
    return assets;
}

/// Forgets assets, and jobs that were dismissed and have no other result left.
Expected<Done, Error> forget(QSqlDatabase &database, const QList<Asset> &assets)
{
    Transaction transaction(database);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    for (const Asset &asset : assets) {
        if (auto done = execute(database, QStringLiteral("DELETE FROM assets WHERE id = ?"),
                                {asset.id.toString()});
            !done)
            return Unexpected{done.error()};
        if (auto done = execute(
                database,
                QStringLiteral("DELETE FROM jobs WHERE id = ? AND dismissed = 1"
                               " AND NOT EXISTS (SELECT 1 FROM assets WHERE assets.job = jobs.id)"),
                {asset.job.toString()});
            !done)
            return Unexpected{done.error()};
    }
    return transaction.commit();
}

} // namespace

AssetRepository::AssetRepository(Store &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    m_trash.setMaxThreadCount(1);
}

AssetRepository::~AssetRepository()
{
    m_trash.waitForDone();
}

QFuture<Assets> AssetRepository::newest(int limit, const AssetId &before)
{
    return search({}, limit, before);
}

QFuture<Assets> AssetRepository::search(const QString &words, int limit, const AssetId &before)
{
    QStringList conditions;
    QVariantList values;
    if (!before.isEmpty()) {
        conditions.append(QStringLiteral("assets.id < ?"));
        values.append(before.toString());
    }
    const QStringList folded = searchWords(words);
    for (const QString &word : folded) {
        conditions.append(QStringLiteral("instr(jobs.search_text, ?) > 0"));
        values.append(word);
    }
    QString rest;
    if (!conditions.isEmpty())
        rest = QStringLiteral("WHERE ") + conditions.join(QStringLiteral(" AND "));
    rest += QStringLiteral(" ORDER BY assets.id DESC LIMIT ?");
    values.append(std::max(limit, 0));
    return m_store.run([store = &m_store, rest, values](QSqlDatabase &database) {
        return readAll(database, store->results(), rest, values);
    });
}

QFuture<Expected<Asset, Error>> AssetRepository::find(const AssetId &id)
{
    return m_store.run([store = &m_store, id](QSqlDatabase &database) -> Expected<Asset, Error> {
        const auto found = readAll(database, store->results(),
                                   QStringLiteral("WHERE assets.id = ?"), {id.toString()});
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
        return readAll(database, store->results(),
                       QStringLiteral("WHERE assets.job = ? ORDER BY assets.position, assets.id"),
                       {id.toString()});
    });
}

QFuture<Expected<Done, Error>> AssetRepository::moveToTrash(const QList<Asset> &assets)
{
    // Not on the store's thread: a trash on another disk means copying, and jobs must be saved
    // meanwhile.
    return QtConcurrent::run(&m_trash, [this, assets]() -> Expected<Done, Error> {
        QList<Asset> gone;
        std::optional<Error> failure;
        for (const Asset &asset : assets) {
            QFile file(asset.path);
            if (!QFileInfo::exists(asset.path) || file.moveToTrash()) {
                gone.append(asset);
                continue;
            }
            qCWarning(lcLibrary) << "Not moved to the trash:" << file.errorString();
            if (!failure)
                failure = Error::storage(tr("%1 could not be moved to the trash. Check the "
                                            "permissions of its folder, or "
                                            "delete the file there yourself.")
                                             .arg(QDir::toNativeSeparators(asset.path)));
        }
        if (!gone.isEmpty()) {
            const auto forgotten =
                m_store.run([gone](QSqlDatabase &database) { return forget(database, gone); })
                    .result();
            if (!forgotten)
                return forgotten;
            QList<AssetId> ids;
            for (const Asset &asset : std::as_const(gone))
                ids.append(asset.id);
            QMetaObject::invokeMethod(
                this, [this, ids] { Q_EMIT removed(ids); }, Qt::QueuedConnection);
        }
        if (failure)
            return Unexpected{*failure};
        return Done{};
    });
}

} // namespace peregrine
