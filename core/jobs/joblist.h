#pragma once

#include "core/jobs/job.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <optional>

namespace peregrine {

/// The jobs that are listed, in memory, and the news about them. Knows nothing of sending or
/// keeping. One thread.
class JobList : public QObject
{
    Q_OBJECT

public:
    explicit JobList(QObject *parent = nullptr);

    /// Those that are listed already are left as they are.
    void add(const QList<Job> &jobs);
    /// Told with the next updated(). Nothing happens to one that is not listed.
    void update(const Job &job);
    /// As update(), for what nobody has to be told.
    void put(const Job &job);
    /// Tells now what update() has gathered.
    void flush();

    /// Jobs that are not active leave the list, and can be put back. Answers those that did.
    QList<JobId> dismiss(const QList<JobId> &ids);
    /// Out of the list for good, or forgotten as dismissed.
    void forget(const JobId &id);
    /// Back in the list, as they were when they were dismissed. Answers those that were.
    QList<JobId> restore(const QList<JobId> &ids);
    [[nodiscard]] bool isDismissed(const JobId &id) const { return m_dismissed.contains(id); }

    [[nodiscard]] bool contains(const JobId &id) const { return m_jobs.contains(id); }
    /// Null when not listed. Valid until the next change.
    [[nodiscard]] const Job *find(const JobId &id) const;
    /// The listed or dismissed job that has this request.
    [[nodiscard]] std::optional<Job> withRequest(const RequestId &request,
                                                 const QString &server) const;
    /// Of all listed jobs.
    [[nodiscard]] QSet<RequestId> requests() const;
    /// In the order in which they came.
    [[nodiscard]] QList<Job> all() const;
    [[nodiscard]] int activeCount() const;

Q_SIGNALS:
    void added(const QList<peregrine::Job> &jobs);
    /// At most some twenty times a second, each job once with its newest state.
    void updated(const QList<peregrine::Job> &jobs);
    void removed(const QList<peregrine::JobId> &ids);

private:
    QHash<JobId, Job> m_jobs;
    QList<JobId> m_order;
    /// Since the last flush(), in the order of the changes.
    QList<JobId> m_changed;
    QSet<JobId> m_isChanged;
    QHash<JobId, Job> m_dismissed;
    QTimer m_flush;
};

} // namespace peregrine
