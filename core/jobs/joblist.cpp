#include "core/jobs/joblist.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace peregrine {

namespace {

constexpr std::chrono::milliseconds updateInterval{50};

} // namespace

JobList::JobList(QObject *parent)
    : QObject(parent)
{
    m_flush.setSingleShot(true);
    m_flush.setInterval(updateInterval);
    connect(&m_flush, &QTimer::timeout, this, &JobList::flush);
}

void JobList::add(const QList<Job> &jobs)
{
    QList<Job> fresh;
    for (const Job &job : jobs) {
        if (m_jobs.contains(job.id))
            continue;
        m_jobs.insert(job.id, job);
        m_order.append(job.id);
        fresh.append(job);
    }
    if (!fresh.isEmpty())
        Q_EMIT added(fresh);
}

void JobList::update(const Job &job)
{
    put(job);
    if (!m_isChanged.contains(job.id)) {
        m_isChanged.insert(job.id);
        m_changed.append(job.id);
    }
    if (!m_flush.isActive())
        m_flush.start();
}

void JobList::put(const Job &job)
{
    if (const auto it = m_jobs.find(job.id); it != m_jobs.end())
        *it = job;
}

void JobList::flush()
{
    QList<Job> changed;
    const QList<JobId> ids = std::exchange(m_changed, {});
    m_isChanged.clear();
    for (const JobId &id : ids) {
        if (const Job *job = find(id))
            changed.append(*job);
    }
    if (!changed.isEmpty())
        Q_EMIT updated(changed);
}

QList<JobId> JobList::dismiss(const QList<JobId> &ids)
{
    QList<JobId> gone;
    for (const JobId &id : ids) {
        const auto it = m_jobs.constFind(id);
        if (it == m_jobs.cend() || isActive(it->state))
            continue;
        m_dismissed.insert(id, *it);
        m_jobs.erase(it);
        gone.append(id);
    }
    if (gone.isEmpty())
        return gone;
    m_order.removeIf([this](const JobId &id) { return !m_jobs.contains(id); });
    Q_EMIT removed(gone);
    return gone;
}

void JobList::forget(const JobId &id)
{
    m_dismissed.remove(id);
    if (!m_jobs.remove(id))
        return;
    m_order.removeOne(id);
    Q_EMIT removed({id});
}

QList<JobId> JobList::restore(const QList<JobId> &ids)
{
    QList<JobId> back;
    QList<Job> jobs;
    for (const JobId &id : ids) {
        const auto it = m_dismissed.constFind(id);
        if (it == m_dismissed.cend())
            continue;
        jobs.append(*it);
        m_dismissed.erase(it);
        back.append(id);
    }
    add(jobs);
    return back;
}

const Job *JobList::find(const JobId &id) const
{
    const auto it = m_jobs.constFind(id);
    return it == m_jobs.cend() ? nullptr : &*it;
}

std::optional<Job> JobList::withRequest(const RequestId &request, const QString &server) const
{
    for (const QHash<JobId, Job> *jobs : {&m_jobs, &m_dismissed}) {
        const auto found = std::find_if(jobs->cbegin(), jobs->cend(), [&](const Job &job) {
            return job.request == request && job.server == server;
        });
        if (found != jobs->cend())
            return *found;
    }
    return std::nullopt;
}

QSet<RequestId> JobList::requests() const
{
    QSet<RequestId> ids;
    for (const Job &job : m_jobs) {
        if (!job.request.isEmpty())
            ids.insert(job.request);
    }
    return ids;
}

QList<Job> JobList::all() const
{
    QList<Job> jobs;
    jobs.reserve(m_order.size());
    for (const JobId &id : m_order)
        jobs.append(m_jobs.value(id));
    return jobs;
}

int JobList::activeCount() const
{
    return static_cast<int>(std::count_if(m_jobs.cbegin(), m_jobs.cend(),
                                          [](const Job &job) { return isActive(job.state); }));
}

} // namespace peregrine
