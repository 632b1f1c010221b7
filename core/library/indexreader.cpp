#include "core/library/indexreader.h"

#include "core/library/querycondition.h"
#include "core/library/sqlhelpers.h"

#include <QHash>

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

} // namespace

Expected<LibraryIndex, Error> readIndex(const QSqlDatabase &database, const LibraryQuery &query)
{
    LibraryIndex index;
    const auto places = readModels(database, index.models);
    if (!places)
        return Unexpected{places.error()};
    const auto condition = conditionOf(database, query);
    if (!condition)
        return Unexpected{condition.error()};
    auto rows = execute(
        database,
        QStringLiteral("SELECT assets.id, assets.created_at, assets.model, assets.batch_key,"
                       " assets.prompt_key, assets.kind, assets.width, assets.height FROM assets"
                       " WHERE %1 ORDER BY %2")
            .arg(condition->sql, orderOf(query.order)),
        condition->values);
    if (!rows)
        return Unexpected{rows.error()};
    while (rows->next()) {
        LibraryEntry entry;
        entry.id = AssetId(rows->value(0).toString());
        entry.createdAt = rows->value(1).toLongLong();
        entry.model = places->value(rows->value(2).toLongLong(), -1);
        entry.batch = rows->value(3).toLongLong();
        entry.prompt = rows->value(4).toLongLong();
        entry.kind = mediaKindFromName(rows->value(5).toString());
        const int width = rows->value(6).toInt();
        const int height = rows->value(7).toInt();
        if (width > 0 && height > 0)
            entry.aspect = float(width) / float(height);
        index.entries.append(std::move(entry));
    }
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
