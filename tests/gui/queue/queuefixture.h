#pragma once

#include "core/fal/queue/logline.h"
#include "core/jobs/job.h"

#include <array>

namespace peregrine::test {

inline constexpr std::array allStates{
    JobState::Waiting, JobState::Uploading, JobState::Submitting, JobState::Queued,
    JobState::Running, JobState::Canceling, JobState::Fetching,   JobState::Done,
    JobState::Failed,  JobState::Canceled,  JobState::Unknown,
};

/// Everything set that a job in this state has; "job-7", request "request-7", prompt "Prompt 7".
[[nodiscard]] Job makeJob(int number, JobState state = JobState::Waiting);
[[nodiscard]] JobId jobId(int number);

/// "Line 0", "Line 1", ...
[[nodiscard]] QList<LogLine> makeLines(int count);
[[nodiscard]] LogLine makeLine(const QString &message, LogLine::Level level = LogLine::Level::Info);

} // namespace peregrine::test
