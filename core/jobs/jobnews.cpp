#include "core/jobs/jobnews.h"

#include "core/jobs/jobmanager.h"

namespace peregrine {

JobNews::JobNews(JobManager &jobs, QObject *parent)
    : QObject(parent)
{
    connect(&jobs, &JobManager::jobsAdded, this, &JobNews::take);
    connect(&jobs, &JobManager::jobsUpdated, this, &JobNews::take);
    connect(&jobs, &JobManager::jobEnded, this, [this](const Job &job) { take({job}); });
}

void JobNews::take(const QList<Job> &jobs)
{
    const int before = m_ended;
    const auto activeBefore = m_active.size();
    for (const Job &job : jobs) {
        if (!isActive(job.state)) {
            end(job);
        } else if (!m_active.contains(job.id)) {
            // All that went before is old news.
            if (m_active.isEmpty())
                m_ended = 0;
            m_active.insert(job.id);
            m_open[job.batch].insert(job.id);
        }
    }
    if (m_ended != before || m_active.size() != activeBefore)
        Q_EMIT progressChanged();
}

void JobNews::end(const Job &job)
{
    if (!m_active.remove(job.id))
        return;
    ++m_ended;
    BatchNews &news = m_news[job.batch];
    news.batch = job.batch;
    if (news.title.isEmpty())
        news.title = job.title();
    const bool isFirstDone = job.state == JobState::Done && news.done == 0;
    if (isFirstDone || news.job.isEmpty())
        news.job = job.id;
    switch (job.state) {
    case JobState::Done:
        ++news.done;
        break;
    case JobState::Canceled:
        ++news.canceled;
        break;
    case JobState::Unknown:
        ++news.unknown;
        break;
    default:
        ++news.failed;
    }
    const auto open = m_open.find(job.batch);
    open->remove(job.id);
    if (!open->isEmpty())
        return;
    m_open.erase(open);
    Q_EMIT batchEnded(m_news.take(job.batch));
}

} // namespace peregrine
