#pragma once

#include "core/spending/spendingrepository.h"

namespace peregrine {

class Store;

/// What jobs cost, in the library's database.
class SqlSpendingRepository final : public SpendingRepository
{
public:
    /// The store must outlive it.
    explicit SqlSpendingRepository(Store &store);

    QFuture<Expected<QList<SpendEntry>, Error>> since(const QDateTime &from) override;
    QFuture<Saved> save(const QList<SpendEntry> &entries) override;
    QFuture<Saved> release(const QList<JobId> &jobs) override;

private:
    Store &m_store;
};

} // namespace peregrine
