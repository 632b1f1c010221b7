#include "core/library/resultsmigration.h"

#include "core/base/json.h"
#include "core/library/assetdescription.h"
#include "core/library/jobsources.h"
#include "core/library/sqlhelpers.h"

#include <QJsonArray>
#include <QList>

namespace peregrine {

namespace {

/// A number as the key, for full-text search and narrow tables beside it; columns that lists need
/// come before what is wide.
QStringList assetTable()
{
    return {
        QStringLiteral("CREATE TABLE asset_models ("
                       " number INTEGER PRIMARY KEY,"
                       " endpoint TEXT NOT NULL,"
                       " title TEXT NOT NULL,"
                       " folded TEXT NOT NULL,"
                       " UNIQUE (endpoint, title))"),
        QStringLiteral("CREATE TABLE judged_assets ("
                       " number INTEGER PRIMARY KEY,"
                       " id TEXT NOT NULL UNIQUE,"
                       " created_at INTEGER,"
                       " model INTEGER REFERENCES asset_models (number),"
                       " batch_key INTEGER NOT NULL DEFAULT 0,"
                       " prompt_key INTEGER NOT NULL DEFAULT 0,"
                       " kind TEXT NOT NULL,"
                       " width INTEGER,"
                       " height INTEGER,"
                       " bytes INTEGER NOT NULL,"
                       " duration REAL NOT NULL,"
                       " rating INTEGER NOT NULL DEFAULT 0,"
                       " rejected INTEGER NOT NULL DEFAULT 0,"
                       " starred INTEGER NOT NULL DEFAULT 0,"
                       " label TEXT NOT NULL DEFAULT 'none',"
                       " imported INTEGER NOT NULL DEFAULT 0,"
                       " missing INTEGER NOT NULL DEFAULT 0,"
                       " trashed_at INTEGER,"
                       " seed INTEGER,"
                       " job TEXT REFERENCES jobs (id),"
                       " position INTEGER NOT NULL,"
                       " batch TEXT NOT NULL DEFAULT '',"
                       " mime_type TEXT NOT NULL,"
                       " path TEXT NOT NULL,"
                       // When the file was written, as far as the library knows.
                       " file_time INTEGER,"
                       // Whether its content and its picture have been looked at.
                       " hashed INTEGER NOT NULL DEFAULT 0,"
                       // SHA-256 in hex, as in uploads.
                       " content_hash TEXT,"
                       " title TEXT NOT NULL DEFAULT '',"
                       " note TEXT NOT NULL DEFAULT '',"
                       // Where its server keeps it.
                       " source_url TEXT,"
                       " trash_path TEXT NOT NULL DEFAULT '')"),
        QStringLiteral(
            "INSERT INTO judged_assets (id, created_at, kind, width, height, bytes, duration, job,"
            " position, mime_type, path) SELECT id, created_at, kind, width, height, bytes,"
            " duration, job, position, mime_type, path FROM assets ORDER BY id"),
        QStringLiteral("DROP TABLE assets"),
        QStringLiteral("ALTER TABLE judged_assets RENAME TO assets"),
        QStringLiteral("CREATE INDEX assets_listed ON assets (created_at DESC, id DESC)"
                       " WHERE trashed_at IS NULL"),
        QStringLiteral("CREATE INDEX assets_job ON assets (job, position)"),
        QStringLiteral("CREATE INDEX assets_path ON assets (path)"),
        QStringLiteral("CREATE INDEX assets_batch ON assets (batch) WHERE batch <> ''"),
        QStringLiteral("CREATE INDEX assets_trashed ON assets (trashed_at)"
                       " WHERE trashed_at IS NOT NULL"),
        QStringLiteral("CREATE INDEX assets_unhashed ON assets (hashed, number)"),
        QStringLiteral("CREATE INDEX assets_content ON assets (content_hash)"
                       " WHERE content_hash IS NOT NULL"),
        QStringLiteral("CREATE INDEX assets_source ON assets (source_url)"
                       " WHERE source_url IS NOT NULL"),
    };
}

/// Texts as foldedForMatch() makes them. Trigrams find any part of a word, in every script.
QStringList search()
{
    const QString columns = QStringLiteral("prompt, negative, model, tags, note, file");
    const QString old = QStringLiteral("old.prompt, old.negative, old.model, old.tags, old.note,"
                                       " old.file");
    const QString fresh = QStringLiteral("new.prompt, new.negative, new.model, new.tags, new.note,"
                                         " new.file");
    const QString take = QStringLiteral("INSERT INTO asset_search (asset_search, rowid, %1)"
                                        " VALUES ('delete', old.asset, %2);")
                             .arg(columns, old);
    const QString put = QStringLiteral("INSERT INTO asset_search (rowid, %1)"
                                       " VALUES (new.asset, %2);")
                            .arg(columns, fresh);
    return {
        QStringLiteral("CREATE TABLE asset_words ("
                       " asset INTEGER PRIMARY KEY REFERENCES assets (number) ON DELETE CASCADE,"
                       " prompt TEXT NOT NULL DEFAULT '',"
                       " negative TEXT NOT NULL DEFAULT '',"
                       " model TEXT NOT NULL DEFAULT '',"
                       " tags TEXT NOT NULL DEFAULT '',"
                       " note TEXT NOT NULL DEFAULT '',"
                       " file TEXT NOT NULL DEFAULT '')"),
        QStringLiteral("CREATE VIRTUAL TABLE asset_search USING fts5(%1, content='asset_words',"
                       " content_rowid='asset', tokenize='trigram case_sensitive 1')")
            .arg(columns),
        QStringLiteral("CREATE TRIGGER asset_words_put AFTER INSERT ON asset_words BEGIN %1 END")
            .arg(put),
        QStringLiteral("CREATE TRIGGER asset_words_take AFTER DELETE ON asset_words BEGIN %1 END")
            .arg(take),
        QStringLiteral("CREATE TRIGGER asset_words_change AFTER UPDATE ON asset_words"
                       " BEGIN %1 %2 END")
            .arg(take, put),
    };
}

QStringList tagsCollectionsAndSources()
{
    return {
        QStringLiteral("CREATE TABLE tags ("
                       " number INTEGER PRIMARY KEY,"
                       " name TEXT NOT NULL,"
                       " folded TEXT NOT NULL UNIQUE)"),
        QStringLiteral("CREATE TABLE asset_tags ("
                       " asset INTEGER NOT NULL REFERENCES assets (number) ON DELETE CASCADE,"
                       " tag INTEGER NOT NULL REFERENCES tags (number) ON DELETE CASCADE,"
                       " PRIMARY KEY (asset, tag)) WITHOUT ROWID"),
        QStringLiteral("CREATE INDEX asset_tags_tag ON asset_tags (tag)"),
        QStringLiteral("CREATE TABLE collections ("
                       " number INTEGER PRIMARY KEY,"
                       " id TEXT NOT NULL UNIQUE,"
                       " name TEXT NOT NULL,"
                       " folded TEXT NOT NULL UNIQUE,"
                       " search TEXT NOT NULL,"
                       " created_at INTEGER)"),
        QStringLiteral(
            "CREATE TABLE collection_assets ("
            " collection INTEGER NOT NULL REFERENCES collections (number) ON DELETE CASCADE,"
            " asset INTEGER NOT NULL REFERENCES assets (number) ON DELETE CASCADE,"
            " PRIMARY KEY (collection, asset)) WITHOUT ROWID"),
        QStringLiteral("CREATE INDEX collection_assets_asset ON collection_assets (asset)"),
        // What pictures look like; see PictureHash.
        QStringLiteral("CREATE TABLE picture_hashes ("
                       " asset INTEGER PRIMARY KEY REFERENCES assets (number) ON DELETE CASCADE,"
                       " whole INTEGER NOT NULL,"
                       " center INTEGER NOT NULL)"),
        // Which inputs of a job are assets of ours.
        QStringLiteral("CREATE TABLE job_sources ("
                       " job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,"
                       " pointer TEXT NOT NULL,"
                       " asset INTEGER NOT NULL REFERENCES assets (number) ON DELETE CASCADE,"
                       " PRIMARY KEY (job, pointer)) WITHOUT ROWID"),
        QStringLiteral("CREATE INDEX job_sources_asset ON job_sources (asset)"),
    };
}

struct OldAsset
{
    qint64 number = 0;
    int index = 0;
    QString storedPath;
};

Expected<QList<OldAsset>, Error> oldAssets(const QSqlDatabase &database, const QString &condition,
                                           const QVariantList &values)
{
    auto rows = execute(
        database, QStringLiteral("SELECT number, position, path FROM assets WHERE ") + condition,
        values);
    if (!rows)
        return Unexpected{rows.error()};
    QList<OldAsset> assets;
    while (rows->next())
        assets.append(
            {rows->value(0).toLongLong(), rows->value(1).toInt(), rows->value(2).toString()});
    return assets;
}

Expected<Done, Error> describeAll(const QSqlDatabase &database, const QList<OldAsset> &assets,
                                  const Job &job)
{
    for (const OldAsset &asset : assets) {
        const auto done = writeDescription(database, asset.number, asset.storedPath,
                                           descriptionOf(job, asset.index));
        if (!done)
            return done;
    }
    return Done{};
}

/// Only with columns that this version has; steps to come add more.
Expected<QSqlQuery, Error> oldJobs(const QSqlDatabase &database)
{
    return execute(database,
                   QStringLiteral("SELECT id, batch, endpoint, model_title, files, input, output"
                                  " FROM jobs WHERE id IN (SELECT job FROM assets) ORDER BY id"));
}

Job oldJob(const QSqlQuery &row)
{
    Job job;
    job.id = JobId(row.value(0).toString());
    job.batch = BatchId(row.value(1).toString());
    if (const auto endpoint = EndpointId::parse(row.value(2).toString()))
        job.endpoint = *endpoint;
    job.modelTitle = row.value(3).toString();
    const auto json = [&row](int column) {
        const auto parsed = parseJson(row.value(column).toString().toUtf8());
        return parsed ? *parsed : QJsonValue();
    };
    const QJsonArray files = json(4).toArray();
    for (const QJsonValue &file : files)
        job.files.append(
            {file[QLatin1String("pointer")].toString(), file[QLatin1String("path")].toString()});
    job.input = json(5).toObject();
    job.output = json(6).toObject();
    return job;
}

} // namespace

QStringList judgedResults()
{
    return assetTable() + search() + tagsCollectionsAndSources();
}

Expected<Done, Error> describeOldResults(const QSqlDatabase &database)
{
    const auto alone = oldAssets(database, QStringLiteral("job IS NULL"), {});
    if (!alone)
        return Unexpected{alone.error()};
    if (auto done = describeAll(database, *alone, Job()); !done)
        return done;

    // Sources are looked for when all results have their addresses.
    for (const bool sources : {false, true}) {
        auto rows = oldJobs(database);
        if (!rows)
            return Unexpected{rows.error()};
        while (rows->next()) {
            const Job job = oldJob(*rows);
            if (sources) {
                if (auto done = writeJobSources(database, ResultsFolder(), job); !done)
                    return done;
                continue;
            }
            const auto assets = oldAssets(database, QStringLiteral("job = ?"), {job.id.toString()});
            if (!assets)
                return Unexpected{assets.error()};
            if (auto done = describeAll(database, *assets, job); !done)
                return done;
        }
    }
    return Done{};
}

} // namespace peregrine
