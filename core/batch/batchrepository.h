#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/batch/batch.h"
#include "core/jobs/asset.h"
#include "core/jobs/job.h"

#include <QFuture>
#include <QList>

namespace peregrine {

/// A batch with all of its jobs, also those that were taken out of the list.
struct BatchContent
{
    Batch batch;
    /// Oldest first.
    QList<Job> jobs;
    /// Results of its jobs, by job and index.
    QList<Asset> assets;
};

/// Where batches are kept. Calls return at once and take effect in the order they are made.
class BatchRepository
{
public:
    using Saved = Expected<Done, Error>;

    BatchRepository() = default;
    BatchRepository(const BatchRepository &) = delete;
    BatchRepository &operator=(const BatchRepository &) = delete;
    virtual ~BatchRepository();

    /// Inserts or replaces.
    virtual QFuture<Saved> save(const Batch &batch) = 0;
    /// NotFound for jobs that were sent without a plan; Malformed when the plan is damaged.
    virtual QFuture<Expected<BatchContent, Error>> find(const BatchId &id) = 0;
};

} // namespace peregrine
