#include "core/library/indexreader.h"

#include "core/library/querycondition.h"
#include "core/library/sqlhelpers.h"

#include <QHash>

#include <algorithm>
#include <numeric>

namespace peregrine {

namespace {

Expected<QHash<qint64, int>, Error> readModels(const QSqlDatabase &database,
                                               QList<LibraryIndex::Model> &models)
{
    auto rows =
        execute(database, QStringLiteral("SELECT number, endpoint, title FROM asset_models"));
    if (!rows)
        return Unexpected{rows.error()};
    QHash<qint64, int> places;
    while (rows->next()) {
        places.insert(rows->value(0).toLongLong(), int(models.size()));
        models.append({rows->value(1).toString(), rows->value(2).toString()});
    }
    return places;
}

/// What entries are sorted by, the greatest first, where that is not their time.
QString sortKeyOf(LibraryOrder order)
{
    switch (order) {
    case LibraryOrder::BestRated:
        return QStringLiteral("(1 - assets.rejected) * 100 + assets.rating * 10 + assets.starred");
    case LibraryOrder::Largest:
        return QStringLiteral("assets.bytes");
    case LibraryOrder::Smallest:
        return QStringLiteral("-assets.bytes");
    case LibraryOrder::Longest:
        return QStringLiteral("CAST(assets.duration * 1000 AS INTEGER)");
    default:
        return QStringLiteral("0");
    }
}

QString orderOf(LibraryOrder order)
{
    if (order == LibraryOrder::Oldest)
        return QStringLiteral("assets.created_at, assets.id");
    const QString newest = QStringLiteral("assets.created_at DESC, assets.id DESC");
    // What is longer differs before.
    return order == LibraryOrder::Name
        ? QStringLiteral("substr(assets.title, 1, 60) COLLATE NOCASE, ") + newest
        : newest;
}

/// "CASE assets.kind WHEN 'image' THEN 0 ... END"
QString kindNumber()
{
    QString sql = QStringLiteral("CASE assets.kind");
    for (const MediaKind kind : {MediaKind::Image, MediaKind::Video, MediaKind::Audio,
                                 MediaKind::Text, MediaKind::Model3d})
        sql += QStringLiteral(" WHEN '%1' THEN %2").arg(mediaKindName(kind)).arg(int(kind));
    return sql + QStringLiteral(" ELSE %1 END").arg(int(MediaKind::Other));
}

/// Few columns, because each costs as much as finding the row: numbers share one.
QString indexStatement(const QueryCondition &condition, LibraryOrder order)
{
    return QStringLiteral("SELECT assets.id, assets.created_at,"
                          " coalesce(assets.model, 0) * 16 + %1,"
                          " coalesce(assets.width, 0) * 16777216 + coalesce(assets.height, 0),"
                          " assets.batch_key, assets.prompt_key, %2 FROM assets WHERE %3"
                          " ORDER BY %4")
        .arg(kindNumber(), sortKeyOf(order), condition.sql, orderOf(order));
}

LibraryEntry readEntry(const QSqlQuery &row, const QHash<qint64, int> &models)
{
    LibraryEntry entry;
    entry.id = AssetId(row.value(0).toString());
    entry.createdAt = row.value(1).toLongLong();
    const qint64 modelAndKind = row.value(2).toLongLong();
    entry.model = models.value(modelAndKind / 16, -1);
    entry.kind = static_cast<MediaKind>(modelAndKind % 16);
    const qint64 size = row.value(3).toLongLong();
    const qint64 width = size / 16777216;
    const qint64 height = size % 16777216;
    if (width > 0 && height > 0)
        entry.aspect = float(width) / float(height);
    entry.batch = row.value(4).toLongLong();
    entry.prompt = row.value(5).toLongLong();
    return entry;
}

/// The greatest for what is the first of the list.
QList<qint64> likenessKeys(const QList<LibraryEntry> &entries, const QList<AssetId> &likest)
{
    QHash<AssetId, qint64> places;
    for (qsizetype place = 0; place < likest.size(); ++place)
        places.insert(likest.at(place), -place);
    QList<qint64> keys;
    for (const LibraryEntry &entry : entries)
        keys.append(places.value(entry.id, -likest.size()));
    return keys;
}

void sortByKey(QList<LibraryEntry> &entries, const QList<qint64> &keys)
{
    QList<qsizetype> places(entries.size());
    std::iota(places.begin(), places.end(), 0);
    std::stable_sort(places.begin(), places.end(),
                     [&keys](qsizetype a, qsizetype b) { return keys.at(a) > keys.at(b); });
    QList<LibraryEntry> sorted;
    sorted.reserve(entries.size());
    for (const qsizetype place : std::as_const(places))
        sorted.append(std::move(entries[place]));
    entries = std::move(sorted);
}

} // namespace

Expected<LibraryIndex, Error> readIndex(const QSqlDatabase &database, const LibraryQuery &query)
{
    LibraryIndex index;
    const auto models = readModels(database, index.models);
    if (!models)
        return Unexpected{models.error()};
    const auto condition = conditionOf(database, query);
    if (!condition)
        return Unexpected{condition.error()};
    auto rows = execute(database, indexStatement(*condition, query.order), condition->values);
    if (!rows)
        return Unexpected{rows.error()};
    QList<qint64> keys;
    while (rows->next()) {
        index.entries.append(readEntry(*rows, *models));
        keys.append(rows->value(6).toLongLong());
    }
    if (!condition->likest.isEmpty() && query.order == LibraryOrder::Newest)
        sortByKey(index.entries, likenessKeys(index.entries, condition->likest));
    else if (sortKeyOf(query.order) != QLatin1String("0"))
        sortByKey(index.entries, keys);
    return index;
}

Expected<LibraryFacts, Error> readFacts(const QSqlDatabase &database)
{
    LibraryFacts facts;
    auto total = execute(database,
                         QStringLiteral("SELECT count(*), coalesce(sum(bytes), 0) FROM assets"
                                        " WHERE trashed_at IS NULL"));
    if (!total)
        return Unexpected{total.error()};
    if (total->next()) {
        facts.assets = total->value(0).toInt();
        facts.bytes = total->value(1).toLongLong();
    }
    auto models = execute(
        database,
        QStringLiteral("SELECT endpoint, asset_models.title, count(*) FROM assets"
                       " JOIN asset_models ON asset_models.number = assets.model"
                       " WHERE trashed_at IS NULL GROUP BY assets.model ORDER BY 3 DESC, 1"));
    if (!models)
        return Unexpected{models.error()};
    while (models->next())
        facts.models.append(
            {models->value(0).toString(), models->value(1).toString(), models->value(2).toInt()});
    auto tags = execute(
        database,
        QStringLiteral("SELECT tags.name, count(*) FROM asset_tags JOIN tags ON tags.number = tag"
                       " JOIN assets ON assets.number = asset WHERE trashed_at IS NULL"
                       " GROUP BY tag ORDER BY tags.folded"));
    if (!tags)
        return Unexpected{tags.error()};
    while (tags->next())
        facts.tags.append({tags->value(0).toString(), tags->value(1).toInt()});
    auto collections =
        execute(database,
                QStringLiteral("SELECT name, CASE search WHEN '' THEN (SELECT count(*)"
                               " FROM collection_assets JOIN assets ON assets.number = asset"
                               " WHERE collection = collections.number AND trashed_at IS NULL)"
                               " ELSE -1 END FROM collections ORDER BY folded"));
    if (!collections)
        return Unexpected{collections.error()};
    while (collections->next())
        facts.collections.append({collections->value(0).toString(), collections->value(1).toInt()});
    return facts;
}

} // namespace peregrine
