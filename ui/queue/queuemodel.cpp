#include "ui/queue/queuemodel.h"

#include "core/jobs/durationbook.h"
#include "ui/queue/queuetext.h"

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

/// A row's picture at twice its size, for screens that are that fine.
constexpr int pictureEdge = 88;

} // namespace

QueueModel::QueueModel(QObject *parent)
    : QAbstractTableModel(parent)
{ }

QueueModel::~QueueModel() = default;

bool QueueModel::goesBefore(const QueueKey &a, const QueueKey &b) const
{
    return standsBefore(a, b, m_descending);
}

int QueueModel::find(const QueueKey &key) const
{
    const auto place = std::lower_bound(
        m_rows.cbegin(), m_rows.cend(), key,
        [this](const Row &row, const QueueKey &wanted) { return goesBefore(row.key, wanted); });
    return static_cast<int>(place - m_rows.cbegin());
}

bool QueueModel::hides(const QueueGroup &group) const
{
    return !isSorted() && group.hasHead() && group.isFolded() && m_jobs.filter().text.isEmpty();
}

bool QueueModel::isListed(const QueueEntry &entry) const
{
    return m_jobs.find(entry.job.id) == &entry && entry.matches && !hides(*entry.group);
}

bool QueueModel::isListed(const QueueGroup &group) const
{
    return !isSorted() && group.hasHead() && group.matching > 0;
}

QueueKey QueueModel::keyOf(const QueueEntry &entry) const
{
    QueueKey key;
    key.isJob = true;
    key.job = entry.number;
    if (isSorted()) {
        const queuetext::SortValue value = queuetext::sortValue(entry, Column(m_column));
        key.number = value.number;
        key.text = value.text;
        return key;
    }
    key.section = entry.group->section;
    key.order = entry.group->order;
    key.group = entry.group->number;
    key.jobSection = entry.section;
    key.jobOrder = entry.order;
    return key;
}

QueueKey QueueModel::keyOf(const QueueGroup &group) const
{
    QueueKey key;
    key.section = group.section;
    key.order = group.order;
    key.group = group.number;
    return key;
}

void QueueModel::addMembers(QueueGroup &group, QueueChanges &changes)
{
    changes.entries.insert(group.members.cbegin(), group.members.cend());
}

template <typename T>
void QueueModel::sortOut(T &item, QList<int> &gone, std::vector<Row> &fresh,
                         std::vector<Row> &rekeyed, QList<int> &kept)
{
    const auto row = [&item](const QueueKey &key) {
        if constexpr (std::is_same_v<T, QueueEntry>)
            return Row{key, &item, nullptr};
        else
            return Row{key, nullptr, &item};
    };
    if (!isListed(item)) {
        if (std::exchange(item.shown, false))
            gone.append(find(item.key));
        return;
    }
    const QueueKey key = keyOf(item);
    if (!item.shown)
        fresh.push_back(row(key));
    else if (item.key == key)
        kept.append(find(key));
    else
        rekeyed.push_back(row(key));
    item.shown = true;
}

void QueueModel::apply(QueueChanges &changes)
{
    for (QueueGroup *group : changes.groups) {
        if (group->members.empty())
            continue;
        const QueueEntry *first = *group->members.cbegin();
        const bool moved = group->section != first->section || group->order != first->order;
        if (!moved && group->hadHead == group->hasHead() && group->hid == hides(*group))
            continue;
        group->section = first->section;
        group->order = first->order;
        group->hadHead = group->hasHead();
        group->hid = hides(*group);
        addMembers(*group, changes);
    }
    QList<int> gone;
    QList<int> kept;
    std::vector<Row> fresh;
    std::vector<Row> rekeyed;
    for (QueueEntry *entry : changes.entries)
        sortOut(*entry, gone, fresh, rekeyed, kept);
    for (QueueGroup *group : changes.groups)
        sortOut(*group, gone, fresh, rekeyed, kept);

    // Rows that stay are announced by what they are: the others change their numbers.
    std::vector<Row> same;
    for (const int row : std::as_const(kept))
        same.push_back(m_rows.at(static_cast<size_t>(row)));
    takeOut(std::move(gone));
    kept.clear();
    rekey(rekeyed);
    putIn(std::move(fresh));
    same.insert(same.end(), rekeyed.cbegin(), rekeyed.cend());
    for (const Row &row : same)
        kept.append(find(row.key));
    announceRows(std::move(kept));
    for (QueueGroup *group : changes.groups)
        m_jobs.forget(group);
}

void QueueModel::takeOut(QList<int> rows)
{
    std::sort(rows.begin(), rows.end());
    for (qsizetype last = rows.size() - 1; last >= 0;) {
        qsizetype first = last;
        while (first > 0 && rows.at(first - 1) == rows.at(first) - 1)
            --first;
        beginRemoveRows({}, rows.at(first), rows.at(last));
        m_rows.erase(m_rows.begin() + rows.at(first), m_rows.begin() + rows.at(last) + 1);
        endRemoveRows();
        last = first - 1;
    }
}

void QueueModel::rekey(const std::vector<Row> &rows)
{
    if (rows.empty())
        return;
    std::vector<size_t> places;
    for (const Row &row : rows)
        places.push_back(static_cast<size_t>(find(row.entry ? row.entry->key : row.group->key)));
    for (size_t i = 0; i < rows.size(); ++i) {
        Row &row = m_rows.at(places.at(i));
        row.key = rows.at(i).key;
        (row.entry ? row.entry->key : row.group->key) = row.key;
    }
    const auto goes = [this](const Row &a, const Row &b) { return goesBefore(a.key, b.key); };
    // What does not pass another row needs no move.
    const bool inOrder = std::all_of(places.cbegin(), places.cend(), [&](size_t place) {
        return (place == 0 || goes(m_rows.at(place - 1), m_rows.at(place)))
            && (place + 1 == m_rows.size() || goes(m_rows.at(place), m_rows.at(place + 1)));
    });
    if (inOrder)
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<Row> held;
    for (const QModelIndex &index : before)
        held.push_back(m_rows.at(static_cast<size_t>(index.row())));
    std::sort(places.begin(), places.end());
    std::vector<Row> moved;
    for (const size_t place : places)
        moved.push_back(m_rows.at(place));
    // What stays closes up, what moves is merged in.
    size_t kept = places.front();
    for (size_t from = kept, next = 0; from < m_rows.size(); ++from) {
        if (next < places.size() && places.at(next) == from)
            ++next;
        else
            m_rows.at(kept++) = std::move(m_rows.at(from));
    }
    std::sort(moved.begin(), moved.end(), goes);
    std::move(moved.begin(), moved.end(), m_rows.begin() + static_cast<std::ptrdiff_t>(kept));
    std::inplace_merge(m_rows.begin(), m_rows.begin() + static_cast<std::ptrdiff_t>(kept),
                       m_rows.end(), goes);
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after.append(index(find(held.at(static_cast<size_t>(i)).key), before.at(i).column()));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void QueueModel::putIn(std::vector<Row> rows)
{
    std::sort(rows.begin(), rows.end(),
              [this](const Row &a, const Row &b) { return goesBefore(a.key, b.key); });
    for (size_t first = 0; first < rows.size();) {
        const int place = find(rows.at(first).key);
        size_t end = first + 1;
        const bool isLast = static_cast<size_t>(place) == m_rows.size();
        while (
            end < rows.size()
            && (isLast || goesBefore(rows.at(end).key, m_rows.at(static_cast<size_t>(place)).key)))
            ++end;
        const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(first);
        const auto stop = rows.begin() + static_cast<std::ptrdiff_t>(end);
        for (auto row = begin; row != stop; ++row)
            (row->entry ? row->entry->key : row->group->key) = row->key;
        beginInsertRows({}, place, place + static_cast<int>(end - first) - 1);
        m_rows.insert(m_rows.begin() + place, begin, stop);
        endInsertRows();
        first = end;
    }
}

void QueueModel::rebuild()
{
    beginResetModel();
    m_rows.clear();
    const auto add = [this](auto &item, Row row) {
        item.shown = isListed(item);
        if (!item.shown)
            return;
        item.key = keyOf(item);
        row.key = item.key;
        m_rows.push_back(row);
    };
    for (const auto &[id, group] : m_jobs.groups())
        group->hid = hides(*group);
    for (const auto &[id, entry] : m_jobs.entries())
        add(*entry, Row{{}, entry.get(), nullptr});
    for (const auto &[id, group] : m_jobs.groups())
        add(*group, Row{{}, nullptr, group.get()});
    std::sort(m_rows.begin(), m_rows.end(),
              [this](const Row &a, const Row &b) { return goesBefore(a.key, b.key); });
    endResetModel();
}

void QueueModel::announceRows(QList<int> rows)
{
    std::sort(rows.begin(), rows.end());
    for (qsizetype first = 0; first < rows.size();) {
        qsizetype last = first;
        while (last + 1 < rows.size() && rows.at(last + 1) - rows.at(last) <= 1)
            ++last;
        Q_EMIT dataChanged(index(rows.at(first), 0), index(rows.at(last), ColumnCount - 1));
        first = last + 1;
    }
}

void QueueModel::upsert(const QList<Job> &jobs)
{
    QueueChanges changes;
    m_jobs.upsert(jobs, changes);
    apply(changes);
    Q_EMIT countsChanged();
}

void QueueModel::remove(const QList<JobId> &ids)
{
    QueueChanges changes;
    m_jobs.remove(ids, changes);
    if (changes.removed.empty())
        return;
    apply(changes);
    Q_EMIT countsChanged();
}

void QueueModel::setWaiting(const QList<JobId> &order, bool paused)
{
    QueueChanges changes;
    m_paused = paused;
    m_jobs.setWaiting(order, changes);
    apply(changes);
    Q_EMIT placesChanged();
    Q_EMIT countsChanged();
}

void QueueModel::setThumbnail(const JobId &id, const QPixmap &thumbnail)
{
    QueueEntry *entry = m_jobs.find(id);
    if (!entry)
        return;
    entry->picture = thumbnail.scaled(pictureEdge, pictureEdge, Qt::KeepAspectRatioByExpanding,
                                      Qt::SmoothTransformation);
    if (entry->shown)
        announceRows({find(entry->key)});
}

void QueueModel::setFilter(const QueueFilter &filter)
{
    if (filter == m_jobs.filter())
        return;
    m_jobs.setFilter(filter);
    rebuild();
}

void QueueModel::sort(int column, Qt::SortOrder order)
{
    const bool descending = column >= 0 && order == Qt::DescendingOrder;
    const int wanted = column < ColumnCount ? std::max(column, -1) : -1;
    if (wanted == m_column && descending == m_descending)
        return;
    m_column = wanted;
    m_descending = descending;
    rebuild();
}

void QueueModel::setFolded(const BatchId &id, bool folded)
{
    QueueGroup *group = m_jobs.findGroup(id);
    if (!group)
        return;
    group->foldedByUser = folded;
    QueueChanges changes;
    changes.groups.insert(group);
    apply(changes);
}

bool QueueModel::isFolded(const BatchId &id) const
{
    const QueueGroup *group = m_jobs.findGroup(id);
    return group && hides(*group);
}

void QueueModel::setDurations(const DurationBook &durations)
{
    m_durations = &durations;
    connect(m_durations, &DurationBook::changed, this, &QueueModel::placesChanged);
}

const Job *QueueModel::jobAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return nullptr;
    const Row &at = m_rows.at(static_cast<size_t>(row));
    return at.entry ? &at.entry->job : nullptr;
}

BatchId QueueModel::headAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    const Row &at = m_rows.at(static_cast<size_t>(row));
    return at.group ? at.group->id : BatchId();
}

QList<JobId> QueueModel::idsAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    const Row &at = m_rows.at(static_cast<size_t>(row));
    if (at.entry)
        return {at.entry->job.id};
    QList<JobId> ids;
    for (const QueueEntry *member : at.group->members) {
        if (member->matches)
            ids.append(member->job.id);
    }
    return ids;
}

BatchId QueueModel::headOf(const JobId &id) const
{
    const QueueEntry *entry = m_jobs.find(id);
    return entry && entry->group->shown ? entry->group->id : BatchId();
}

int QueueModel::rowOfHead(const BatchId &id) const
{
    const QueueGroup *group = m_jobs.findGroup(id);
    return group && group->shown ? find(group->key) : -1;
}

const Job *QueueModel::job(const JobId &id) const
{
    const QueueEntry *entry = m_jobs.find(id);
    return entry ? &entry->job : nullptr;
}

int QueueModel::rowOf(const JobId &id) const
{
    const QueueEntry *entry = m_jobs.find(id);
    if (!entry)
        return -1;
    if (entry->shown)
        return find(entry->key);
    return entry->group->shown && hides(*entry->group) ? find(entry->group->key) : -1;
}

int QueueModel::placeOf(const JobId &id) const
{
    const QueueEntry *entry = m_jobs.find(id);
    return entry ? m_jobs.placeOf(*entry) : -1;
}

int QueueModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int QueueModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return queuetext::columnTitle(Column(section));
}

QVariant QueueModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(static_cast<size_t>(index.row()));
    if (row.group)
        return queuetext::headData(*row.group, role, hides(*row.group));
    if (role == GroupedRole)
        return !isSorted() && row.entry->group->hasHead();
    const auto usual = m_durations
        ? m_durations->usual(row.entry->job.server, row.entry->job.endpoint)
        : std::nullopt;
    return queuetext::jobData(*row.entry, index.column(), role,
                              {usual, m_jobs.placeOf(*row.entry), m_paused});
}

} // namespace peregrine
