#pragma once

#include "core/jobs/job.h"

#include <chrono>
#include <optional>

namespace peregrine {

/// How far a job is, and how that is known.
struct QueueProgress
{
    enum class Basis {
        Server, ///< its model's own log says so
        Usual, ///< its time against what the model usually takes here
    };

    /// 0..1
    double share = 0;
    Basis basis = Basis::Server;
    /// It takes longer than usual: nobody knows how far it is.
    bool isOverdue = false;
    std::chrono::milliseconds usual{0};

    friend bool operator==(const QueueProgress &, const QueueProgress &) = default;
};

/// Nothing where there is nothing to go by. usual: see DurationBook.
[[nodiscard]] std::optional<QueueProgress>
queueProgress(const Job &job, std::optional<std::chrono::milliseconds> usual, const QDateTime &now);

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::QueueProgress)
