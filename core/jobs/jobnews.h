#pragma once

#include "core/jobs/job.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>
#include <QString>

namespace peregrine {

class JobManager;

/// How a batch has ended, when nothing of it is under way any more. A job alone is a batch of one.
struct BatchNews
{
    BatchId batch;
    QString title;
    int done = 0;
    int failed = 0;
    int canceled = 0;
    /// Their fate is not known.
    int unknown = 0;
    /// One with a result, where there is one; else one of the others.
    JobId job;

    [[nodiscard]] int total() const { return done + failed + canceled + unknown; }
};

/// What somebody who is not looking wants to know: how far the work is, and when a batch has ended.
/// Counts from the moment the queue was empty last.
class JobNews : public QObject
{
    Q_OBJECT

public:
    /// The jobs must outlive it.
    explicit JobNews(JobManager &jobs, QObject *parent = nullptr);

    /// Jobs that are under way or wait, and all since the queue was empty last.
    [[nodiscard]] int active() const { return static_cast<int>(m_active.size()); }
    [[nodiscard]] int ended() const { return m_ended; }
    [[nodiscard]] int total() const { return active() + m_ended; }

Q_SIGNALS:
    void progressChanged();
    void batchEnded(const peregrine::BatchNews &news);

private:
    void take(const QList<Job> &jobs);
    void end(const Job &job);

    QSet<JobId> m_active;
    /// Of batches that have active jobs.
    QHash<BatchId, QSet<JobId>> m_open;
    QHash<BatchId, BatchNews> m_news;
    int m_ended = 0;
};

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::BatchNews)
