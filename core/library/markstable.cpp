#include "core/library/markstable.h"

#include "core/base/textmatch.h"
#include "core/library/libraryquery.h"
#include "core/library/sqlhelpers.h"

#include <QCoreApplication>
#include <QMap>
#include <QSet>

#include <algorithm>

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

/// Qt binds a null string as NULL, which the columns refuse.
QString text(const QString &value)
{
    return value.isNull() ? QStringLiteral("") : value;
}

} // namespace

MarksTable::MarksTable(const QSqlDatabase &database)
    : m_database(database)
{ }

Expected<AssetMarks, Error> MarksTable::read(const AssetId &id) const
{
    auto row = execute(m_database,
                       QStringLiteral("SELECT rating, rejected, starred, label, note, number"
                                      " FROM assets WHERE id = ?"),
                       {id.toString()});
    if (!row)
        return Unexpected{row.error()};
    if (!row->next())
        return Unexpected{noSuchAsset()};
    AssetMarks marks;
    marks.id = id;
    marks.judgement.rating = std::clamp(row->value(0).toInt(), 0, Judgement::maxRating);
    marks.judgement.rejected = row->value(1).toBool();
    marks.judgement.starred = row->value(2).toBool();
    marks.judgement.label = colorLabelFromName(row->value(3).toString()).value_or(ColorLabel::None);
    marks.note = row->value(4).toString();
    auto tags =
        execute(m_database,
                QStringLiteral("SELECT tags.name FROM asset_tags JOIN tags ON tags.number = tag"
                               " WHERE asset = ? ORDER BY tags.folded"),
                {row->value(5)});
    if (!tags)
        return Unexpected{tags.error()};
    while (tags->next())
        marks.tags.append(tags->value(0).toString());
    return marks;
}

Expected<Done, Error> MarksTable::write(const AssetMarks &marks) const
{
    const auto number = scalar(m_database, QStringLiteral("SELECT number FROM assets WHERE id = ?"),
                               {marks.id.toString()});
    if (!number)
        return Unexpected{number.error()};
    if (number->isNull())
        return Done{};
    const Judgement &judgement = marks.judgement;
    const auto done =
        execute(m_database,
                QStringLiteral("UPDATE assets SET rating = ?, rejected = ?, starred = ?, label = ?,"
                               " note = ? WHERE number = ?"),
                {std::clamp(judgement.rating, 0, Judgement::maxRating), judgement.rejected,
                 judgement.starred, colorLabelName(judgement.label), text(marks.note), *number});
    if (!done)
        return Unexpected{done.error()};
    if (auto written = writeTags(number->toLongLong(), marks.tags); !written)
        return written;
    return writeWords(number->toLongLong(), marks);
}

Expected<Done, Error> MarksTable::writeTags(qint64 asset, const QStringList &tags) const
{
    if (auto done =
            execute(m_database, QStringLiteral("DELETE FROM asset_tags WHERE asset = ?"), {asset});
        !done)
        return Unexpected{done.error()};
    for (const QString &tag : tags) {
        if (auto done =
                execute(m_database,
                        QStringLiteral("INSERT OR IGNORE INTO tags (name, folded) VALUES (?, ?)"),
                        {tag, foldedForMatch(tag)});
            !done)
            return Unexpected{done.error()};
        if (auto done = execute(m_database,
                                QStringLiteral("INSERT OR IGNORE INTO asset_tags (asset, tag)"
                                               " SELECT ?, number FROM tags WHERE folded = ?"),
                                {asset, foldedForMatch(tag)});
            !done)
            return Unexpected{done.error()};
    }
    return Done{};
}

Expected<Done, Error> MarksTable::writeWords(qint64 asset, const AssetMarks &marks) const
{
    // Most changes are stars: the index over the words is not touched for them.
    const auto done =
        execute(m_database,
                QStringLiteral("INSERT INTO asset_words (asset, tags, note) VALUES (?, ?, ?)"
                               " ON CONFLICT (asset) DO UPDATE SET tags = excluded.tags,"
                               " note = excluded.note WHERE tags <> excluded.tags"
                               " OR note <> excluded.note"),
                {asset, text(foldedForMatch(marks.tags.join(u'\n'))),
                 text(foldedForMatch(marks.note.simplified()))});
    if (!done)
        return Unexpected{done.error()};
    return Done{};
}

Expected<Done, Error> MarksTable::forgetUnusedTags() const
{
    const auto done =
        execute(m_database,
                QStringLiteral("DELETE FROM tags WHERE NOT EXISTS (SELECT 1 FROM asset_tags"
                               " WHERE asset_tags.tag = tags.number)"));
    if (!done)
        return Unexpected{done.error()};
    return Done{};
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
        gone.insert(foldedForMatch(tag.simplified()));
    marks.tags.removeIf([&gone](const QString &tag) { return gone.contains(foldedForMatch(tag)); });
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
        const QString folded = foldedForMatch(tidy);
        if (!folded.isEmpty() && !byFolded.contains(folded) && byFolded.size() < maxTags)
            byFolded.insert(folded, tidy);
    }
    return byFolded.values();
}

} // namespace peregrine
