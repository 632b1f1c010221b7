#pragma once

#include "core/jobs/job.h"
#include "ui/queue/queuefilter.h"
#include "ui/queue/queuekey.h"

#include <QHash>
#include <QPixmap>

#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace peregrine {

struct QueueGroup;

/// A job with what its row needs.
struct QueueEntry
{
    Job job;
    QString title;
    /// Folded for search.
    QString searchText;
    QString searchIds;
    QPixmap picture;
    /// Newer jobs have larger ones.
    qint64 number = 0;
    /// Under way, waiting, ended; and the place in there.
    int section = 0;
    double order = 0;
    QueueGroup *group = nullptr;
    bool matches = true;
    /// As its row is listed, if it is.
    bool shown = false;
    QueueKey key;
};

struct HigherInQueue
{
    bool operator()(const QueueEntry *a, const QueueEntry *b) const;
};

/// Jobs that were sent together; a job alone is one, too.
struct QueueGroup
{
    BatchId id;
    qint64 number = 0;
    std::set<QueueEntry *, HigherInQueue> members;
    QueueCounts counts;
    /// How many of its jobs the filter lets through.
    int matching = 0;
    /// As the user wants it; else by how many there are.
    std::optional<bool> foldedByUser;
    /// Where it stands by its foremost job, as its jobs were keyed.
    int section = 0;
    double order = 0;
    bool hadHead = false;
    bool hid = false;
    bool shown = false;
    QueueKey key;

    /// Whether it has a row of its own.
    [[nodiscard]] bool hasHead() const { return members.size() > 1; }
    /// A few jobs are seen at once.
    [[nodiscard]] bool isFolded() const { return foldedByUser.value_or(members.size() > 4); }
};

/// What is to be looked at again after a change.
struct QueueChanges
{
    std::unordered_set<QueueEntry *> entries;
    std::unordered_set<QueueGroup *> groups;
    /// Gone: to be freed when their rows are.
    std::vector<std::unique_ptr<QueueEntry>> removed;
    /// What waits behind a job that was put on hold, or is not any more, goes earlier or later.
    bool holdsChanged = false;
};

/// All jobs of the queue with their groups, counts and places. Each call costs by what changes, not
/// by how many there are; only setWaiting() walks once along what waits. No rows, no signals.
class QueueJobs
{
public:
    QueueJobs() = default;
    QueueJobs(const QueueJobs &) = delete;
    QueueJobs &operator=(const QueueJobs &) = delete;

    void upsert(const QList<Job> &jobs, QueueChanges &changes);
    void remove(const QList<JobId> &ids, QueueChanges &changes);
    /// The jobs that wait, in the order in which they are sent.
    void setWaiting(const QList<JobId> &order, QueueChanges &changes);
    void setFilter(const QueueFilter &filter);
    /// Frees a group that has no jobs and no row any more.
    void forget(QueueGroup *group);

    [[nodiscard]] QueueEntry *find(const JobId &id) const;
    [[nodiscard]] QueueGroup *findGroup(const BatchId &id) const;
    [[nodiscard]] const QueueFilter &filter() const { return m_filter; }
    [[nodiscard]] const QueueCounts &counts() const { return m_counts; }
    [[nodiscard]] const QList<JobId> &waiting() const { return m_waiting; }
    /// Its place in what waits, 0 is the first; -1 when it does not wait or that is not known.
    [[nodiscard]] int placeOf(const QueueEntry &entry) const;
    /// How many are sent before it, among which those on hold are not; -1 like placeOf().
    [[nodiscard]] int sentBefore(const QueueEntry &entry) const;
    [[nodiscard]] const auto &entries() const { return m_entries; }
    [[nodiscard]] const auto &groups() const { return m_groups; }

private:
    struct Hash
    {
        template <typename T> size_t operator()(const T &id) const { return qHash(id); }
    };

    void take(QueueEntry &entry, const Job &job);
    /// When the order is as before but for jobs that are gone and new ones at the end: where these
    /// begin, and the numbers of all.
    [[nodiscard]] std::optional<qsizetype> joinedFrom(const QList<JobId> &order,
                                                      QList<double> &numbers) const;
    [[nodiscard]] QList<double> renumbered(const QList<JobId> &order) const;
    [[nodiscard]] bool waits(const JobId &id) const;
    void collectHeld();
    void join(QueueEntry &entry, QueueChanges &changes);
    void leave(QueueEntry &entry, QueueChanges &changes);
    [[nodiscard]] bool matches(const QueueEntry &entry) const;

    std::unordered_map<JobId, std::unique_ptr<QueueEntry>, Hash> m_entries;
    std::unordered_map<BatchId, std::unique_ptr<QueueGroup>, Hash> m_groups;
    QList<JobId> m_waiting;
    /// Of each job that waits, the number that its order comes from; they rise.
    QList<double> m_numbers;
    /// The numbers of those on hold; they rise.
    QList<double> m_held;
    /// Of jobs that are known to wait before they are known, or to wait again.
    QHash<JobId, double> m_early;
    /// Some that wait have lost their places since setWaiting(): all are to be looked at again.
    bool m_returned = false;
    QueueCounts m_counts;
    QueueFilter m_filter;
    QStringList m_words;
    qint64 m_number = 0;
    /// Counts up with each job that comes into a section.
    double m_arrival = 0;
};

} // namespace peregrine
