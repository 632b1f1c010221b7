#include "core/jobs/pastrun.h"

namespace peregrine {

namespace {

using std::chrono::milliseconds;

/// A longer one is a clock that jumped.
constexpr milliseconds longestRun = std::chrono::hours(24);

} // namespace

std::optional<PastRun> pastRunOf(const Job &job)
{
    if (job.state != JobState::Done)
        return std::nullopt;
    PastRun run{job.id, job.server, job.endpoint, milliseconds(0)};
    if (job.inferenceSeconds > 0 && job.inferenceSeconds < 1e6)
        run.duration = milliseconds(static_cast<qint64>(job.inferenceSeconds * 1000));
    else if (job.startedAt.isValid() && job.endedAt.isValid())
        run.duration = milliseconds(job.startedAt.msecsTo(job.endedAt));
    if (run.duration <= milliseconds(0) || run.duration > longestRun)
        return std::nullopt;
    return run;
}

} // namespace peregrine
