#pragma once

#include "core/base/async.h"
#include "core/spending/spendingrepository.h"

#include <QHash>

namespace peregrine::test {

/// Keeps entries in memory by the rules of SpendingRepository; refuses when told.
class MemorySpending final : public SpendingRepository
{
public:
    bool refuses = false;
    QHash<JobId, SpendEntry> kept;

    QFuture<Expected<QList<SpendEntry>, Error>> since(const QDateTime &) override
    {
        using Found = Expected<QList<SpendEntry>, Error>;
        if (refuses)
            return readyFuture(Found(Unexpected{full()}));
        return readyFuture(Found(kept.values()));
    }
    QFuture<Saved> save(const QList<SpendEntry> &entries) override
    {
        if (refuses)
            return readyFuture(Saved(Unexpected{full()}));
        for (const SpendEntry &entry : entries) {
            const auto old = kept.find(entry.job);
            if (old == kept.end()) {
                kept.insert(entry.job, entry);
                continue;
            }
            if (!old->isReserved() && (entry.isReserved() || entry.isExact <= old->isExact))
                continue;
            if (old->isReserved())
                old->spentAt = entry.spentAt;
            old->amount = entry.amount;
            old->isExact = entry.isExact;
        }
        return readyFuture(Saved(Done()));
    }
    QFuture<Saved> release(const QList<JobId> &jobs) override
    {
        if (refuses)
            return readyFuture(Saved(Unexpected{full()}));
        for (const JobId &id : jobs) {
            if (kept.value(id).isReserved())
                kept.remove(id);
        }
        return readyFuture(Saved(Done()));
    }

    /// Of all that is spent, by whomever, whenever.
    [[nodiscard]] double spent() const
    {
        double sum = 0;
        for (const SpendEntry &entry : kept)
            sum += entry.isReserved() ? 0 : entry.amount;
        return sum;
    }

private:
    static Error full() { return Error::storage(QStringLiteral("The disk is full.")); }
};

} // namespace peregrine::test
