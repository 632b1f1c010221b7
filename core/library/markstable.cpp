#include "core/library/markstable.h"

#include "core/base/json.h"
#include "core/library/libraryquery.h"
#include "core/library/searchabletext.h"
#include "core/library/sqlhelpers.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QMap>
#include <QSet>

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

constexpr qsizetype maxTags = 100;
constexpr qsizetype maxTag = 100;
constexpr qsizetype maxNote = 20'000;

Error noSuchAsset()
{
    Error error;
    error.kind = Error::Kind::NotFound;
    error.message = QCoreApplication::translate("peregrine::AssetRepository",
                                                "The library has no such result.");
    return error;
}

/// For "IN (SELECT value FROM json_each(?))".
QString jsonList(const QStringList &texts)
{
    return QString::fromUtf8(toJson(QJsonArray::fromStringList(texts)));
}

/// Qt binds a null string as NULL, which the columns refuse.
QString text(const QString &value)
{
    return value.isNull() ? QStringLiteral("") : value;
}

} // namespace

MarksTable::MarksTable(const QSqlDatabase &database)
    : m_database(database)
{ }

Expected<Done, Error> MarksTable::run(const QString &sql, const QVariantList &values) const
{
    if (auto done = execute(m_database, sql, values); !done)
        return Unexpected{done.error()};
    return Done{};
}

Expected<QList<AssetMarks>, Error> MarksTable::read(const QList<AssetId> &ids) const
{
    QStringList texts;
    for (const AssetId &id : ids)
        texts.append(id.toString());
    auto rows = execute(
        m_database,
        QStringLiteral("SELECT id, rating, rejected, starred, label, note, (SELECT"
                       " group_concat(name, char(10)) FROM (SELECT tags.name FROM asset_tags"
                       " JOIN tags ON tags.number = asset_tags.tag"
                       " WHERE asset_tags.asset = assets.number ORDER BY tags.folded))"
                       " FROM assets WHERE id IN (SELECT value FROM json_each(?))"),
        {jsonList(texts)});
    if (!rows)
        return Unexpected{rows.error()};
    QHash<AssetId, AssetMarks> found;
    while (rows->next()) {
        AssetMarks marks;
        marks.id = AssetId(rows->value(0).toString());
        marks.judgement.rating = std::clamp(rows->value(1).toInt(), 0, Judgement::maxRating);
        marks.judgement.rejected = rows->value(2).toBool();
        marks.judgement.starred = rows->value(3).toBool();
        marks.judgement.label =
            colorLabelFromName(rows->value(4).toString()).value_or(ColorLabel::None);
        marks.note = rows->value(5).toString();
        marks.tags = rows->value(6).toString().split(u'\n', Qt::SkipEmptyParts);
        found.insert(marks.id, marks);
    }
    QList<AssetMarks> all;
    QSet<AssetId> known;
    for (const AssetId &id : ids) {
        if (known.contains(id))
            continue;
        known.insert(id);
        const auto it = found.constFind(id);
        if (it == found.cend())
            return Unexpected{noSuchAsset()};
        all.append(*it);
    }
    return all;
}

Expected<Done, Error> MarksTable::change(const QList<AssetMarks> &from,
                                         const QList<AssetMarks> &to) const
{
    QList<std::pair<Judgement, QStringList>> judged;
    bool tagged = false;
    for (qsizetype i = 0; i < to.size(); ++i) {
        const AssetMarks &before = from.at(i);
        const AssetMarks &after = to.at(i);
        if (after.judgement != before.judgement) {
            const auto alike =
                std::find_if(judged.begin(), judged.end(), [&after](const auto &group) {
                    return group.first == after.judgement;
                });
            if (alike == judged.end())
                judged.append({after.judgement, {after.id.toString()}});
            else
                alike->second.append(after.id.toString());
        }
        if (after.tags == before.tags && after.note == before.note)
            continue;
        tagged = tagged || after.tags != before.tags;
        if (auto written = writeTexts(after); !written)
            return written;
    }
    for (const auto &[judgement, ids] : std::as_const(judged)) {
        if (auto written = writeJudgement(ids, judgement); !written)
            return written;
    }
    return tagged ? forgetUnusedTags() : Expected<Done, Error>(Done{});
}

Expected<Done, Error> MarksTable::writeJudgement(const QStringList &ids,
                                                 const Judgement &judgement) const
{
    return run(QStringLiteral("UPDATE assets SET rating = ?, rejected = ?, starred = ?, label = ?"
                              " WHERE id IN (SELECT value FROM json_each(?))"),
               {std::clamp(judgement.rating, 0, Judgement::maxRating), judgement.rejected,
                judgement.starred, colorLabelName(judgement.label), jsonList(ids)});
}

Expected<Done, Error> MarksTable::writeTexts(const AssetMarks &marks) const
{
    const auto number = scalar(m_database, QStringLiteral("SELECT number FROM assets WHERE id = ?"),
                               {marks.id.toString()});
    if (!number)
        return Unexpected{number.error()};
    if (auto done = run(QStringLiteral("UPDATE assets SET note = ? WHERE number = ?"),
                        {text(marks.note), *number});
        !done)
        return done;
    if (auto done = writeTags(*number, marks.tags); !done)
        return done;
    return run(QStringLiteral("INSERT INTO asset_words (asset, tags, note) VALUES (?, ?, ?)"
                              " ON CONFLICT (asset) DO UPDATE SET tags = excluded.tags,"
                              " note = excluded.note"),
               {*number, searchableText(marks.tags.join(u' ')), searchableText(marks.note)});
}

Expected<Done, Error> MarksTable::writeTags(const QVariant &number, const QStringList &tags) const
{
    if (auto done = run(QStringLiteral("DELETE FROM asset_tags WHERE asset = ?"), {number}); !done)
        return done;
    for (const QString &tag : tags) {
        const QString folded = searchableText(tag);
        if (auto done = run(QStringLiteral("INSERT OR IGNORE INTO tags (name, folded)"
                                           " VALUES (?, ?)"),
                            {tag, folded});
            !done)
            return done;
        if (auto done = run(QStringLiteral("INSERT OR IGNORE INTO asset_tags (asset, tag)"
                                           " SELECT ?, number FROM tags WHERE folded = ?"),
                            {number, folded});
            !done)
            return done;
    }
    return Done{};
}

Expected<Done, Error> MarksTable::forgetUnusedTags() const
{
    return run(QStringLiteral("DELETE FROM tags WHERE NOT EXISTS (SELECT 1 FROM asset_tags"
                              " WHERE asset_tags.tag = tags.number)"),
               {});
}

AssetMarks MarksTable::changed(AssetMarks marks, const JudgementChange &change)
{
    Judgement &judgement = marks.judgement;
    judgement.rating =
        std::clamp(change.rating.value_or(judgement.rating), 0, Judgement::maxRating);
    judgement.rejected = change.rejected.value_or(judgement.rejected);
    judgement.starred = change.starred.value_or(judgement.starred);
    judgement.label = change.label.value_or(judgement.label);
    QSet<QString> gone;
    for (const QString &tag : change.removeTags)
        gone.insert(searchableText(tag));
    marks.tags.removeIf([&gone](const QString &tag) { return gone.contains(searchableText(tag)); });
    marks.tags = tidyTags(marks.tags + change.addTags);
    if (change.note)
        marks.note = change.note->trimmed().left(maxNote);
    return marks;
}

QStringList MarksTable::tidyTags(const QStringList &tags)
{
    // The spelling that was there first stays.
    QMap<QString, QString> byFolded;
    for (const QString &tag : tags) {
        const QString tidy = tag.simplified().left(maxTag).trimmed();
        const QString folded = searchableText(tidy);
        if (!folded.isEmpty() && !byFolded.contains(folded) && byFolded.size() < maxTags)
            byFolded.insert(folded, tidy);
    }
    return byFolded.values();
}

} // namespace peregrine
