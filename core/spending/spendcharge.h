#pragma once

#include "core/jobs/job.h"

#include <QString>

namespace peregrine {

/// Whether a server's work costs money. The one inside this program is free.
[[nodiscard]] bool isCharged(const QString &server);

/// What a job means for the user's money as it stands now.
struct SpendCharge
{
    enum class Kind {
        None, ///< it costs nothing
        Reserved, ///< it may cost this yet
        Spent, ///< it has cost this
    };

    Kind kind = Kind::None;
    /// In US dollars; 0 that is not exact: the price is not known.
    double amount = 0;
    bool isExact = false;
};

/// By what fal says about billing (its FAQ: answers of 5xx are not billed, 422 may be when a runner
/// worked on it) and, where it says nothing, as if it were billed: a limit must not open by
/// mistake. `wasLost`: the job was Unknown when it was looked at last, so what it failed with is
/// not the model's answer.
[[nodiscard]] SpendCharge chargeOf(const Job &job, bool wasLost);

/// Whether the server may know the job.
[[nodiscard]] bool mayHaveArrived(const Job &job);

} // namespace peregrine
