#include "core/library/assettable.h"

#include "core/base/json.h"
#include "core/base/logging.h"
#include "core/library/assetrow.h"
#include "core/library/querycondition.h"
#include "core/library/sqlhelpers.h"
#include "core/library/transaction.h"

#include <QDateTime>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>

#include <algorithm>

namespace peregrine {

namespace {

constexpr qint64 dayMs = 24LL * 60 * 60 * 1000;

/// For "IN (SELECT value FROM json_each(?))": one mark, however many there are.
template <typename Ids> QString idList(const Ids &ids)
{
    QJsonArray array;
    for (const auto &id : ids)
        array.append(id.toString());
    return QString::fromUtf8(toJson(array));
}

} // namespace

AssetTable::AssetTable(const QSqlDatabase &database, const ResultsFolder &results)
    : m_database(database)
    , m_results(results)
{ }

AssetTable::Assets AssetTable::readAll(const QString &rest, const QVariantList &values) const
{
    auto query = execute(m_database, assetSelect() + rest, values);
    if (!query)
        return Unexpected{query.error()};
    QList<Asset> assets;
    while (query->next()) {
        auto asset = readAssetRow(*query, m_results);
        if (asset)
            assets.append(std::move(asset).value());
        else
            qCWarning(lcLibrary) << "Skipped" << asset.error();
    }
    return assets;
}

Expected<Done, Error> AssetTable::run(const QString &sql, const QVariantList &values) const
{
    if (auto done = execute(m_database, sql, values); !done)
        return Unexpected{done.error()};
    return Done{};
}

AssetTable::Assets AssetTable::load(const QList<AssetId> &ids) const
{
    auto found = readAll(QStringLiteral("WHERE assets.id IN (SELECT value FROM json_each(?))"
                                        " AND assets.trashed_at IS NULL"),
                         {idList(ids)});
    if (!found)
        return found;
    QHash<AssetId, Asset> byId;
    for (Asset &asset : *found)
        byId.insert(asset.id, std::move(asset));
    QList<Asset> assets;
    assets.reserve(byId.size());
    for (const AssetId &id : ids) {
        if (const auto it = byId.constFind(id); it != byId.cend())
            assets.append(*it);
    }
    return assets;
}

AssetTable::Assets AssetTable::newest(const LibraryQuery &query, int limit,
                                      const AssetId &before) const
{
    auto condition = conditionOf(m_database, query);
    if (!condition)
        return Unexpected{condition.error()};
    if (!before.isEmpty()) {
        condition->sql += QStringLiteral(" AND assets.id < ?");
        condition->values.append(before.toString());
    }
    return readAll(QStringLiteral("WHERE %1 ORDER BY assets.id DESC LIMIT ?").arg(condition->sql),
                   condition->values + QVariantList{std::max(limit, 0)});
}

AssetTable::Assets AssetTable::ofJob(const JobId &id) const
{
    return readAll(QStringLiteral("WHERE assets.job = ? AND assets.trashed_at IS NULL"
                                  " ORDER BY assets.position, assets.id"),
                   {id.toString()});
}

Expected<QList<AssetSource>, Error> AssetTable::sources(const AssetId &id) const
{
    auto rows = execute(m_database,
                        QStringLiteral("SELECT job_sources.pointer, sources.id FROM assets"
                                       " JOIN job_sources ON job_sources.job = assets.job"
                                       " JOIN assets AS sources"
                                       " ON sources.number = job_sources.asset"
                                       " WHERE assets.id = ? ORDER BY job_sources.pointer"),
                        {id.toString()});
    if (!rows)
        return Unexpected{rows.error()};
    QStringList pointers;
    QList<AssetId> ids;
    while (rows->next()) {
        pointers.append(rows->value(0).toString());
        ids.append(AssetId(rows->value(1).toString()));
    }
    QList<AssetSource> sources;
    for (qsizetype i = 0; i < ids.size(); ++i) {
        auto asset = load({ids.at(i)});
        if (!asset)
            return Unexpected{asset.error()};
        if (!asset->isEmpty())
            sources.append({pointers.at(i), asset->first()});
    }
    return sources;
}

AssetTable::Assets AssetTable::madeFrom(const AssetId &id) const
{
    return readAll(QStringLiteral("WHERE assets.job IN (SELECT job_sources.job FROM job_sources"
                                  " JOIN assets AS sources ON sources.number = job_sources.asset"
                                  " WHERE sources.id = ?) AND assets.trashed_at IS NULL"
                                  " ORDER BY assets.id"),
                   {id.toString()});
}

Expected<Done, Error> AssetTable::write(const Asset &asset,
                                        const AssetDescription &description) const
{
    if (auto written = run(assetUpsert(), assetRowValues(asset, m_results)); !written)
        return written;
    const auto number = scalar(m_database, QStringLiteral("SELECT number FROM assets WHERE id = ?"),
                               {asset.id.toString()});
    if (!number)
        return Unexpected{number.error()};
    return writeDescription(m_database, number->toLongLong(), m_results.stored(asset.path),
                            description);
}

Expected<Done, Error> AssetTable::markTrashed(const QList<TrashedAsset> &assets) const
{
    Transaction transaction(m_database);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (const TrashedAsset &asset : assets) {
        const QString where = asset.trashPath.isNull() ? QStringLiteral("") : asset.trashPath;
        auto done =
            run(QStringLiteral("UPDATE assets SET trashed_at = ?, trash_path = ? WHERE id = ?"),
                {now, where, asset.id.toString()});
        if (!done)
            return done;
    }
    return transaction.commit();
}

Expected<QList<TrashedAsset>, Error> AssetTable::trashed(const QList<AssetId> &ids) const
{
    auto rows = execute(m_database,
                        QStringLiteral("SELECT id, path, trash_path FROM assets"
                                       " WHERE id IN (SELECT value FROM json_each(?))"
                                       " AND trashed_at IS NOT NULL"),
                        {idList(ids)});
    if (!rows)
        return Unexpected{rows.error()};
    QList<TrashedAsset> assets;
    while (rows->next())
        assets.append({AssetId(rows->value(0).toString()),
                       m_results.absolute(rows->value(1).toString()), rows->value(2).toString()});
    return assets;
}

Expected<Done, Error> AssetTable::markRestored(const QList<TrashedAsset> &assets) const
{
    Transaction transaction(m_database);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    for (const TrashedAsset &asset : assets) {
        auto done = run(QStringLiteral("UPDATE assets SET trashed_at = NULL, trash_path = '',"
                                       " path = ? WHERE id = ?"),
                        {m_results.stored(asset.path), asset.id.toString()});
        if (!done)
            return done;
    }
    return transaction.commit();
}

Expected<Done, Error> AssetTable::forgetTrashed(int days) const
{
    const qint64 oldest = QDateTime::currentMSecsSinceEpoch() - std::max(days, 0) * dayMs;
    auto rows = execute(m_database,
                        QStringLiteral("SELECT id, trash_path, trashed_at FROM assets"
                                       " WHERE trashed_at IS NOT NULL"));
    if (!rows)
        return Unexpected{rows.error()};
    QList<AssetId> gone;
    while (rows->next()) {
        const QString where = rows->value(1).toString();
        if (rows->value(2).toLongLong() <= oldest
            || (!where.isEmpty() && !QFileInfo::exists(where)))
            gone.append(AssetId(rows->value(0).toString()));
    }
    Transaction transaction(m_database);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    if (auto done =
            run(QStringLiteral("DELETE FROM assets WHERE id IN (SELECT value FROM json_each(?))"),
                {idList(gone)});
        !done)
        return done;
    return transaction.commit();
}

} // namespace peregrine
