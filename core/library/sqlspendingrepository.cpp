#include "core/library/sqlspendingrepository.h"

#include "core/base/logging.h"
#include "core/jobs/jobstate.h"
#include "core/library/sqlhelpers.h"
#include "core/library/store.h"
#include "core/library/timecolumn.h"
#include "core/library/transaction.h"

#include <cmath>

namespace peregrine {

namespace {

using Saved = SpendingRepository::Saved;
using Found = Expected<QList<SpendEntry>, Error>;

QString text(const QString &value)
{
    return value.isNull() ? QStringLiteral("") : value;
}

Found readSince(const QSqlDatabase &database, const QDateTime &from)
{
    auto rows = execute(
        database,
        QStringLiteral("SELECT job, server, profile, spent_at, amount, is_exact"
                       " FROM spending WHERE spent_at >= ? OR spent_at IS NULL"
                       " OR job IN (SELECT id FROM jobs WHERE state NOT IN (?, ?))"),
        {timeToColumn(from), jobStateName(JobState::Done), jobStateName(JobState::Canceled)});
    if (!rows)
        return Unexpected{rows.error()};
    QList<SpendEntry> found;
    while (rows->next()) {
        const SpendEntry entry{JobId(rows->value(0).toString()), rows->value(1).toString(),
                               rows->value(2).toString(),        timeFromColumn(rows->value(3)),
                               rows->value(4).toDouble(),        rows->value(5).toBool()};
        // A sum that is poisoned would open every limit.
        if (entry.job.isEmpty() || !std::isfinite(entry.amount) || entry.amount < 0)
            qCWarning(lcLibrary) << "Skipped an amount that cannot be read";
        else
            found.append(entry);
    }
    return found;
}

Saved write(const QSqlDatabase &database, const SpendEntry &entry)
{
    const auto written = execute(
        database,
        QStringLiteral("INSERT INTO spending (job, server, profile, spent_at, amount, is_exact)"
                       " VALUES (?, ?, ?, ?, ?, ?)"
                       " ON CONFLICT (job) DO UPDATE SET"
                       " spent_at = coalesce(spending.spent_at, excluded.spent_at),"
                       " amount = excluded.amount, is_exact = excluded.is_exact"
                       " WHERE spending.spent_at IS NULL"
                       " OR (excluded.is_exact > spending.is_exact"
                       " AND excluded.spent_at IS NOT NULL)"),
        {text(entry.job.toString()), text(entry.server), text(entry.profile),
         timeToColumn(entry.spentAt), entry.amount, entry.isExact ? 1 : 0});
    if (!written)
        return Unexpected{written.error()};
    return Done{};
}

Saved forget(const QSqlDatabase &database, const JobId &job)
{
    const auto done =
        execute(database, QStringLiteral("DELETE FROM spending WHERE job = ? AND spent_at IS NULL"),
                {job.toString()});
    if (!done)
        return Unexpected{done.error()};
    return Done{};
}

template <typename T>
Saved together(QSqlDatabase &database, const QList<T> &all,
               Saved (*each)(const QSqlDatabase &, const T &))
{
    Transaction transaction(database);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    for (const T &one : all) {
        if (auto done = each(database, one); !done)
            return done;
    }
    return transaction.commit();
}

} // namespace

SqlSpendingRepository::SqlSpendingRepository(Store &store)
    : m_store(store)
{ }

QFuture<Found> SqlSpendingRepository::since(const QDateTime &from)
{
    return m_store.run([from](QSqlDatabase &database) { return readSince(database, from); });
}

QFuture<Saved> SqlSpendingRepository::save(const QList<SpendEntry> &entries)
{
    return m_store.run(
        [entries](QSqlDatabase &database) { return together(database, entries, &write); });
}

QFuture<Saved> SqlSpendingRepository::release(const QList<JobId> &jobs)
{
    return m_store.run(
        [jobs](QSqlDatabase &database) { return together(database, jobs, &forget); });
}

} // namespace peregrine
