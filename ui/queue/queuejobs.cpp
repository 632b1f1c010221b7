#include "ui/queue/queuejobs.h"

#include "ui/queue/waitingorder.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace peregrine {

namespace {

constexpr int waitingSection = 1;
/// Behind all whose place is known.
constexpr double unplaced = 1e15;
/// Between one that waits and the next that joins.
constexpr double joinStep = 1024;
/// Of a prompt; a longer one is not searched to its end.
constexpr qsizetype longestSearched = 4'000;
/// Every id has any digit and most short words of a to f.
constexpr qsizetype shortestPartOfId = 6;

int sectionOf(JobState state)
{
    if (state == JobState::Waiting)
        return waitingSection;
    // What is unknown wants to be decided about.
    return hasEnded(state) ? 2 : 0;
}

QString searchTextOf(const Job &job, const QString &title)
{
    const QStringList parts{title.left(longestSearched), job.modelTitle, job.endpoint.toString(),
                            job.server};
    return parts.join(u'\n').toCaseFolded();
}

QString searchIdsOf(const Job &job)
{
    return (job.request.toString() + u'\n' + job.id.toString()).toCaseFolded();
}

BatchId groupIdOf(const Job &job)
{
    return job.batch.isEmpty() ? BatchId(job.id.toString()) : job.batch;
}

bool isHeld(const QueueEntry &entry)
{
    return entry.section == waitingSection && entry.job.held;
}

} // namespace

bool HigherInQueue::operator()(const QueueEntry *a, const QueueEntry *b) const
{
    return std::tuple(a->section, a->order, -a->number)
        < std::tuple(b->section, b->order, -b->number);
}

QueueEntry *QueueJobs::find(const JobId &id) const
{
    const auto it = m_entries.find(id);
    return it == m_entries.cend() ? nullptr : it->second.get();
}

QueueGroup *QueueJobs::findGroup(const BatchId &id) const
{
    const auto it = m_groups.find(id);
    return it == m_groups.cend() ? nullptr : it->second.get();
}

bool QueueJobs::matches(const QueueEntry &entry) const
{
    return m_filter.wants(entry.job.state)
        && std::all_of(m_words.cbegin(), m_words.cend(), [&entry](const QString &word) {
               return entry.searchText.contains(word)
                   || (word.size() >= shortestPartOfId && entry.searchIds.contains(word));
           });
}

void QueueJobs::take(QueueEntry &entry, const Job &job)
{
    const bool isNew = entry.number == 0;
    if (isNew)
        entry.number = ++m_number;
    // Its inputs stay what they are but for files, which become addresses.
    const bool textChanged =
        isNew || entry.job.request != job.request || entry.job.input != job.input;
    const int section = sectionOf(job.state);
    if (isNew || section != entry.section) {
        m_returned = m_returned || (!isNew && section == waitingSection);
        m_arrival += 1;
        entry.section = section;
        if (section == waitingSection)
            entry.order = m_early.contains(job.id) ? m_early.take(job.id) : unplaced + m_arrival;
        else
            entry.order = hasEnded(job.state) ? -m_arrival : m_arrival;
    }
    entry.job = job;
    if (textChanged) {
        entry.title = job.title();
        entry.searchText = searchTextOf(job, entry.title);
        entry.searchIds = searchIdsOf(job);
    }
    entry.matches = matches(entry);
}

void QueueJobs::join(QueueEntry &entry, QueueChanges &changes)
{
    auto &group = m_groups[groupIdOf(entry.job)];
    if (!group) {
        group = std::make_unique<QueueGroup>();
        group->id = groupIdOf(entry.job);
        group->number = entry.number;
    }
    entry.group = group.get();
    group->members.insert(&entry);
    group->counts.add(entry.job.state, 1);
    group->matching += entry.matches ? 1 : 0;
    m_counts.add(entry.job.state, 1);
    if (isHeld(entry))
        m_held.insert(std::lower_bound(m_held.cbegin(), m_held.cend(), entry.order), entry.order);
    changes.entries.insert(&entry);
    changes.groups.insert(group.get());
}

void QueueJobs::leave(QueueEntry &entry, QueueChanges &changes)
{
    QueueGroup *group = entry.group;
    group->members.erase(&entry);
    group->counts.add(entry.job.state, -1);
    group->matching -= entry.matches ? 1 : 0;
    m_counts.add(entry.job.state, -1);
    if (isHeld(entry))
        m_held.erase(std::lower_bound(m_held.cbegin(), m_held.cend(), entry.order));
    changes.groups.insert(group);
}

void QueueJobs::upsert(const QList<Job> &jobs, QueueChanges &changes)
{
    for (const Job &job : jobs) {
        std::unique_ptr<QueueEntry> &entry = m_entries[job.id];
        const bool wasHeld = entry && isHeld(*entry);
        if (entry)
            leave(*entry, changes);
        else
            entry = std::make_unique<QueueEntry>();
        take(*entry, job);
        join(*entry, changes);
        changes.holdsChanged = changes.holdsChanged || isHeld(*entry) != wasHeld;
    }
}

void QueueJobs::remove(const QList<JobId> &ids, QueueChanges &changes)
{
    for (const JobId &id : ids) {
        const auto it = m_entries.find(id);
        if (it == m_entries.cend())
            continue;
        m_returned = m_returned || it->second->section == waitingSection;
        leave(*it->second, changes);
        changes.entries.insert(it->second.get());
        changes.removed.push_back(std::move(it->second));
        m_entries.erase(it);
    }
}

int QueueJobs::placeOf(const QueueEntry &entry) const
{
    if (entry.section != waitingSection)
        return -1;
    const auto place = std::lower_bound(m_numbers.cbegin(), m_numbers.cend(), entry.order);
    const bool isPlaced = place != m_numbers.cend() && *place == entry.order;
    return isPlaced ? static_cast<int>(place - m_numbers.cbegin()) : -1;
}

int QueueJobs::sentBefore(const QueueEntry &entry) const
{
    const int place = placeOf(entry);
    const auto held = std::lower_bound(m_held.cbegin(), m_held.cend(), entry.order);
    return place < 0 ? -1 : place - static_cast<int>(held - m_held.cbegin());
}

bool QueueJobs::waits(const JobId &id) const
{
    const QueueEntry *entry = find(id);
    return entry && entry->section == waitingSection;
}

std::optional<qsizetype> QueueJobs::joinedFrom(const QList<JobId> &order,
                                               QList<double> &numbers) const
{
    qsizetype old = 0;
    qsizetype joined = 0;
    for (const JobId &id : order) {
        while (old < m_waiting.size() && m_waiting.at(old) != id && !waits(m_waiting.at(old)))
            ++old;
        if (old < m_waiting.size() && m_waiting.at(old) != id)
            return std::nullopt;
        if (old < m_waiting.size()) {
            numbers.append(m_numbers.at(old++));
            ++joined;
        } else {
            numbers.append(numbers.isEmpty() ? 0 : numbers.constLast() + joinStep);
        }
    }
    const bool othersWait = std::any_of(m_waiting.cbegin() + old, m_waiting.cend(),
                                        [this](const JobId &id) { return waits(id); });
    return othersWait ? std::nullopt : std::optional(joined);
}

QList<double> QueueJobs::renumbered(const QList<JobId> &order) const
{
    QList<std::optional<double>> old;
    for (const JobId &id : order) {
        const QueueEntry *entry = find(id);
        const bool isPlaced = entry && entry->section == waitingSection && entry->order < unplaced;
        old.append(isPlaced ? std::optional(entry->order) : std::nullopt);
    }
    return risingNumbers(old);
}

void QueueJobs::setWaiting(const QList<JobId> &order, QueueChanges &changes)
{
    QList<double> numbers;
    numbers.reserve(order.size());
    const auto joined = m_returned ? std::nullopt : joinedFrom(order, numbers);
    if (!joined) {
        numbers = renumbered(order);
        m_early.clear();
        m_returned = false;
    }
    m_waiting = order;
    m_numbers = numbers;
    for (qsizetype i = joined.value_or(0); i < order.size(); ++i) {
        QueueEntry *entry = find(order.at(i));
        if (!entry || entry->section != waitingSection) {
            m_early.insert(order.at(i), numbers.at(i));
            continue;
        }
        if (entry->order == numbers.at(i))
            continue;
        entry->group->members.erase(entry);
        entry->order = numbers.at(i);
        entry->group->members.insert(entry);
        changes.entries.insert(entry);
        changes.groups.insert(entry->group);
    }
    collectHeld();
}

void QueueJobs::collectHeld()
{
    if (m_held.isEmpty())
        return;
    m_held.clear();
    for (const auto &[id, entry] : m_entries) {
        if (isHeld(*entry))
            m_held.append(entry->order);
    }
    std::sort(m_held.begin(), m_held.end());
}

void QueueJobs::setFilter(const QueueFilter &filter)
{
    m_filter = filter;
    m_words = filter.words();
    for (const auto &[id, group] : m_groups)
        group->matching = 0;
    for (const auto &[id, entry] : m_entries) {
        entry->matches = matches(*entry);
        entry->group->matching += entry->matches ? 1 : 0;
    }
}

void QueueJobs::forget(QueueGroup *group)
{
    if (group->members.empty() && !group->shown)
        m_groups.erase(group->id);
}

} // namespace peregrine
