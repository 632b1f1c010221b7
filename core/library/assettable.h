#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/jobs/asset.h"
#include "core/library/assetdescription.h"
#include "core/library/assetsource.h"
#include "core/library/libraryquery.h"
#include "core/library/resultsfolder.h"
#include "core/library/trashedasset.h"

#include <QList>
#include <QSqlDatabase>

namespace peregrine {

/// Rows of assets, for what runs on the store's thread. What is in the trash is passed over, but
/// where it is asked for.
class AssetTable
{
public:
    /// Both must outlive it.
    AssetTable(const QSqlDatabase &database, const ResultsFolder &results);

    using Assets = Expected<QList<Asset>, Error>;

    /// In the order of the ids.
    [[nodiscard]] Assets load(const QList<AssetId> &ids) const;
    /// By id, newest first.
    [[nodiscard]] Assets newest(const LibraryQuery &query, int limit, const AssetId &before) const;
    [[nodiscard]] Assets ofJob(const JobId &id) const;
    [[nodiscard]] Expected<QList<AssetSource>, Error> sources(const AssetId &id) const;
    [[nodiscard]] Assets madeFrom(const AssetId &id) const;

    /// Inserts or updates, in the caller's transaction; marks stay.
    [[nodiscard]] Expected<Done, Error> write(const Asset &asset,
                                              const AssetDescription &description) const;

    // In transactions of their own:

    [[nodiscard]] Expected<Done, Error> markTrashed(const QList<TrashedAsset> &assets) const;
    /// Those of them that are in the trash.
    [[nodiscard]] Expected<QList<TrashedAsset>, Error> trashed(const QList<AssetId> &ids) const;
    /// They lie at their paths again.
    [[nodiscard]] Expected<Done, Error> markRestored(const QList<TrashedAsset> &assets) const;
    /// See AssetRepository::forgetTrashed().
    [[nodiscard]] Expected<Done, Error> forgetTrashed(int days) const;

private:
    [[nodiscard]] Assets readAll(const QString &rest, const QVariantList &values) const;
    [[nodiscard]] Expected<Done, Error> run(const QString &sql, const QVariantList &values) const;

    const QSqlDatabase &m_database;
    const ResultsFolder &m_results;
};

} // namespace peregrine
