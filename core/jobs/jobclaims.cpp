#include "core/jobs/jobclaims.h"

#include "core/base/async.h"
#include "core/jobs/programrun.h"

#include <QtConcurrent>

#include <utility>

namespace peregrine {

namespace {

/// Looks at the library, to one at the other programs: one that was killed says nothing.
constexpr int looksPerRoll = 5;

} // namespace

JobClaims::JobClaims(JobRepository &repository, const ProgramRun *run, IsOurs isOurs,
                     QObject *parent)
    : QObject(parent)
    , m_repository(repository)
    , m_run(run)
    , m_isOurs(std::move(isOurs))
{
    connect(&m_timer, &QTimer::timeout, this, &JobClaims::look);
}

QString JobClaims::runId() const
{
    return m_run ? m_run->id() : QString();
}

void JobClaims::takeUp(const QList<Job> &jobs)
{
    if (jobs.isEmpty())
        return;
    QSet<QString> runs;
    for (const Job &job : jobs)
        runs.insert(job.runner);
    if (!m_run) {
        claim(jobs, runs);
        return;
    }
    whenDone(this, QtConcurrent::run([run = m_run, runs] {
                 QSet<QString> over;
                 for (const QString &id : runs) {
                     if (id.isEmpty() || !run->isAlive(id))
                         over.insert(id);
                 }
                 return over;
             }),
             [this, jobs](const QSet<QString> &over) { claim(jobs, over); });
}

void JobClaims::claim(const QList<Job> &jobs, const QSet<QString> &overRuns)
{
    QList<Job> wanted;
    QHash<JobId, QString> runners;
    for (const Job &job : jobs) {
        // This program's own run is alive; what it does not look after has come to an end here.
        if (m_over.contains(job.id) || m_isOurs(job.id) || (m_run && job.runner == m_run->id()))
            continue;
        if (overRuns.contains(job.runner)) {
            wanted.append(job);
            runners.insert(job.id, job.runner);
        } else {
            m_elsewhere.insert(job.id, job);
        }
    }
    if (wanted.isEmpty())
        return;
    whenDone(this, m_repository.claim(runners, runId()),
             [this, wanted](const Expected<QSet<JobId>, Error> &granted) {
                 if (!granted) {
                     Q_EMIT storageFailed(granted.error());
                     return;
                 }
                 QList<Job> ours;
                 for (Job job : wanted) {
                     if (m_over.contains(job.id))
                         continue;
                     if (granted->contains(job.id)) {
                         job.runner = runId();
                         m_elsewhere.remove(job.id);
                         ours.append(job);
                     } else {
                         m_elsewhere.insert(job.id, job);
                     }
                 }
                 if (!ours.isEmpty())
                     Q_EMIT claimed(ours);
             });
}

void JobClaims::startLooking(std::chrono::milliseconds interval)
{
    if (!m_run)
        return;
    whenDone(this, m_repository.changedSince(m_revision),
             [this, interval](const Expected<JobChanges, Error> &changes) {
                 if (!changes) {
                     Q_EMIT storageFailed(changes.error());
                     return;
                 }
                 m_revision = changes->revision;
                 m_timer.start(interval);
             });
}

void JobClaims::look()
{
    if (std::exchange(m_looking, true))
        return;
    whenDone(this, m_repository.changedSince(m_revision),
             [this](const Expected<JobChanges, Error> &changes) {
                 m_looking = false;
                 // A library that cannot be read now is looked at again in a moment.
                 if (!changes)
                     return;
                 m_revision = changes->revision;
                 for (const JobChange &change : changes->jobs)
                     hear(change);
             });
    if (++m_looks % looksPerRoll == 0)
        takeUp(m_elsewhere.values());
}

void JobClaims::hear(const JobChange &change)
{
    const Job &job = change.job;
    if (job.runner == runId() || m_isOurs(job.id)) {
        if (change.wish == cancelWish) {
            m_repository.setWish(job.id, {});
            Q_EMIT cancelWished(job.id);
        }
        return;
    }
    if (isActive(job.state) && !change.dismissed) {
        m_over.remove(job.id);
    } else {
        m_over.insert(job.id);
        m_elsewhere.remove(job.id);
    }
    Q_EMIT changedElsewhere(change);
    if (isActive(job.state) && !change.dismissed)
        takeUp({job});
}

} // namespace peregrine
