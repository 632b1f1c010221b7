#include "core/library/usagerepository.h"

#include "core/library/querycondition.h"
#include "core/library/sqlhelpers.h"
#include "core/library/store.h"

#include <algorithm>

namespace peregrine {

namespace {

using Share = LibraryUsage::Share;
using Kind = CleanupSuggestion::Kind;

QString quoted(const QString &name)
{
    return name.contains(u' ') || name.contains(u',') ? u'"' + name + u'"' : name;
}

/// The shares of a statement with name, title, count and bytes; `filter` makes the search of one.
Expected<QList<Share>, Error> readShares(const QSqlDatabase &database, const QString &sql,
                                         const QString &filter)
{
    auto rows = execute(database, sql);
    if (!rows)
        return Unexpected{rows.error()};
    QList<Share> shares;
    while (rows->next()) {
        Share share{rows->value(0).toString(),
                    rows->value(1).toString(),
                    rows->value(2).toInt(),
                    rows->value(3).toLongLong(),
                    {}};
        if (!share.name.isEmpty())
            share.search = filter + quoted(share.name);
        shares.append(share);
    }
    return shares;
}

/// What a search finds.
Expected<Share, Error> shareOf(const QSqlDatabase &database, const QString &search)
{
    const auto condition = conditionOf(database, parseLibraryQuery(search).query);
    if (!condition)
        return Unexpected{condition.error()};
    auto row = execute(database,
                       QStringLiteral("SELECT count(*), coalesce(sum(CASE missing WHEN 0 THEN bytes"
                                      " ELSE 0 END), 0) FROM assets WHERE ")
                           + condition->sql,
                       condition->values);
    if (!row)
        return Unexpected{row.error()};
    Share share;
    share.search = search;
    if (row->next()) {
        share.assets = row->value(0).toInt();
        share.bytes = row->value(1).toLongLong();
    }
    return share;
}

Expected<LibraryUsage, Error> readUsage(const QSqlDatabase &database)
{
    const QString present =
        QStringLiteral(" WHERE trashed_at IS NULL AND missing = 0 GROUP BY 1, 2 ORDER BY ");
    auto total = shareOf(database, {});
    if (!total)
        return Unexpected{total.error()};
    auto rejected = shareOf(database, QStringLiteral("is:rejected"));
    if (!rejected)
        return Unexpected{rejected.error()};
    auto models = readShares(database,
                             QStringLiteral("SELECT endpoint, asset_models.title, count(*),"
                                            " sum(bytes) FROM assets LEFT JOIN asset_models"
                                            " ON asset_models.number = assets.model")
                                 + present + QStringLiteral("4 DESC, 1"),
                             QStringLiteral("model:="));
    if (!models)
        return Unexpected{models.error()};
    auto kinds = readShares(database,
                            QStringLiteral("SELECT kind, '', count(*), sum(bytes) FROM assets")
                                + present + QStringLiteral("4 DESC, 1"),
                            QStringLiteral("type:"));
    if (!kinds)
        return Unexpected{kinds.error()};
    auto months = readShares(
        database,
        QStringLiteral("SELECT strftime('%Y-%m', created_at / 1000, 'unixepoch', 'localtime'), '',"
                       " count(*), sum(bytes) FROM assets")
            + present + QStringLiteral("1 DESC"),
        QStringLiteral("date:"));
    if (!months)
        return Unexpected{months.error()};
    return LibraryUsage{std::move(total).value(), std::move(rejected).value(),
                        std::move(models).value(), std::move(kinds).value(),
                        std::move(months).value()};
}

Expected<QList<CleanupSuggestion>, Error> readSuggestions(const QSqlDatabase &database)
{
    QList<CleanupSuggestion> suggestions;
    for (const auto &[kind, search] : {std::pair{Kind::Rejected, QStringLiteral("is:rejected")},
                                       std::pair{Kind::Copies, QStringLiteral("is:copy")},
                                       std::pair{Kind::Missing, QStringLiteral("is:missing")}}) {
        const auto share = shareOf(database, search);
        if (!share)
            return Unexpected{share.error()};
        if (share->assets > 0)
            suggestions.append({kind, share->assets, share->bytes, search});
    }
    std::stable_sort(
        suggestions.begin(), suggestions.end(),
        [](const CleanupSuggestion &a, const CleanupSuggestion &b) { return a.bytes > b.bytes; });
    return suggestions;
}

} // namespace

UsageRepository::UsageRepository(Store &store)
    : m_store(store)
{ }

QFuture<Expected<LibraryUsage, Error>> UsageRepository::usage()
{
    return m_store.run([](QSqlDatabase &database) { return readUsage(database); });
}

QFuture<Expected<QList<CleanupSuggestion>, Error>> UsageRepository::suggestions()
{
    return m_store.run([](QSqlDatabase &database) { return readSuggestions(database); });
}

} // namespace peregrine
