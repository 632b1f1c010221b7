#pragma once

#include "core/base/ids.h"

#include <QDateTime>
#include <QString>

namespace peregrine {

/// What one job costs, as it is kept. A job has one entry at most, whatever happens to it.
struct SpendEntry
{
    JobId job;
    /// The server's name as jobs know it.
    QString server;
    /// The name of the profile that the job was sent with.
    QString profile;
    /// When it was spent, UTC; invalid while the amount is only reserved.
    QDateTime spentAt{};
    /// In US dollars. 0 that is not exact: the price is not known.
    double amount = 0;
    /// From what the server said it billed, else estimated.
    bool isExact = false;

    [[nodiscard]] bool isReserved() const { return !spentAt.isValid(); }
    [[nodiscard]] bool isPriced() const { return isExact || amount > 0; }
    friend bool operator==(const SpendEntry &, const SpendEntry &) = default;
};

} // namespace peregrine
