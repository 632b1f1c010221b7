#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QSqlDatabase>

namespace peregrine {

/// A write transaction that rolls back unless it was committed.
class Transaction
{
public:
    explicit Transaction(QSqlDatabase database);
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;
    ~Transaction();

    /// Takes the write lock at once: a transaction that starts by reading and writes later fails
    /// without waiting when another process wrote in between.
    [[nodiscard]] Expected<Done, Error> begin();
    [[nodiscard]] Expected<Done, Error> commit();

private:
    QSqlDatabase m_database;
    bool m_active = false;
};

} // namespace peregrine
