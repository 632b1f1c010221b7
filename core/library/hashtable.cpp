#include "core/library/hashtable.h"

#include "core/library/sqlhelpers.h"
#include "core/library/timecolumn.h"
#include "core/library/transaction.h"

namespace peregrine {

namespace {

// SQLite's integers have a sign; the bits are the same.
qint64 toColumn(quint64 bits)
{
    return static_cast<qint64>(bits);
}

quint64 fromColumn(const QVariant &column)
{
    return static_cast<quint64>(column.toLongLong());
}

} // namespace

HashTable::HashTable(const QSqlDatabase &database)
    : m_database(database)
{ }

Expected<QList<UnhashedAsset>, Error> HashTable::unhashed(const ResultsFolder &results,
                                                          qint64 below, int limit) const
{
    auto rows = execute(m_database,
                        QStringLiteral("SELECT number, id, kind, path FROM assets WHERE hashed = 0"
                                       " AND number < ? AND missing = 0 AND trashed_at IS NULL"
                                       " ORDER BY number DESC LIMIT ?"),
                        {below, limit});
    if (!rows)
        return Unexpected{rows.error()};
    QList<UnhashedAsset> assets;
    while (rows->next())
        assets.append({rows->value(0).toLongLong(), AssetId(rows->value(1).toString()),
                       mediaKindFromName(rows->value(2).toString()),
                       results.absolute(rows->value(3).toString())});
    return assets;
}

Expected<Done, Error> HashTable::write(const QList<AssetHashes> &hashes) const
{
    Transaction transaction(m_database);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    for (const AssetHashes &one : hashes) {
        auto known =
            execute(m_database,
                    QStringLiteral("UPDATE assets SET hashed = 1, bytes = ?, file_time = ?,"
                                   " content_hash = ? WHERE number = ? AND hashed = 0"),
                    {one.bytes, timeToColumn(one.modifiedAt), one.content, one.number});
        if (!known)
            return Unexpected{known.error()};
        if (auto gone =
                execute(m_database, QStringLiteral("DELETE FROM picture_hashes WHERE asset = ?"),
                        {one.number});
            !gone)
            return Unexpected{gone.error()};
        if (!one.picture)
            continue;
        const auto put =
            execute(m_database,
                    QStringLiteral("INSERT INTO picture_hashes (asset, whole, center)"
                                   " SELECT number, ?, ? FROM assets WHERE number = ?"),
                    {toColumn(one.picture->whole), toColumn(one.picture->center), one.number});
        if (!put)
            return Unexpected{put.error()};
    }
    return transaction.commit();
}

Expected<QList<HashTable::Picture>, Error> HashTable::pictures() const
{
    auto rows = execute(m_database,
                        QStringLiteral("SELECT id, whole, center FROM picture_hashes"
                                       " JOIN assets ON assets.number = asset"
                                       " WHERE trashed_at IS NULL ORDER BY asset DESC"));
    if (!rows)
        return Unexpected{rows.error()};
    QList<Picture> pictures;
    while (rows->next())
        pictures.append({AssetId(rows->value(0).toString()),
                         {fromColumn(rows->value(1)), fromColumn(rows->value(2))}});
    return pictures;
}

Expected<QList<QList<AssetId>>, Error> HashTable::equalContents() const
{
    auto rows =
        execute(m_database,
                QStringLiteral("SELECT id, content_hash FROM assets WHERE trashed_at IS NULL"
                               " AND content_hash IN (SELECT content_hash FROM assets"
                               " WHERE content_hash IS NOT NULL AND trashed_at IS NULL"
                               " GROUP BY content_hash HAVING count(*) > 1)"
                               " ORDER BY content_hash, number"));
    if (!rows)
        return Unexpected{rows.error()};
    QList<QList<AssetId>> groups;
    QString content;
    while (rows->next()) {
        if (groups.isEmpty() || rows->value(1).toString() != content)
            groups.append(QList<AssetId>());
        content = rows->value(1).toString();
        groups.last().append(AssetId(rows->value(0).toString()));
    }
    return groups;
}

} // namespace peregrine
