#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/library/libraryquery.h"

#include <QList>
#include <QSqlDatabase>
#include <QString>
#include <QVariantList>

namespace peregrine {

/// A condition on rows of assets, for after WHERE, with the values of its marks.
struct QueryCondition
{
    QString sql;
    QVariantList values;
    /// What a filter Like has found, the most similar first.
    QList<AssetId> likest{};
};

/// What a query asks for, without what is in the trash. Reads the searches of collections.
[[nodiscard]] Expected<QueryCondition, Error> conditionOf(const QSqlDatabase &database,
                                                          const LibraryQuery &query);

} // namespace peregrine
