#include "core/library/sqljobrepository.h"

#include "core/base/logging.h"
#include "core/library/assetdescription.h"
#include "core/library/assetrepository.h"
#include "core/library/assettable.h"
#include "core/library/joblog.h"
#include "core/library/jobrow.h"
#include "core/library/jobsources.h"
#include "core/library/sqlhelpers.h"
#include "core/library/store.h"
#include "core/library/timecolumn.h"
#include "core/library/transaction.h"

#include <QSqlRecord>

#include <algorithm>

namespace peregrine {

namespace {

using Saved = JobRepository::Saved;

Saved write(const QSqlDatabase &database, const QString &sql, const QVariantList &values)
{
    if (auto done = execute(database, sql, values); !done)
        return Unexpected{done.error()};
    return Done{};
}

QString text(const QString &value)
{
    return value.isNull() ? QStringLiteral("") : value;
}

Saved writeResult(const QSqlDatabase &database, const ResultsFolder &results, const Job &job,
                  const QList<Asset> &assets)
{
    if (auto saved = write(database, jobUpsert(), jobRowValues(job)); !saved)
        return saved;
    QStringList marks;
    QVariantList values{job.id.toString()};
    for (const Asset &asset : assets) {
        marks.append(QStringLiteral("?"));
        values.append(asset.id.toString());
    }
    const QString forget =
        QStringLiteral("DELETE FROM assets WHERE job = ? AND id NOT IN (%1)").arg(marks.join(u','));
    if (auto forgotten = write(database, forget, values); !forgotten)
        return forgotten;
    const AssetTable table(database, results);
    for (const Asset &asset : assets) {
        if (auto saved = table.write(asset, descriptionOf(job, asset.index)); !saved)
            return saved;
    }
    return assets.isEmpty() ? Saved(Done{}) : writeJobSources(database, results, job);
}

} // namespace

SqlJobRepository::SqlJobRepository(Store &store)
    : m_store(store)
{ }

QFuture<Saved> SqlJobRepository::save(const Job &job)
{
    return m_store.run([job](QSqlDatabase &database) -> Saved {
        return write(database, jobUpsert(), jobRowValues(job));
    });
}

QFuture<Saved> SqlJobRepository::saveAll(const QList<Job> &jobs)
{
    return m_store.run([jobs](QSqlDatabase &database) -> Saved {
        Transaction transaction(database);
        if (auto begun = transaction.begin(); !begun)
            return begun;
        for (const Job &job : jobs) {
            if (auto saved = write(database, jobUpsert(), jobRowValues(job)); !saved)
                return saved;
        }
        return transaction.commit();
    });
}

QFuture<Saved> SqlJobRepository::saveResult(const Job &job, const QList<Asset> &assets)
{
    return m_store.run([store = &m_store, job, assets](QSqlDatabase &database) -> Saved {
        Transaction transaction(database);
        if (auto begun = transaction.begin(); !begun)
            return begun;
        if (auto written = writeResult(database, store->results(), job, assets); !written)
            return written;
        if (auto done = transaction.commit(); !done)
            return done;
        QList<AssetId> ids;
        for (const Asset &asset : assets)
            ids.append(asset.id);
        store->news().announceAdded(ids);
        return Done{};
    });
}

QFuture<Saved> SqlJobRepository::appendLog(const JobId &id, const QList<LogLine> &lines)
{
    return m_store.run([id, lines](QSqlDatabase &database) -> Saved {
        Transaction transaction(database);
        if (auto begun = transaction.begin(); !begun)
            return begun;
        if (auto appended = JobLog(database, id).append(lines); !appended)
            return appended;
        return transaction.commit();
    });
}

QFuture<Saved> SqlJobRepository::dismiss(const JobId &id)
{
    return m_store.run([id](QSqlDatabase &database) -> Saved {
        return write(database,
                     QStringLiteral("UPDATE jobs SET dismissed = 1, revision = %1 WHERE id = ?")
                         .arg(nextRevision()),
                     {id.toString()});
    });
}

QFuture<Saved> SqlJobRepository::restore(const JobId &id)
{
    return m_store.run([id](QSqlDatabase &database) -> Saved {
        return write(database,
                     QStringLiteral("UPDATE jobs SET dismissed = 0, revision = %1 WHERE id = ?")
                         .arg(nextRevision()),
                     {id.toString()});
    });
}

QFuture<Saved> SqlJobRepository::forgetDismissed()
{
    return m_store.run([](QSqlDatabase &database) -> Saved {
        return write(database,
                     QStringLiteral(
                         // Revisions must never start over.
                         "DELETE FROM jobs WHERE dismissed = 1"
                         " AND revision < (SELECT max(revision) FROM jobs)"
                         " AND NOT EXISTS (SELECT 1 FROM assets WHERE assets.job = jobs.id)"),
                     {});
    });
}

QFuture<Expected<QSet<JobId>, Error>> SqlJobRepository::claim(const QHash<JobId, QString> &runners,
                                                              const QString &to)
{
    return m_store.run([runners, to](QSqlDatabase &database) -> Expected<QSet<JobId>, Error> {
        Transaction transaction(database);
        if (auto begun = transaction.begin(); !begun)
            return Unexpected{begun.error()};
        QSet<JobId> claimed;
        for (auto it = runners.cbegin(); it != runners.cend(); ++it) {
            auto query = execute(database,
                                 QStringLiteral("UPDATE jobs SET runner = ?, revision = %1"
                                                " WHERE id = ? AND runner = ?")
                                     .arg(nextRevision()),
                                 {text(to), it.key().toString(), text(it.value())});
            if (!query)
                return Unexpected{query.error()};
            if (query->numRowsAffected() == 1)
                claimed.insert(it.key());
        }
        if (auto done = transaction.commit(); !done)
            return Unexpected{done.error()};
        return claimed;
    });
}

QFuture<Saved> SqlJobRepository::setWish(const JobId &id, const QString &wish)
{
    return m_store.run([id, wish](QSqlDatabase &database) -> Saved {
        return write(database,
                     QStringLiteral("UPDATE jobs SET wish = ?, revision = %1 WHERE id = ?")
                         .arg(nextRevision()),
                     {text(wish), id.toString()});
    });
}

QFuture<Expected<JobChanges, Error>> SqlJobRepository::changedSince(qint64 revision)
{
    return m_store.run([revision](QSqlDatabase &database) -> Expected<JobChanges, Error> {
        JobChanges changes;
        if (revision >= 0) {
            auto query = execute(database,
                                 QStringLiteral("SELECT %1, dismissed, wish, revision FROM jobs"
                                                " WHERE revision > ? ORDER BY revision")
                                     .arg(jobColumns()),
                                 {revision});
            if (!query)
                return Unexpected{query.error()};
            const int columns = query->record().count();
            while (query->next()) {
                // Not the newest of all, asked for afterwards: another program may write between
                // two questions, and would never be heard.
                changes.revision = query->value(columns - 1).toLongLong();
                auto job = readJobRow(*query);
                if (job)
                    changes.jobs.append({std::move(job).value(), query->value(columns - 3).toBool(),
                                         query->value(columns - 2).toString()});
                else
                    qCWarning(lcLibrary) << "Skipped" << job.error();
            }
            changes.revision = std::max(revision, changes.revision);
            return changes;
        }
        const auto newest =
            scalar(database, QStringLiteral("SELECT coalesce(max(revision), 0) FROM jobs"));
        if (!newest)
            return Unexpected{newest.error()};
        changes.revision = newest->toLongLong();
        return changes;
    });
}

QFuture<Expected<QList<Job>, Error>> SqlJobRepository::recent(int limit)
{
    return m_store.run([limit](QSqlDatabase &database) -> Expected<QList<Job>, Error> {
        auto query = execute(
            database,
            QStringLiteral("SELECT %1 FROM jobs WHERE dismissed = 0 AND (id IN (SELECT id FROM jobs"
                           " WHERE dismissed = 0 ORDER BY id DESC LIMIT ?)"
                           " OR state NOT IN (?, ?, ?)) ORDER BY id DESC")
                .arg(jobColumns()),
            {std::max(limit, 0), jobStateName(JobState::Done), jobStateName(JobState::Failed),
             jobStateName(JobState::Canceled)});
        if (!query)
            return Unexpected{query.error()};
        QList<Job> jobs;
        while (query->next()) {
            auto job = readJobRow(*query);
            if (job)
                jobs.append(std::move(job).value());
            else
                qCWarning(lcLibrary) << "Skipped" << job.error();
        }
        return jobs;
    });
}

QFuture<Expected<Job, Error>> SqlJobRepository::find(const JobId &id)
{
    return m_store.run([id](QSqlDatabase &database) -> Expected<Job, Error> {
        auto query =
            execute(database, QStringLiteral("SELECT %1 FROM jobs WHERE id = ?").arg(jobColumns()),
                    {id.toString()});
        if (!query)
            return Unexpected{query.error()};
        if (!query->next())
            return Unexpected{
                Error{Error::Kind::NotFound, tr("The library has no such job."), 0, {}, false, 0}};
        auto job = readJobRow(*query);
        if (!job) {
            qCWarning(lcLibrary) << "Cannot read" << job.error();
            return Unexpected{Error::storage(tr("What the library keeps about this job is damaged "
                                                "and cannot be shown."))};
        }
        return std::move(job).value();
    });
}

QFuture<Expected<QList<Asset>, Error>> SqlJobRepository::assetsOf(const JobId &id)
{
    return AssetRepository(m_store).ofJob(id);
}

QFuture<Expected<QList<LogLine>, Error>> SqlJobRepository::log(const JobId &id)
{
    return m_store.run([id](QSqlDatabase &database) -> Expected<QList<LogLine>, Error> {
        return JobLog(database, id).read();
    });
}

QFuture<Expected<QList<PastRun>, Error>> SqlJobRepository::pastRuns(int ofEachModel)
{
    return m_store.run([ofEachModel](QSqlDatabase &database) -> Expected<QList<PastRun>, Error> {
        // Jobs that say nothing must not take the places of those that do.
        auto query = execute(
            database,
            QStringLiteral("SELECT id, server, endpoint, inference_seconds, started_at, ended_at"
                           " FROM (SELECT *, row_number() OVER"
                           " (PARTITION BY server, endpoint ORDER BY id DESC) AS place"
                           " FROM (SELECT id, server, endpoint, inference_seconds, started_at,"
                           " ended_at FROM jobs WHERE state = ?"
                           " AND (inference_seconds > 0 OR ended_at > started_at)))"
                           " WHERE place <= ?"),
            {jobStateName(JobState::Done), ofEachModel});
        if (!query)
            return Unexpected{query.error()};
        QList<PastRun> runs;
        while (query->next()) {
            const auto endpoint = EndpointId::parse(query->value(2).toString());
            if (!endpoint)
                continue;
            Job job;
            job.id = JobId(query->value(0).toString());
            job.server = query->value(1).toString();
            job.endpoint = *endpoint;
            job.state = JobState::Done;
            job.inferenceSeconds = query->value(3).toDouble();
            job.startedAt = timeFromColumn(query->value(4));
            job.endedAt = timeFromColumn(query->value(5));
            if (const auto run = pastRunOf(job))
                runs.append(*run);
        }
        return runs;
    });
}

} // namespace peregrine
