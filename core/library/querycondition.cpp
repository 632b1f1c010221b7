#include "core/library/querycondition.h"

#include "core/base/json.h"
#include "core/library/hashtable.h"
#include "core/library/likeness.h"
#include "core/library/searchabletext.h"
#include "core/library/sqlhelpers.h"

#include <QJsonArray>

#include <utility>

namespace peregrine {

namespace {

using Field = LibraryFilter::Field;
using Result = Expected<QueryCondition, Error>;

/// Collections in collections in collections; more is a circle.
constexpr int maxDepth = 8;
/// Trigrams find nothing shorter.
constexpr int shortestIndexed = 3;
/// What is less similar is of other pictures.
constexpr int mostSimilar = 500;

constexpr QLatin1String everything("1");
constexpr QLatin1String nothing("0");

QString wordColumn(Field field)
{
    switch (field) {
    case Field::Prompt:
        return QStringLiteral("prompt");
    case Field::Negative:
        return QStringLiteral("negative");
    case Field::Note:
        return QStringLiteral("note");
    case Field::File:
        return QStringLiteral("file");
    default:
        return {};
    }
}

/// Words of three letters and more are in the index; shorter ones are looked for in the texts.
QueryCondition textCondition(Field field, const QString &text)
{
    const QString folded = searchableText(text);
    const QString column = wordColumn(field);
    if (folded.isEmpty())
        return {everything, {}};
    if (folded.toUcs4().size() >= shortestIndexed) {
        const QString phrase = u'"' + QString(folded).replace(u'"', QStringLiteral("\"\"")) + u'"';
        return {QStringLiteral("assets.number IN (SELECT rowid FROM asset_search"
                               " WHERE asset_search MATCH ?)"),
                {column.isEmpty() ? phrase : column + QStringLiteral(" : ") + phrase}};
    }
    const QStringList columns = column.isEmpty()
        ? QStringList{QStringLiteral("prompt"),   QStringLiteral("model"), QStringLiteral("tags"),
                      QStringLiteral("negative"), QStringLiteral("note"),  QStringLiteral("file")}
        : QStringList{column};
    QStringList places;
    QVariantList values;
    for (const QString &place : columns) {
        places.append(QStringLiteral("instr(%1, ?)").arg(place));
        values.append(folded);
    }
    return {QStringLiteral("assets.number IN (SELECT asset FROM asset_words WHERE %1)")
                .arg(places.join(QStringLiteral(" OR "))),
            values};
}

QueryCondition modelCondition(const QString &text)
{
    // Only this one, not those whose names begin alike.
    if (text.startsWith(u'='))
        return {QStringLiteral("assets.model IN (SELECT number FROM asset_models"
                               " WHERE endpoint = ?)"),
                {text.mid(1).trimmed()}};
    return {QStringLiteral("assets.model IN (SELECT number FROM asset_models"
                           " WHERE instr(folded, ?))"),
            {searchableText(text)}};
}

QString stateCondition(const QString &state)
{
    if (state == QLatin1String("starred"))
        return QStringLiteral("assets.starred = 1");
    if (state == QLatin1String("rejected"))
        return QStringLiteral("assets.rejected = 1");
    if (state == QLatin1String("rated"))
        return QStringLiteral("assets.rating > 0");
    if (state == QLatin1String("labelled"))
        return QStringLiteral("assets.label <> 'none'");
    if (state == QLatin1String("tagged"))
        return QStringLiteral("assets.number IN (SELECT asset FROM asset_tags)");
    if (state == QLatin1String("noted"))
        return QStringLiteral("assets.note <> ''");
    if (state == QLatin1String("missing"))
        return QStringLiteral("assets.missing = 1");
    if (state == QLatin1String("imported"))
        return QStringLiteral("assets.imported = 1");
    if (state == QLatin1String("duplicate"))
        return QStringLiteral("assets.content_hash IN (SELECT content_hash FROM assets"
                              " WHERE content_hash IS NOT NULL AND trashed_at IS NULL"
                              " GROUP BY content_hash HAVING count(*) > 1)");
    // Copies beside the one to keep: the best judged, else the oldest.
    if (state == QLatin1String("copy"))
        return QStringLiteral("assets.number IN (SELECT number FROM (SELECT number, row_number()"
                              " OVER (PARTITION BY content_hash ORDER BY rejected, starred DESC,"
                              " rating DESC, number) AS place FROM assets"
                              " WHERE content_hash IS NOT NULL AND trashed_at IS NULL)"
                              " WHERE place > 1)");
    if (state == QLatin1String("source"))
        return QStringLiteral("assets.number IN (SELECT asset FROM job_sources)");
    if (state == QLatin1String("derived"))
        return QStringLiteral("assets.job IN (SELECT job FROM job_sources)");
    return nothing;
}

QString shapeCondition(const QString &shape)
{
    if (shape == QLatin1String("landscape"))
        return QStringLiteral("assets.width > assets.height");
    if (shape == QLatin1String("portrait"))
        return QStringLiteral("assets.width < assets.height");
    if (shape == QLatin1String("square"))
        return QStringLiteral("assets.width = assets.height");
    return nothing;
}

QString numberColumn(Field field)
{
    switch (field) {
    case Field::Rating:
        return QStringLiteral("assets.rating");
    case Field::Seed:
        return QStringLiteral("assets.seed");
    case Field::Side:
        return QStringLiteral("max(assets.width, assets.height)");
    case Field::Width:
        return QStringLiteral("assets.width");
    case Field::Height:
        return QStringLiteral("assets.height");
    case Field::Bytes:
        return QStringLiteral("assets.bytes");
    case Field::Duration:
        return QStringLiteral("CAST(assets.duration * 1000 AS INTEGER)");
    case Field::Created:
        return QStringLiteral("assets.created_at");
    default:
        return {};
    }
}

QueryCondition numberCondition(const LibraryFilter &filter)
{
    const QString column = numberColumn(filter.field);
    QStringList parts;
    QVariantList values;
    if (filter.least) {
        parts.append(column + QStringLiteral(" >= ?"));
        values.append(*filter.least);
    }
    if (filter.most) {
        parts.append(column + QStringLiteral(" <= ?"));
        values.append(*filter.most);
    }
    // A sound has no width and no duration of zero length.
    if (filter.field == Field::Duration)
        parts.append(QStringLiteral("assets.duration > 0"));
    return {parts.isEmpty() ? everything : parts.join(QStringLiteral(" AND ")), values};
}

/// Makes conditions; remembers how deep it is in collections of searches.
class ConditionMaker
{
public:
    explicit ConditionMaker(const QSqlDatabase &database)
        : m_database(database)
    { }

    [[nodiscard]] Result all(const LibraryQuery &query)
    {
        QueryCondition condition{QStringLiteral("assets.trashed_at IS NULL"), {}};
        for (const LibraryFilter &filter : query.filters) {
            const auto one = filterCondition(filter);
            if (!one)
                return one;
            // What is not known of an asset does not fulfil anything.
            condition.sql += filter.negated
                ? QStringLiteral(" AND NOT coalesce((%1), 0)").arg(one->sql)
                : QStringLiteral(" AND (%1)").arg(one->sql);
            condition.values += one->values;
            if (!filter.negated)
                condition.likest += one->likest;
        }
        return condition;
    }

private:
    [[nodiscard]] Result filterCondition(const LibraryFilter &filter)
    {
        if (!numberColumn(filter.field).isEmpty())
            return numberCondition(filter);
        QueryCondition condition;
        for (const QString &text : filter.texts) {
            const auto one = textFilter(filter.field, text);
            if (!one)
                return one;
            condition.sql += condition.sql.isEmpty() ? QString() : QStringLiteral(" OR ");
            condition.sql += u'(' + one->sql + u')';
            condition.values += one->values;
            condition.likest += one->likest;
        }
        if (condition.sql.isEmpty())
            condition.sql = everything;
        return condition;
    }

    [[nodiscard]] Result textFilter(Field field, const QString &text)
    {
        switch (field) {
        case Field::Model:
            return modelCondition(text);
        case Field::Tag:
            return QueryCondition{
                QStringLiteral("assets.number IN (SELECT asset_tags.asset FROM asset_tags"
                               " JOIN tags ON tags.number = asset_tags.tag WHERE folded = ?)"),
                {searchableText(text)}};
        case Field::Kind:
            return QueryCondition{QStringLiteral("assets.kind = ?"), {text.toLower()}};
        case Field::Label:
            return QueryCondition{QStringLiteral("assets.label = ?"), {text.toLower()}};
        case Field::Is:
            return QueryCondition{stateCondition(text.toLower()), {}};
        case Field::Shape:
            return QueryCondition{shapeCondition(text.toLower()), {}};
        case Field::Batch:
            return QueryCondition{QStringLiteral("assets.batch = ?"), {text}};
        case Field::Job:
            return QueryCondition{QStringLiteral("assets.job = ?"), {text}};
        case Field::Id:
            return QueryCondition{QStringLiteral("instr(assets.id, ?) = 1"), {text}};
        case Field::Like:
            return likenessCondition(AssetId(text));
        case Field::Collection:
            return collectionCondition(text);
        default:
            return textCondition(field, text);
        }
    }

    [[nodiscard]] Result likenessCondition(const AssetId &id)
    {
        const auto pictures = HashTable(m_database).pictures();
        if (!pictures)
            return Unexpected{pictures.error()};
        QueryCondition condition;
        condition.likest.append(id);
        const QList<SimilarAsset> similar = similarAmong(*pictures, id, mostSimilar);
        for (const SimilarAsset &one : similar)
            condition.likest.append(one.id);
        QJsonArray ids;
        for (const AssetId &one : std::as_const(condition.likest))
            ids.append(one.toString());
        condition.sql = QStringLiteral("assets.id IN (SELECT value FROM json_each(?))");
        condition.values = {QString::fromUtf8(toJson(ids))};
        return condition;
    }

    [[nodiscard]] Result collectionCondition(const QString &name)
    {
        auto row = execute(
            m_database, QStringLiteral("SELECT number, search FROM collections WHERE folded = ?"),
            {searchableText(name)});
        if (!row)
            return Unexpected{row.error()};
        if (!row->next())
            return QueryCondition{nothing, {}};
        const QString search = row->value(1).toString();
        if (search.isEmpty())
            return QueryCondition{QStringLiteral("assets.number IN (SELECT asset"
                                                 " FROM collection_assets WHERE collection = ?)"),
                                  {row->value(0)}};
        if (m_depth >= maxDepth)
            return QueryCondition{nothing, {}};
        ++m_depth;
        auto condition = all(parseLibraryQuery(search).query);
        --m_depth;
        return condition;
    }

    const QSqlDatabase &m_database;
    int m_depth = 0;
};

} // namespace

Expected<QueryCondition, Error> conditionOf(const QSqlDatabase &database, const LibraryQuery &query)
{
    return ConditionMaker(database).all(query);
}

} // namespace peregrine
