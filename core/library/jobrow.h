#pragma once

#include "core/base/result.h"
#include "core/jobs/job.h"

#include <QSqlQuery>
#include <QString>
#include <QVariantList>

namespace peregrine {

/// The columns that readJobRow() reads, in its order.
[[nodiscard]] QString jobColumns();

/// The job of the query's current row, or what is wrong with the row (for the log).
[[nodiscard]] Expected<Job, QString> readJobRow(const QSqlQuery &query);

/// The SQL of what a changed row's revision becomes.
[[nodiscard]] QString nextRevision();

/// Inserts a job or updates the one with its id; takes jobRowValues().
[[nodiscard]] QString jobUpsert();
[[nodiscard]] QVariantList jobRowValues(const Job &job);

} // namespace peregrine
