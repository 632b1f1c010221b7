#include "core/spending/spendcharge.h"

#include "core/fal/falservers.h"

#include <cmath>
#include <optional>

namespace peregrine {

namespace {

using Kind = SpendCharge::Kind;

std::optional<double> usable(const std::optional<double> &amount)
{
    return amount && std::isfinite(*amount) && *amount >= 0 ? amount : std::nullopt;
}

SpendCharge charge(Kind kind, const JobCost &cost)
{
    if (const auto billed = usable(cost.billed))
        return {kind, *billed, true};
    return {kind, usable(cost.estimated).value_or(0), false};
}

bool hasRun(const Job &job)
{
    return job.startedAt.isValid() || job.inferenceSeconds > 0;
}

bool failedAtACost(const Job &job, bool wasLost)
{
    // The work was done; only its result could not be kept.
    if (!job.output.isEmpty())
        return true;
    if (job.request.isEmpty()) {
        // Refused, or never sent, unless nobody knows whether it arrived and it is not known to be
        // missing in the account's list of requests.
        const bool isMissing =
            job.error && job.error->kind == Error::Kind::NotFound && job.error->httpStatus == 0;
        return !isMissing && (wasLost || (job.error && job.error->maybeDelivered));
    }
    if (wasLost || !job.error || job.error->httpStatus == 0)
        return true;
    return job.error->httpStatus < 500 && hasRun(job);
}

} // namespace

bool isCharged(const QString &server)
{
    return server != FalServers::local;
}

SpendCharge chargeOf(const Job &job, bool wasLost)
{
    if (!isCharged(job.server))
        return {};
    switch (job.state) {
    case JobState::Waiting:
    case JobState::Uploading:
    case JobState::Submitting:
    case JobState::Queued:
    case JobState::Running:
    case JobState::Canceling:
    case JobState::Fetching:
    case JobState::Unknown:
        return charge(Kind::Reserved, job.cost);
    case JobState::Done:
        return charge(Kind::Spent, job.cost);
    case JobState::Failed:
        return failedAtACost(job, wasLost) ? charge(Kind::Spent, job.cost) : SpendCharge{};
    case JobState::Canceled:
        // A request that was taken out of the queue has cost nothing.
        return !job.request.isEmpty() && hasRun(job) ? charge(Kind::Spent, job.cost)
                                                     : SpendCharge{};
    }
    return {};
}

bool mayHaveArrived(const Job &job)
{
    return !job.request.isEmpty() || job.state == JobState::Unknown;
}

} // namespace peregrine
