#pragma once

#include "core/base/result.h"
#include "core/jobs/asset.h"
#include "core/library/resultsfolder.h"

#include <QSqlQuery>
#include <QString>
#include <QVariantList>

namespace peregrine {

/// "SELECT ... FROM assets LEFT JOIN jobs": what readAssetRow() reads; add WHERE and ORDER BY.
/// Columns that both tables have are written assets.x or jobs.x.
[[nodiscard]] QString assetSelect();

/// The asset of the query's current row, or what is wrong with the row (for the log).
[[nodiscard]] Expected<Asset, QString> readAssetRow(const QSqlQuery &query,
                                                    const ResultsFolder &results);

/// Inserts an asset or updates the one with its id; takes assetRowValues().
[[nodiscard]] QString assetUpsert();
[[nodiscard]] QVariantList assetRowValues(const Asset &asset, const ResultsFolder &results);

} // namespace peregrine
