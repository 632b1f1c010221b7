#pragma once

#include <QDateTime>
#include <QVariant>

namespace peregrine {

/// A time as a column: milliseconds since 1970 in UTC, NULL when invalid.
[[nodiscard]] inline QVariant timeToColumn(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant();
}

[[nodiscard]] inline QDateTime timeFromColumn(const QVariant &column)
{
    return column.isNull() ? QDateTime()
                           : QDateTime::fromMSecsSinceEpoch(column.toLongLong()).toUTC();
}

} // namespace peregrine
