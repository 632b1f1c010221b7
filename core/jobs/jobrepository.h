#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/fal/queue/logline.h"
#include "core/jobs/asset.h"
#include "core/jobs/job.h"

#include <QFuture>
#include <QList>

namespace peregrine {

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
    /// Takes the job out of recent(). It is forgotten with its log when no asset belongs to it;
    /// else it stays for find(), because an asset's inputs are its job's.
    virtual QFuture<Saved> dismiss(const JobId &id) = 0;

    /// The newest jobs first, dismissed ones left out; all that have not ended are among them.
    virtual QFuture<Expected<QList<Job>, Error>> recent(int limit) = 0;
    virtual QFuture<Expected<Job, Error>> find(const JobId &id) = 0;
    virtual QFuture<Expected<QList<LogLine>, Error>> log(const JobId &id) = 0;
};

} // namespace peregrine
