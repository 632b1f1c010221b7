#pragma once

#include "core/batch/batchrepository.h"

#include <QCoreApplication>

namespace peregrine {

class Store;

/// Batches in the library's database. Plans of batches whose jobs are all forgotten go with the
/// next save().
class SqlBatchRepository final : public BatchRepository
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::SqlBatchRepository)

public:
    /// The store must outlive it.
    explicit SqlBatchRepository(Store &store);

    QFuture<Saved> save(const Batch &batch) override;
    QFuture<Expected<BatchContent, Error>> find(const BatchId &id) override;

private:
    Store &m_store;
};

} // namespace peregrine
