#include "core/jobs/jobstate.h"

namespace peregrine {

namespace {

struct NamedState
{
    JobState state;
    const char *name;
};

constexpr std::array<NamedState, 11> states{{{JobState::Waiting, "waiting"},
                                             {JobState::Uploading, "uploading"},
                                             {JobState::Submitting, "submitting"},
                                             {JobState::Queued, "queued"},
                                             {JobState::Running, "running"},
                                             {JobState::Canceling, "canceling"},
                                             {JobState::Fetching, "fetching"},
                                             {JobState::Done, "done"},
                                             {JobState::Failed, "failed"},
                                             {JobState::Canceled, "canceled"},
                                             {JobState::Unknown, "unknown"}}};

} // namespace

QString jobStateName(JobState state)
{
    for (const NamedState &named : states) {
        if (named.state == state)
            return QLatin1String(named.name);
    }
    return {};
}

std::optional<JobState> jobStateFromName(const QString &name)
{
    for (const NamedState &named : states) {
        if (name == QLatin1String(named.name))
            return named.state;
    }
    return std::nullopt;
}

} // namespace peregrine
