#include "ui/gallery/galleryarrangement.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

/// Local days of times that mostly follow each other: the calendar is asked once a day, not once a
/// row.
class DayFinder
{
public:
    [[nodiscard]] QDate dayOf(qint64 time)
    {
        if (time < m_from || time >= m_until) {
            m_day = QDateTime::fromMSecsSinceEpoch(time).date();
            m_from = m_day.startOfDay().toMSecsSinceEpoch();
            m_until = m_day.addDays(1).startOfDay().toMSecsSinceEpoch();
        }
        return m_day;
    }

private:
    QDate m_day;
    qint64 m_from = 0;
    qint64 m_until = 0;
};

qint64 keyOf(const LibraryEntry &entry, GalleryGrouping grouping)
{
    switch (grouping) {
    case GalleryGrouping::Model:
        return entry.model;
    case GalleryGrouping::Prompt:
        return entry.prompt;
    case GalleryGrouping::Batch:
        return entry.batch;
    case GalleryGrouping::None:
    case GalleryGrouping::Day:
        break;
    }
    return 0;
}

void groupEntries(QList<LibraryEntry> &entries, GalleryGrouping grouping)
{
    QHash<qint64, qsizetype> groups;
    QList<QList<LibraryEntry>> grouped;
    for (const LibraryEntry &entry : std::as_const(entries)) {
        const qint64 key = keyOf(entry, grouping);
        auto it = groups.constFind(key);
        if (it == groups.cend()) {
            it = groups.insert(key, grouped.size());
            grouped.emplaceBack();
        }
        grouped[*it].append(entry);
    }
    const auto count = entries.size();
    entries.clear();
    entries.reserve(count);
    for (const QList<LibraryEntry> &group : std::as_const(grouped))
        entries.append(group);
}

} // namespace

GalleryArrangement arrangeGallery(LibraryIndex index, GalleryGrouping grouping)
{
    if (grouping != GalleryGrouping::None && grouping != GalleryGrouping::Day)
        groupEntries(index.entries, grouping);
    GalleryArrangement arrangement;
    arrangement.sections = gallerySections(index.entries, grouping);
    arrangement.rows.reserve(index.entries.size());
    for (qsizetype row = 0; row < index.entries.size(); ++row)
        arrangement.rows.insert(index.entries.at(row).id, int(row));
    arrangement.entries = std::move(index.entries);
    arrangement.models = std::move(index.models);
    return arrangement;
}

QList<GallerySection> gallerySections(const QList<LibraryEntry> &entries, GalleryGrouping grouping)
{
    QList<GallerySection> sections;
    DayFinder days;
    qint64 lastKey = 0;
    for (qsizetype row = 0; row < entries.size(); ++row) {
        const LibraryEntry &entry = entries.at(row);
        const qint64 key = keyOf(entry, grouping);
        const QDate day = grouping == GalleryGrouping::Day ? days.dayOf(entry.createdAt) : QDate();
        const bool same = !sections.isEmpty() && key == lastKey && day == sections.constLast().day;
        if (same) {
            ++sections.last().count;
            continue;
        }
        GallerySection section;
        section.first = int(row);
        section.count = 1;
        section.day = day;
        section.model = grouping == GalleryGrouping::Model ? entry.model : -1;
        section.hasKey = key != 0 && grouping != GalleryGrouping::Model;
        sections.append(section);
        lastKey = key;
    }
    return sections;
}

} // namespace peregrine
