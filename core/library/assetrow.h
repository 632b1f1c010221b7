#pragma once

#include "core/base/result.h"
#include "core/jobs/asset.h"
#include "core/library/resultsfolder.h"

#include <QSqlQuery>
#include <QString>
#include <QVariantList>

namespace peregrine {

/// "SELECT ... FROM assets LEFT JOIN asset_models": what readAssetRow() reads; add WHERE and ORDER
/// BY. What is in the trash has a trashed_at.
/// Columns are written assets.x.
[[nodiscard]] QString assetSelect();

/// The asset of the query's current row, or what is wrong with the row (for the log).
[[nodiscard]] Expected<Asset, QString> readAssetRow(const QSqlQuery &query,
                                                    const ResultsFolder &results);

/// Inserts an asset or updates the one with its id, but for what is described or was added by a
/// person; takes assetRowValues().
[[nodiscard]] QString assetUpsert();
[[nodiscard]] QVariantList assetRowValues(const Asset &asset, const ResultsFolder &results);

} // namespace peregrine
