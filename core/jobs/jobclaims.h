#pragma once

#include "core/jobs/job.h"
#include "core/jobs/jobrepository.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <functional>

namespace peregrine {

class ProgramRun;

/// Which jobs of a library this program looks after, when others work on it too: a window and
/// peregrine-cli, say. A job belongs to the run that its runner names, for as long as that goes on;
/// then whoever claims it first has it. Looks regularly for what the others have changed.
class JobClaims : public QObject
{
    Q_OBJECT

public:
    /// Whether this program already looks after a job.
    using IsOurs = std::function<bool(const JobId &)>;

    /// Without a run nobody else works on the library: every claim is granted. All must outlive it.
    JobClaims(JobRepository &repository, const ProgramRun *run, IsOurs isOurs, QObject *parent);

    /// This program's run, for jobs that it makes; empty without one.
    [[nodiscard]] QString runId() const;
    /// Asks for active jobs; claimed() answers for those that nobody looks after.
    void takeUp(const QList<Job> &jobs);
    /// From now on; without a run nothing happens.
    void startLooking(std::chrono::milliseconds interval);
    /// Another program looks after it.
    [[nodiscard]] bool isElsewhere(const JobId &id) const { return m_elsewhere.contains(id); }
    /// The job has ended or is gone.
    void forget(const JobId &id) { m_elsewhere.remove(id); }

Q_SIGNALS:
    /// Ours from now on, with our run as their runner.
    void claimed(const QList<peregrine::Job> &jobs);
    /// Another program has made or changed the job.
    void changedElsewhere(const peregrine::JobChange &change);
    /// Another program asks for one of our jobs to be cancelled.
    void cancelWished(const peregrine::JobId &id);
    void storageFailed(const peregrine::Error &error);

private:
    void claim(const QList<Job> &jobs, const QSet<QString> &overRuns);
    void look();
    void hear(const JobChange &change);

    JobRepository &m_repository;
    const ProgramRun *m_run;
    IsOurs m_isOurs;
    /// Active jobs of others, as they were seen last.
    QHash<JobId, Job> m_elsewhere;
    /// Jobs of others that have ended: what was still under way about them is of the past.
    QSet<JobId> m_over;
    QTimer m_timer;
    /// Of the library, as far as it has been looked at; negative: not yet.
    qint64 m_revision = -1;
    int m_looks = 0;
    bool m_looking = false;
};

} // namespace peregrine
