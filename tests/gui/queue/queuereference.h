#pragma once

#include "core/jobs/job.h"
#include "ui/queue/queuefilter.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QStringList>

namespace peregrine::test {

/// What the queue should list, worked out from scratch each time.
class QueueReference
{
public:
    void upsert(const Job &job);
    void remove(const JobId &id);
    void setWaiting(const QList<JobId> &order) { m_order = order; }
    void setFolded(const BatchId &group, bool folded) { m_folded.insert(group, folded); }
    void setFilter(const QueueFilter &filter) { m_filter = filter; }

    [[nodiscard]] QList<JobId> ids() const { return m_jobs.keys(); }
    [[nodiscard]] QList<JobId> waitingIds() const;
    /// A job by its id, a head as "[batch]".
    [[nodiscard]] QStringList rows() const;
    [[nodiscard]] QueueCounts counts() const;

private:
    struct Known
    {
        Job job;
        int section = 0;
        int arrival = 0;
        int number = 0;
    };

    [[nodiscard]] QList<double> placeOf(const Known &known) const;
    [[nodiscard]] bool matches(const Job &job) const;

    QHash<JobId, Known> m_jobs;
    QHash<BatchId, int> m_groupNumbers;
    QHash<BatchId, bool> m_folded;
    QList<JobId> m_order;
    QueueFilter m_filter;
    int m_arrival = 0;
    int m_number = 0;
};

} // namespace peregrine::test
