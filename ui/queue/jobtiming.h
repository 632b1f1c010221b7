#pragma once

#include "core/jobs/job.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace peregrine {

/// What a job spent a stretch of its time with.
struct JobPhase
{
    enum class Kind {
        Here, ///< waited here, its files went up, it was sent
        Queued, ///< in the server's queue
        Running,
        Fetching, ///< its result came down; told apart only where the server says how long it ran
    };

    Kind kind = Kind::Here;
    qint64 milliseconds = 0;
    /// It still goes on.
    bool isOpen = false;

    friend bool operator==(const JobPhase &, const JobPhase &) = default;
};

/// The phases of a job in their order; only what its times tell. Never negative, also when a clock
/// was set back.
[[nodiscard]] QList<JobPhase> phasesOf(const Job &job, const QDateTime &now);

/// "Waited here", "In the server's queue", ...
[[nodiscard]] QString phaseName(JobPhase::Kind kind);

} // namespace peregrine
