#include "core/library/sqlbatchrepository.h"

#include "core/base/json.h"
#include "core/base/logging.h"
#include "core/library/assetrow.h"
#include "core/library/jobrow.h"
#include "core/library/sqlhelpers.h"
#include "core/library/store.h"
#include "core/library/timecolumn.h"
#include "core/library/transaction.h"

#include <utility>

namespace peregrine {

namespace {

using Saved = BatchRepository::Saved;
using Found = Expected<BatchContent, Error>;

/// Jobs of a batch that is being sent may not be there yet.
constexpr qint64 forgottenAfterMs = 24LL * 60 * 60 * 1000;
/// All that a batch and its retries can be; more is no work of ours.
constexpr int maxRows = 20'000;

Saved write(const QSqlDatabase &database, const Batch &batch, const QByteArray &plan)
{
    Transaction transaction(database);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    const auto forgotten = execute(
        database,
        QStringLiteral("DELETE FROM batches WHERE created_at < ?"
                       " AND NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.batch = batches.id)"),
        {batch.createdAt.toMSecsSinceEpoch() - forgottenAfterMs});
    if (!forgotten)
        return Unexpected{forgotten.error()};
    const auto written = execute(
        database,
        QStringLiteral("INSERT INTO batches (id, title, created_at, plan) VALUES (?, ?, ?, ?)"
                       " ON CONFLICT (id) DO UPDATE SET title = excluded.title,"
                       " created_at = excluded.created_at, plan = excluded.plan"),
        {batch.id.toString(), batch.title.isNull() ? QStringLiteral("") : batch.title,
         timeToColumn(batch.createdAt), QString::fromUtf8(plan)});
    if (!written)
        return Unexpected{written.error()};
    return transaction.commit();
}

Expected<Done, Error> readJobs(const QSqlDatabase &database, BatchContent &content)
{
    auto rows = execute(
        database,
        QStringLiteral("SELECT %1 FROM jobs WHERE batch = ? ORDER BY id LIMIT ?").arg(jobColumns()),
        {content.batch.id.toString(), maxRows});
    if (!rows)
        return Unexpected{rows.error()};
    while (rows->next()) {
        auto job = readJobRow(*rows);
        if (job)
            content.jobs.append(std::move(job).value());
        else
            qCWarning(lcLibrary) << "Skipped" << job.error();
    }
    return Done{};
}

Expected<Done, Error> readAssets(const QSqlDatabase &database, const ResultsFolder &results,
                                 BatchContent &content)
{
    auto rows = execute(database,
                        assetSelect()
                            + QStringLiteral(" WHERE assets.batch = ? AND assets.trashed_at IS NULL"
                                             " ORDER BY assets.job, assets.position LIMIT ?"),
                        {content.batch.id.toString(), maxRows});
    if (!rows)
        return Unexpected{rows.error()};
    while (rows->next()) {
        auto asset = readAssetRow(*rows, results);
        if (asset)
            content.assets.append(std::move(asset).value());
        else
            qCWarning(lcLibrary) << "Skipped" << asset.error();
    }
    return Done{};
}

} // namespace

SqlBatchRepository::SqlBatchRepository(Store &store)
    : m_store(store)
{ }

QFuture<Saved> SqlBatchRepository::save(const Batch &batch)
{
    return m_store.run([batch](QSqlDatabase &database) -> Saved {
        const QByteArray plan = toJson(batch.plan.toJson());
        if (plan.size() > VariationPlan::maxJsonBytes)
            return Unexpected{
                Error::storage(tr("The values of this batch take too much room to be kept. Take "
                                  "fewer or shorter ones."))};
        return write(database, batch, plan);
    });
}

QFuture<Found> SqlBatchRepository::find(const BatchId &id)
{
    return m_store.run([id, store = &m_store](QSqlDatabase &database) -> Found {
        auto row = execute(database,
                           QStringLiteral("SELECT title, created_at,"
                                          " CASE WHEN length(plan) <= ? THEN plan END"
                                          " FROM batches WHERE id = ?"),
                           {VariationPlan::maxJsonBytes, id.toString()});
        if (!row)
            return Unexpected{row.error()};
        if (!row->next()) {
            Error error;
            error.kind = Error::Kind::NotFound;
            error.message = tr("The library has no plan of these jobs.");
            return Unexpected{error};
        }
        const QVariant text = row->value(2);
        const auto json = parseJson(text.toString().toUtf8());
        if (text.isNull() || !json || !json->isObject())
            return Unexpected{Error::malformed(
                tr("What the library keeps about this batch is damaged and cannot be shown."))};
        auto plan = VariationPlan::fromJson(json->toObject());
        if (!plan)
            return Unexpected{plan.error()};
        BatchContent content;
        content.batch = {id, row->value(0).toString(), timeFromColumn(row->value(1)),
                         std::move(plan).value()};
        if (auto read = readJobs(database, content); !read)
            return Unexpected{read.error()};
        if (auto read = readAssets(database, store->results(), content); !read)
            return Unexpected{read.error()};
        return content;
    });
}

} // namespace peregrine
