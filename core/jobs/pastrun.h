#pragma once

#include "core/jobs/job.h"

#include <chrono>
#include <optional>

namespace peregrine {

/// How long one job ran on its server.
struct PastRun
{
    JobId job;
    QString server;
    EndpointId endpoint;
    std::chrono::milliseconds duration{0};

    friend bool operator==(const PastRun &, const PastRun &) = default;
};

/// What a job says about how long its model runs: the server's own figure where it gave one, else
/// the time from start to end. Nothing when it is not done or the time is not known.
[[nodiscard]] std::optional<PastRun> pastRunOf(const Job &job);

} // namespace peregrine
