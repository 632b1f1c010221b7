#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/fal/queue/logline.h"
#include "core/jobs/asset.h"
#include "core/jobs/job.h"
#include "core/jobs/pastrun.h"

#include <QFuture>
#include <QHash>
#include <QList>
#include <QSet>

namespace peregrine {

/// What has become of a job since somebody looked last.
struct JobChange
{
    Job job;
    bool dismissed = false;
    /// See JobRepository::setWish().
    QString wish;
};

struct JobChanges
{
    QList<JobChange> jobs;
    qint64 revision = 0;
};

/// Asks for a job to be cancelled by the program that looks after it.
inline constexpr QLatin1String cancelWish{"cancel"};

/// Where jobs are kept. Calls return at once; a future is done when the work is on disk (or failed)
/// and calls take effect in the order they are made. May be called from one thread only.
class JobRepository
{
public:
    using Saved = Expected<Done, Error>;

    JobRepository() = default;
    JobRepository(const JobRepository &) = delete;
    JobRepository &operator=(const JobRepository &) = delete;
    virtual ~JobRepository();

    /// Inserts or replaces the job, in one transaction.
    virtual QFuture<Saved> save(const Job &job) = 0;
    /// All of them or none, in one transaction.
    virtual QFuture<Saved> saveAll(const QList<Job> &jobs) = 0;
    /// The job in its last state with all its assets, in one transaction.
    virtual QFuture<Saved> saveResult(const Job &job, const QList<Asset> &assets) = 0;
    virtual QFuture<Saved> appendLog(const JobId &id, const QList<LogLine> &lines) = 0;
    /// Takes the job out of recent(). When no asset belongs to it, it is forgotten with its log
    /// some time later; else it stays for find(), because an asset's inputs are its job's.
    virtual QFuture<Saved> dismiss(const JobId &id) = 0;
    /// Undoes dismiss().
    virtual QFuture<Saved> restore(const JobId &id) = 0;

    /// The newest jobs first, dismissed ones left out; all that have not ended are among them.
    virtual QFuture<Expected<QList<Job>, Error>> recent(int limit) = 0;
    virtual QFuture<Expected<Job, Error>> find(const JobId &id) = 0;
    virtual QFuture<Expected<QList<Asset>, Error>> assetsOf(const JobId &id) = 0;
    virtual QFuture<Expected<QList<LogLine>, Error>> log(const JobId &id) = 0;
    /// How long the newest jobs of each model on each server ran that say so, at most so many of
    /// one; also of jobs that recent() leaves out. In any order.
    virtual QFuture<Expected<QList<PastRun>, Error>> pastRuns(int ofEachModel) = 0;

    // For several programs on one library.

    /// Makes `to` the runner of each of these jobs whose runner still is the one that is given with
    /// it; answers which. The others somebody else was quicker with.
    virtual QFuture<Expected<QSet<JobId>, Error>> claim(const QHash<JobId, QString> &runners,
                                                        const QString &to) = 0;
    /// Leaves a wish for whoever looks after the job; an empty one: it was heard.
    virtual QFuture<Saved> setWish(const JobId &id, const QString &wish) = 0;
    /// What has changed since a revision, by whomever, in the order of the changes; negative: none
    /// is known yet, answers no jobs but the revision.
    virtual QFuture<Expected<JobChanges, Error>> changedSince(qint64 revision) = 0;
    /// Forgets dismissed jobs that no asset belongs to.
    virtual QFuture<Saved> forgetDismissed() = 0;
};

} // namespace peregrine
