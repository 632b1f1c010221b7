#include "core/library/transaction.h"

#include "core/library/sqlhelpers.h"

namespace peregrine {

Transaction::Transaction(QSqlDatabase database)
    : m_database(std::move(database))
{ }

Transaction::~Transaction()
{
    if (m_active)
        QSqlQuery(m_database).exec(QStringLiteral("ROLLBACK"));
}

Expected<Done, Error> Transaction::begin()
{
    QSqlQuery query(m_database);
    if (!query.exec(QStringLiteral("BEGIN IMMEDIATE")))
        return Unexpected{storageError(query.lastError(), m_database.databaseName())};
    m_active = true;
    return Done{};
}

Expected<Done, Error> Transaction::commit()
{
    QSqlQuery query(m_database);
    if (!query.exec(QStringLiteral("COMMIT")))
        return Unexpected{storageError(query.lastError(), m_database.databaseName())};
    m_active = false;
    return Done{};
}

} // namespace peregrine
