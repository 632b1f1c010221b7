#include "core/library/factsreader.h"

#include "core/library/sqlhelpers.h"

namespace peregrine {

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
