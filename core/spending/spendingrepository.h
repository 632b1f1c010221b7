#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/spending/spendentry.h"

#include <QDateTime>
#include <QFuture>
#include <QList>

namespace peregrine {

/// Where it is kept what jobs cost. Calls return at once; a future is done when the work is on disk
/// (or failed), and calls take effect in the order they are made. May be called from one thread
/// only.
class SpendingRepository
{
public:
    using Saved = Expected<Done, Error>;

    SpendingRepository() = default;
    SpendingRepository(const SpendingRepository &) = delete;
    SpendingRepository &operator=(const SpendingRepository &) = delete;
    virtual ~SpendingRepository();

    /// What was spent at that time or later, all that is reserved, and all for jobs that may go on:
    /// those that are neither done nor canceled. May answer more.
    virtual QFuture<Expected<QList<SpendEntry>, Error>> since(const QDateTime &from) = 0;
    /// In one transaction. A job that has an entry keeps it: what is reserved can be spent, and
    /// what was estimated become exact, never the other way; so that it does no harm to save the
    /// same twice, from two programs too.
    virtual QFuture<Saved> save(const QList<SpendEntry> &entries) = 0;
    /// These cost nothing in the end: forgets what is reserved for them.
    virtual QFuture<Saved> release(const QList<JobId> &jobs) = 0;
};

} // namespace peregrine
