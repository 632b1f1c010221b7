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
/// Of a prompt; a longer one is not searched to its end.
constexpr qsizetype longestSearched = 4'000;

int sectionOf(JobState state)
{
    if (state == JobState::Waiting)
        return waitingSection;
    // What is unknown wants to be decided about.
    return hasEnded(state) ? 2 : 0;
}

QString searchTextOf(const Job &job, const QString &title)
{
    const QStringList parts{title.left(longestSearched), job.modelTitle,
                            job.endpoint.toString(),     job.server,
                            job.request.toString(),      job.id.toString()};
    return parts.join(u'\n').toCaseFolded();
}

BatchId groupIdOf(const Job &job)
{
    return job.batch.isEmpty() ? BatchId(job.id.toString()) : job.batch;
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
        && std::all_of(m_words.cbegin(), m_words.cend(),
                       [&entry](const QString &word) { return entry.searchText.contains(word); });
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
        m_arrival += 1;
        entry.section = section;
        entry.place = -1;
        if (section == waitingSection)
            entry.order = unplaced + m_arrival;
        else
            entry.order = hasEnded(job.state) ? -m_arrival : m_arrival;
    }
    entry.job = job;
    if (textChanged) {
        entry.title = job.title();
        entry.searchText = searchTextOf(job, entry.title);
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
    changes.groups.insert(group);
}

void QueueJobs::upsert(const QList<Job> &jobs, QueueChanges &changes)
{
    for (const Job &job : jobs) {
        std::unique_ptr<QueueEntry> &entry = m_entries[job.id];
        if (entry)
            leave(*entry, changes);
        else
            entry = std::make_unique<QueueEntry>();
        take(*entry, job);
        join(*entry, changes);
    }
}

void QueueJobs::remove(const QList<JobId> &ids, QueueChanges &changes)
{
    for (const JobId &id : ids) {
        const auto it = m_entries.find(id);
        if (it == m_entries.cend())
            continue;
        leave(*it->second, changes);
        changes.entries.insert(it->second.get());
        changes.removed.push_back(std::move(it->second));
        m_entries.erase(it);
    }
}

void QueueJobs::setWaiting(const QList<JobId> &order, QueueChanges &changes)
{
    m_waiting = order;
    std::vector<QueueEntry *> entries;
    QList<std::optional<double>> old;
    for (qsizetype i = 0; i < order.size(); ++i) {
        QueueEntry *entry = find(order.at(i));
        if (!entry || entry->section != waitingSection)
            continue;
        entry->place = static_cast<int>(i);
        entries.push_back(entry);
        old.append(entry->order < unplaced ? std::optional(entry->order) : std::nullopt);
    }
    const QList<double> numbers = risingNumbers(old);
    for (size_t i = 0; i < entries.size(); ++i) {
        QueueEntry &entry = *entries.at(i);
        const double number = numbers.at(static_cast<qsizetype>(i));
        if (entry.order == number)
            continue;
        entry.group->members.erase(&entry);
        entry.order = number;
        entry.group->members.insert(&entry);
        changes.entries.insert(&entry);
        changes.groups.insert(entry.group);
    }
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
