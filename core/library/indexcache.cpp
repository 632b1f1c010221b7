#include "core/library/indexcache.h"

#include "core/library/querycondition.h"
#include "core/library/sqlhelpers.h"

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

/// Two numbers in one column: each column of 50,000 rows costs as much as finding them.
constexpr qint64 sizeStep = 16'777'216;
constexpr qint64 kindStep = 16;

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
        return {};
    }
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

LibraryEntry readEntry(const QSqlQuery &row, const QHash<qint64, int> &models)
{
    LibraryEntry entry;
    entry.id = AssetId(row.value(1).toString());
    entry.createdAt = row.value(2).toLongLong();
    const qint64 modelAndKind = row.value(3).toLongLong();
    entry.model = models.value(modelAndKind / kindStep, -1);
    entry.kind = static_cast<MediaKind>(modelAndKind % kindStep);
    const qint64 size = row.value(4).toLongLong();
    const qint64 width = size / sizeStep;
    const qint64 height = size % sizeStep;
    if (width > 0 && height > 0)
        entry.aspect = float(width) / float(height);
    entry.batch = row.value(5).toLongLong();
    entry.prompt = row.value(6).toLongLong();
    return entry;
}

} // namespace

Expected<LibraryIndex, Error> IndexCache::find(const QSqlDatabase &database,
                                               const LibraryQuery &query, quint64 revision)
{
    if (auto fresh = refresh(database, revision); !fresh)
        return Unexpected{fresh.error()};
    auto found = places(database, query);
    if (found && !found->complete) {
        // Somebody was quicker than the news.
        if (auto loaded = load(database); !loaded)
            return Unexpected{loaded.error()};
        found = places(database, query);
    }
    if (!found)
        return Unexpected{found.error()};
    QList<Place> &list = found->list;
    if (!found->likest.isEmpty() && query.order == LibraryOrder::Newest)
        sortByLikeness(list, found->likest);
    else if (!sortKeyOf(query.order).isEmpty())
        std::stable_sort(list.begin(), list.end(),
                         [](const Place &a, const Place &b) { return a.key > b.key; });
    else if (query.order == LibraryOrder::Oldest)
        std::reverse(list.begin(), list.end());
    LibraryIndex index;
    index.models = m_all.models;
    index.entries.reserve(list.size());
    for (const Place &one : std::as_const(list))
        index.entries.append(m_all.entries.at(one.row));
    return index;
}

Expected<Done, Error> IndexCache::refresh(const QSqlDatabase &database, quint64 revision)
{
    // Grows when another connection has written.
    const auto version = scalar(database, QStringLiteral("PRAGMA data_version"));
    if (!version)
        return Unexpected{version.error()};
    if (m_dataVersion == version->toLongLong() && m_revision == revision)
        return Done{};
    auto loaded = load(database);
    if (loaded) {
        m_dataVersion = version->toLongLong();
        m_revision = revision;
    }
    return loaded;
}

Expected<Done, Error> IndexCache::load(const QSqlDatabase &database)
{
    LibraryIndex all;
    QHash<qint64, int> numbers;
    const auto models = readModels(database, all.models);
    if (!models)
        return Unexpected{models.error()};
    auto rows =
        execute(database,
                QStringLiteral("SELECT assets.number, assets.id, assets.created_at,"
                               " coalesce(assets.model, 0) * %1 + %2,"
                               " coalesce(assets.width, 0) * %3 + coalesce(assets.height, 0),"
                               " assets.batch_key, assets.prompt_key FROM assets"
                               " WHERE assets.trashed_at IS NULL"
                               " ORDER BY assets.created_at DESC, assets.id DESC")
                    .arg(kindStep)
                    .arg(kindNumber())
                    .arg(sizeStep));
    if (!rows)
        return Unexpected{rows.error()};
    while (rows->next()) {
        numbers.insert(rows->value(0).toLongLong(), int(all.entries.size()));
        all.entries.append(readEntry(*rows, *models));
    }
    m_all = std::move(all);
    m_rows = std::move(numbers);
    return Done{};
}

Expected<IndexCache::Found, Error> IndexCache::places(const QSqlDatabase &database,
                                                      const LibraryQuery &query) const
{
    const auto condition = conditionOf(database, query);
    if (!condition)
        return Unexpected{condition.error()};
    Found found;
    found.likest = condition->likest;
    const QString key = sortKeyOf(query.order);
    const bool byName = query.order == LibraryOrder::Name;
    QString sql = QStringLiteral("SELECT assets.number%1 FROM assets WHERE %2")
                      .arg(key.isEmpty() ? key : QStringLiteral(", ") + key, condition->sql);
    // What is longer differs before.
    if (byName)
        sql += QStringLiteral(" ORDER BY substr(assets.title, 1, 60) COLLATE NOCASE,"
                              " assets.created_at DESC, assets.id DESC");
    auto rows = execute(database, sql, condition->values);
    if (!rows)
        return Unexpected{rows.error()};
    while (rows->next()) {
        const auto it = m_rows.constFind(rows->value(0).toLongLong());
        if (it == m_rows.cend())
            found.complete = false;
        else
            found.list.append({*it, key.isEmpty() ? 0 : rows->value(1).toLongLong()});
    }
    if (!byName)
        std::sort(found.list.begin(), found.list.end(),
                  [](const Place &a, const Place &b) { return a.row < b.row; });
    return found;
}

void IndexCache::sortByLikeness(QList<Place> &list, const QList<AssetId> &likest) const
{
    QHash<AssetId, qint64> ranks;
    for (qsizetype rank = 0; rank < likest.size(); ++rank)
        ranks.insert(likest.at(rank), rank);
    for (Place &one : list)
        one.key = ranks.value(m_all.entries.at(one.row).id, likest.size());
    std::stable_sort(list.begin(), list.end(),
                     [](const Place &a, const Place &b) { return a.key < b.key; });
}

} // namespace peregrine
