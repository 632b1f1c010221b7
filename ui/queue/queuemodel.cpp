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

template <typename T> void QueueModel::plan(const T &item, const QueueRow &row, Plan &plan) const
{
    if (!isListed(item)) {
        if (item.shown)
            plan.gone.append(m_rows.find(item.key));
        return;
    }
    const QueueKey key = keyOf(item);
    if (item.shown && item.key == key)
        plan.kept.push_back(row);
    else if (item.shown)
        plan.rekeyed.emplace_back(row, key);
    else
        plan.fresh.push_back(row);
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
    Plan plan;
    for (QueueEntry *entry : changes.entries)
        this->plan(*entry, {entry, nullptr}, plan);
    for (QueueGroup *group : changes.groups)
        this->plan(*group, {nullptr, group}, plan);
    takeOut(plan.gone);
    rekey(plan.rekeyed);
    putIn(plan.fresh);
    QList<int> changed;
    for (const QueueRow &row : plan.kept)
        changed.append(m_rows.find(row.key()));
    for (const auto &[row, key] : plan.rekeyed)
        changed.append(m_rows.find(key));
    announceRows(std::move(changed));
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
        for (int row = rows.at(first); row <= rows.at(last); ++row)
            m_rows.at(row).setShown(false);
        m_rows.remove(rows.at(first), rows.at(last));
        endRemoveRows();
        last = first - 1;
    }
}

void QueueModel::rekey(const std::vector<std::pair<QueueRow, QueueKey>> &rows)
{
    QList<int> places;
    for (const auto &[row, key] : rows)
        places.append(m_rows.find(row.key()));
    for (auto [row, key] : rows)
        row.key() = key;
    // What does not pass another row needs no move.
    if (m_rows.isInOrderAt(places))
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<QueueRow> held;
    for (const QModelIndex &index : before)
        held.push_back(m_rows.at(index.row()));
    m_rows.reorder(places);
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
        const QueueRow &row = held.at(static_cast<size_t>(i));
        after.append(index(m_rows.find(row.key()), before.at(i).column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void QueueModel::putIn(std::vector<QueueRow> rows)
{
    for (QueueRow &row : rows)
        row.key() = row.entry ? keyOf(*row.entry) : keyOf(*row.group);
    m_rows.sort(rows);
    for (size_t first = 0; first < rows.size();) {
        const int place = m_rows.find(rows.at(first).key());
        const int count = m_rows.runLength(rows, first);
        beginInsertRows({}, place, place + count - 1);
        m_rows.insert(place, rows, first, count);
        for (int row = place; row < place + count; ++row)
            m_rows.at(row).setShown(true);
        endInsertRows();
        first += static_cast<size_t>(count);
    }
}

void QueueModel::rebuild()
{
    beginResetModel();
    m_rows.clear();
    const auto add = [this](auto &item, const QueueRow &row) {
        item.shown = isListed(item);
        if (!item.shown)
            return;
        item.key = keyOf(item);
        m_rows.append(row);
    };
    for (const auto &[id, group] : m_jobs.groups())
        group->hid = hides(*group);
    for (const auto &[id, entry] : m_jobs.entries())
        add(*entry, {entry.get(), nullptr});
    for (const auto &[id, group] : m_jobs.groups())
        add(*group, {nullptr, group.get()});
    m_rows.sort();
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
    if (changes.holdsChanged)
        Q_EMIT placesChanged();
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
        announceRows({m_rows.find(entry->key)});
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
    if (wanted == m_column && descending == m_rows.isDescending())
        return;
    m_column = wanted;
    m_rows.setDescending(descending);
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
    const QueueRow &at = m_rows.at(row);
    return at.entry ? &at.entry->job : nullptr;
}

BatchId QueueModel::headAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    const QueueRow &at = m_rows.at(row);
    return at.group ? at.group->id : BatchId();
}

QList<JobId> QueueModel::idsAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    const QueueRow &at = m_rows.at(row);
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
    return group && group->shown ? m_rows.find(group->key) : -1;
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
        return m_rows.find(entry->key);
    return entry->group->shown && hides(*entry->group) ? m_rows.find(entry->group->key) : -1;
}

int QueueModel::placeOf(const JobId &id) const
{
    const QueueEntry *entry = m_jobs.find(id);
    return entry ? m_jobs.placeOf(*entry) : -1;
}

int QueueModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows.size();
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
    const QueueRow &row = m_rows.at(index.row());
    if (row.group)
        return queuetext::headData(*row.group, role, hides(*row.group));
    if (role == GroupedRole)
        return !isSorted() && row.entry->group->hasHead();
    const auto usual = m_durations
        ? m_durations->usual(row.entry->job.server, row.entry->job.endpoint)
        : std::nullopt;
    return queuetext::jobData(*row.entry, index.column(), role,
                              {usual, m_jobs.sentBefore(*row.entry), m_paused});
}

} // namespace peregrine
