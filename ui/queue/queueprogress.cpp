#include "ui/queue/queueprogress.h"

#include <algorithm>

namespace peregrine {

std::optional<QueueProgress>
queueProgress(const Job &job, std::optional<std::chrono::milliseconds> usual, const QDateTime &now)
{
    if (!isActive(job.state))
        return std::nullopt;
    if (job.progress) {
        // Not a number counts as nothing.
        const double share = *job.progress > 0 ? std::min(*job.progress, 1.0) : 0;
        return QueueProgress{share, QueueProgress::Basis::Server, false, {}};
    }
    const bool runs = job.state == JobState::Running && job.startedAt.isValid();
    if (!runs || !usual || usual->count() <= 0)
        return std::nullopt;
    const double share = std::max(0.0, static_cast<double>(job.startedAt.msecsTo(now)))
        / static_cast<double>(usual->count());
    return QueueProgress{std::min(share, 1.0), QueueProgress::Basis::Usual, share > 1, *usual};
}

} // namespace peregrine
