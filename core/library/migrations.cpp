#include "core/library/migrations.h"

#include "core/base/logging.h"
#include "core/library/joblog.h"
#include "core/library/logchunk.h"
#include "core/library/resultsmigration.h"
#include "core/library/sqlhelpers.h"
#include "core/library/timecolumn.h"
#include "core/library/transaction.h"

#include <utility>

namespace peregrine {

namespace {

// Times are milliseconds since 1970 in UTC, NULL when there is none. What is wide comes last, so
// that lists and search do not read it from the disk.
QStringList firstSchema()
{
    return {
        QStringLiteral(
            "CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE jobs ("
                       " id TEXT PRIMARY KEY NOT NULL,"
                       " batch TEXT NOT NULL,"
                       " endpoint TEXT NOT NULL,"
                       " model_title TEXT NOT NULL,"
                       " title TEXT NOT NULL,"
                       " search_text TEXT NOT NULL,"
                       " server TEXT NOT NULL,"
                       " state TEXT NOT NULL,"
                       " dismissed INTEGER NOT NULL DEFAULT 0,"
                       " queue_position INTEGER NOT NULL,"
                       " request TEXT NOT NULL,"
                       " status_url TEXT NOT NULL,"
                       " response_url TEXT NOT NULL,"
                       " cancel_url TEXT NOT NULL,"
                       " created_at INTEGER,"
                       " submitted_at INTEGER,"
                       " started_at INTEGER,"
                       " ended_at INTEGER,"
                       " inference_seconds REAL NOT NULL,"
                       " error TEXT,"
                       " files TEXT NOT NULL,"
                       " input TEXT NOT NULL,"
                       " output TEXT NOT NULL)"),
        QStringLiteral("CREATE INDEX jobs_listed ON jobs (id DESC) WHERE dismissed = 0"),
        QStringLiteral("CREATE INDEX jobs_state ON jobs (state) WHERE dismissed = 0"),
        QStringLiteral("CREATE TABLE job_log ("
                       " line INTEGER PRIMARY KEY,"
                       " job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,"
                       " time INTEGER,"
                       " level TEXT NOT NULL,"
                       " message TEXT NOT NULL)"),
        QStringLiteral("CREATE INDEX job_log_job ON job_log (job, line)"),
        QStringLiteral("CREATE TABLE assets ("
                       " id TEXT PRIMARY KEY NOT NULL,"
                       " job TEXT REFERENCES jobs (id),"
                       " position INTEGER NOT NULL,"
                       " kind TEXT NOT NULL,"
                       " mime_type TEXT NOT NULL,"
                       " path TEXT NOT NULL,"
                       " bytes INTEGER NOT NULL,"
                       " width INTEGER,"
                       " height INTEGER,"
                       " duration REAL NOT NULL,"
                       " created_at INTEGER)"),
        QStringLiteral("CREATE INDEX assets_job ON assets (job, position)"),
    };
}

/// What was uploaded, so that it need not be sent again.
QStringList uploads()
{
    return {
        QStringLiteral("CREATE TABLE uploads ("
                       " id INTEGER PRIMARY KEY,"
                       " server TEXT NOT NULL,"
                       " account TEXT NOT NULL,"
                       " size INTEGER NOT NULL,"
                       " sha256 TEXT NOT NULL,"
                       " content_type TEXT NOT NULL,"
                       " lifecycle TEXT NOT NULL,"
                       " url TEXT NOT NULL,"
                       " expires_at INTEGER,"
                       " checked_at INTEGER,"
                       " UNIQUE (server, account, size, sha256, content_type, lifecycle))"),
        QStringLiteral("CREATE INDEX uploads_checked ON uploads (checked_at DESC, id DESC)"),
        QStringLiteral("CREATE INDEX uploads_url ON uploads (url)"),
    };
}

/// Presets, the prompts that were sent, and what a job's prompts were before their wildcards were
/// decided.
QStringList promptsAndPresets()
{
    return {
        QStringLiteral("CREATE TABLE presets ("
                       " id TEXT PRIMARY KEY NOT NULL,"
                       " endpoint TEXT NOT NULL,"
                       " name TEXT NOT NULL,"
                       " scope TEXT NOT NULL,"
                       " is_default INTEGER NOT NULL,"
                       " created_at INTEGER,"
                       " changed_at INTEGER,"
                       " files TEXT NOT NULL,"
                       " input TEXT NOT NULL,"
                       " thumbnail BLOB)"),
        QStringLiteral("CREATE TABLE prompts ("
                       " id INTEGER PRIMARY KEY,"
                       " kind TEXT NOT NULL,"
                       " hash TEXT NOT NULL,"
                       " endpoint TEXT NOT NULL,"
                       " used_at INTEGER,"
                       " uses INTEGER NOT NULL,"
                       " text TEXT NOT NULL,"
                       " UNIQUE (kind, hash))"),
        QStringLiteral("CREATE INDEX prompts_used ON prompts (kind, used_at DESC, id DESC)"),
        QStringLiteral("ALTER TABLE jobs ADD COLUMN prompt_origin TEXT"),
    };
}

/// The place of a job that waits here.
QStringList waitingJobs()
{
    return {
        QStringLiteral("ALTER TABLE jobs ADD COLUMN lane TEXT NOT NULL DEFAULT 'interactive'"),
        QStringLiteral("ALTER TABLE jobs ADD COLUMN held INTEGER NOT NULL DEFAULT 0"),
        QStringLiteral("ALTER TABLE jobs ADD COLUMN rank REAL NOT NULL DEFAULT 0"),
    };
}

/// Who looks after a job, what it costs, where it stands in its batch, and what was spent.
QStringList batchesAndSpending()
{
    return {
        QStringLiteral("ALTER TABLE jobs ADD COLUMN runner TEXT NOT NULL DEFAULT ''"),
        // Grows with each change of any job, so that another program can tell what is new.
        QStringLiteral("ALTER TABLE jobs ADD COLUMN revision INTEGER NOT NULL DEFAULT 0"),
        QStringLiteral("CREATE INDEX jobs_revision ON jobs (revision)"),
        // What another program asks of the one that looks after the job: 'cancel'.
        QStringLiteral("ALTER TABLE jobs ADD COLUMN wish TEXT NOT NULL DEFAULT ''"),
        QStringLiteral("ALTER TABLE jobs ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0"),
        QStringLiteral("ALTER TABLE jobs ADD COLUMN batch_place TEXT NOT NULL DEFAULT ''"),
        QStringLiteral("ALTER TABLE jobs ADD COLUMN estimated_cost REAL"),
        QStringLiteral("ALTER TABLE jobs ADD COLUMN billed_cost REAL"),
        QStringLiteral("CREATE INDEX jobs_batch ON jobs (batch)"),
        QStringLiteral("CREATE INDEX jobs_request ON jobs (request) WHERE request <> ''"),
        QStringLiteral("CREATE TABLE batches ("
                       " id TEXT PRIMARY KEY NOT NULL,"
                       " title TEXT NOT NULL,"
                       " created_at INTEGER,"
                       " plan TEXT NOT NULL)"),
        // Of its own: what was spent stays when a job is taken out of the list.
        QStringLiteral("CREATE TABLE spending ("
                       " job TEXT PRIMARY KEY NOT NULL,"
                       " server TEXT NOT NULL,"
                       " profile TEXT NOT NULL,"
                       " spent_at INTEGER,"
                       " amount REAL NOT NULL,"
                       " is_exact INTEGER NOT NULL)"),
        QStringLiteral("CREATE INDEX spending_time ON spending (spent_at)"),
    };
}

/// Logs as compressed chunks; `dropped` lines before a chunk are not kept.
QStringList logChunks()
{
    return {
        QStringLiteral("CREATE TABLE log_chunks ("
                       " id INTEGER PRIMARY KEY,"
                       " job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,"
                       " lines INTEGER NOT NULL,"
                       " bytes INTEGER NOT NULL,"
                       " dropped INTEGER NOT NULL DEFAULT 0,"
                       " data BLOB NOT NULL)"),
        QStringLiteral("CREATE INDEX log_chunks_job ON log_chunks (job, id)"),
    };
}

Expected<Done, Error> moveLogLines(const QSqlDatabase &database)
{
    auto query =
        execute(database,
                QStringLiteral("SELECT job, time, level, message FROM job_log ORDER BY job, line"));
    if (!query)
        return Unexpected{query.error()};
    JobId job;
    QList<LogLine> lines;
    const auto keep = [&database, &job, &lines]() -> Expected<Done, Error> {
        return JobLog(database, job).append(std::exchange(lines, {}));
    };
    while (query->next()) {
        const JobId next(query->value(0).toString());
        if (next != job || lines.size() >= logchunk::maxLines) {
            if (auto kept = keep(); !kept)
                return kept;
            job = next;
        }
        lines.append({timeFromColumn(query->value(1)), logLevelFromName(query->value(2).toString()),
                      query->value(3).toString()});
    }
    if (auto kept = keep(); !kept)
        return kept;
    query->finish();
    if (auto dropped = execute(database, QStringLiteral("DROP TABLE job_log")); !dropped)
        return Unexpected{dropped.error()};
    return Done{};
}

Expected<Done, Error> runStep(QSqlDatabase &database, const MigrationStep &step, int version)
{
    Transaction transaction(database);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    // Another process may have done the step while this one waited for the lock.
    const auto have = schemaVersion(database);
    if (!have)
        return Unexpected{have.error()};
    if (*have >= version)
        return Done{};
    QStringList all = step.statements;
    all << QStringLiteral("PRAGMA application_id = %1").arg(libraryApplicationId)
        << QStringLiteral("PRAGMA user_version = %1").arg(version);
    for (const QString &sql : std::as_const(all)) {
        QSqlQuery query(database);
        if (!query.exec(sql))
            return Unexpected{storageError(query.lastError(), database.databaseName())};
    }
    if (step.work) {
        if (auto done = step.work(database); !done)
            return done;
    }
    return transaction.commit();
}

} // namespace

const QList<MigrationStep> &librarySteps()
{
    static const QList<MigrationStep> steps{{firstSchema()},
                                            {uploads()},
                                            {promptsAndPresets()},
                                            {waitingJobs()},
                                            {batchesAndSpending()},
                                            {logChunks(), moveLogLines},
                                            {judgedResults(), describeOldResults}};
    return steps;
}

Expected<Done, Error> migrate(QSqlDatabase &database, const QList<MigrationStep> &steps)
{
    const auto have = schemaVersion(database);
    if (!have)
        return Unexpected{have.error()};
    for (int version = *have; version < steps.size(); ++version) {
        if (auto done = runStep(database, steps.at(version), version + 1); !done)
            return done;
        qCInfo(lcLibrary) << "Library schema is now version" << version + 1;
    }
    return Done{};
}

Expected<int, Error> schemaVersion(const QSqlDatabase &database)
{
    const auto version = scalar(database, QStringLiteral("PRAGMA user_version"));
    if (!version)
        return Unexpected{version.error()};
    return version->toInt();
}

} // namespace peregrine
