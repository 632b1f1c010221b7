#include "core/library/assetfilerepository.h"

#include "core/library/assetdescription.h"
#include "core/library/sqlhelpers.h"
#include "core/library/store.h"
#include "core/library/timecolumn.h"
#include "core/library/transaction.h"

namespace peregrine {

namespace {

using Facts = Expected<QList<AssetFile>, Error>;

Facts read(const QSqlDatabase &database, const ResultsFolder &results, const QString &condition,
           const QVariantList &values)
{
    auto rows = execute(database,
                        QStringLiteral("SELECT id, path, bytes, file_time, missing, content_hash"
                                       " FROM assets WHERE trashed_at IS NULL")
                            + condition,
                        values);
    if (!rows)
        return Unexpected{rows.error()};
    QList<AssetFile> facts;
    while (rows->next()) {
        const QString path = results.absolute(rows->value(1).toString());
        if (!path.isEmpty())
            facts.append({AssetId(rows->value(0).toString()), path, rows->value(2).toLongLong(),
                          timeFromColumn(rows->value(3)), rows->value(4).toBool(),
                          rows->value(5).toString()});
    }
    return facts;
}

Expected<Done, Error> write(const QSqlDatabase &database, const ResultsFolder &results,
                            const AssetFile &facts)
{
    const QString stored = results.stored(facts.path);
    const QVariant time = timeToColumn(facts.modifiedAt);
    // The first look at a file says nothing new about its content.
    const auto done = execute(
        database,
        QStringLiteral("UPDATE assets SET"
                       " hashed = CASE WHEN bytes = ? AND coalesce(file_time, ?) IS ? THEN hashed"
                       " ELSE 0 END, path = ?, bytes = ?, file_time = ?, missing = ?"
                       " WHERE id = ?"),
        {facts.bytes, time, time, stored, facts.bytes, time, facts.missing, facts.id.toString()});
    if (!done)
        return Unexpected{done.error()};
    return writeFileName(database, facts.id, stored);
}

} // namespace

AssetFileRepository::AssetFileRepository(Store &store)
    : m_store(store)
{ }

QFuture<Facts> AssetFileRepository::all()
{
    return m_store.run([store = &m_store](QSqlDatabase &database) {
        return read(database, store->results(), {}, {});
    });
}

QFuture<Facts> AssetFileRepository::at(const QString &path)
{
    return m_store.run([store = &m_store, path](QSqlDatabase &database) {
        return read(database, store->results(), QStringLiteral(" AND path IN (?, ?)"),
                    {store->results().stored(path), path});
    });
}

QFuture<Facts> AssetFileRepository::ofContent(const QString &sha256Hex)
{
    return m_store.run([store = &m_store, sha256Hex](QSqlDatabase &database) {
        return read(database, store->results(), QStringLiteral(" AND content_hash = ?"),
                    {sha256Hex});
    });
}

QFuture<Expected<Done, Error>> AssetFileRepository::update(const QList<AssetFile> &facts)
{
    return m_store.run([store = &m_store, facts](QSqlDatabase &database) -> Expected<Done, Error> {
        Transaction transaction(database);
        if (auto begun = transaction.begin(); !begun)
            return begun;
        QList<AssetId> ids;
        for (const AssetFile &one : facts) {
            if (auto written = write(database, store->results(), one); !written)
                return written;
            ids.append(one.id);
        }
        if (auto done = transaction.commit(); !done)
            return done;
        store->news().announceChanged(ids);
        return Done{};
    });
}

} // namespace peregrine
