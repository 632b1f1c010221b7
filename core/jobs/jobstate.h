#pragma once

#include <QString>

#include <array>
#include <optional>

namespace peregrine {

/// Where a job stands. Kept on disk by name; never renumber by meaning.
enum class JobState {
    Waiting, ///< here, not sent yet
    Uploading, ///< its local files go up first
    Submitting, ///< the submit is on its way
    Queued, ///< the server's IN_QUEUE
    Running, ///< the server's IN_PROGRESS
    Canceling, ///< a cancel is on its way; the server decides
    Fetching, ///< completed on the server; result and files are fetched
    Done, ///< files and receipt are on disk
    Failed,
    Canceled,
    Unknown, ///< its fate cannot be learned now: ask again or give up
};

enum class JobEvent {
    UploadStarted,
    SubmitStarted,
    PutBack, ///< the server takes no job from this account now; nothing was accepted
    Accepted, ///< submit answered
    Started,
    Requeued, ///< the server took it back into its queue
    CancelAsked,
    Completed, ///< the server's COMPLETED
    Stored, ///< files and receipt are on disk
    Faulted,
    CancelConfirmed,
    Lost, ///< sent, but whether it arrived or what became of it is not known
    AskedAgain, ///< the user wants the server asked about a job once more
    GivenUp, ///< the user gives up on a lost job
};

struct JobEdge
{
    JobState from;
    JobEvent on;
    JobState to;
};

/// All transitions there are. Pairs not listed are ignored: a server repeats itself, arrives late
/// and skips steps.
inline constexpr std::array jobEdges{
    JobEdge{JobState::Waiting, JobEvent::UploadStarted, JobState::Uploading},
    JobEdge{JobState::Waiting, JobEvent::SubmitStarted, JobState::Submitting},
    JobEdge{JobState::Waiting, JobEvent::CancelConfirmed, JobState::Canceled},
    JobEdge{JobState::Waiting, JobEvent::Faulted, JobState::Failed},
    JobEdge{JobState::Uploading, JobEvent::SubmitStarted, JobState::Submitting},
    JobEdge{JobState::Uploading, JobEvent::Faulted, JobState::Failed},
    JobEdge{JobState::Uploading, JobEvent::CancelConfirmed, JobState::Canceled},
    JobEdge{JobState::Uploading, JobEvent::PutBack, JobState::Waiting},
    JobEdge{JobState::Submitting, JobEvent::PutBack, JobState::Waiting},
    JobEdge{JobState::Submitting, JobEvent::Accepted, JobState::Queued},
    JobEdge{JobState::Submitting, JobEvent::Faulted, JobState::Failed},
    JobEdge{JobState::Submitting, JobEvent::Lost, JobState::Unknown},
    // Before the request has left; afterwards nobody can promise it.
    JobEdge{JobState::Submitting, JobEvent::CancelConfirmed, JobState::Canceled},
    JobEdge{JobState::Queued, JobEvent::Started, JobState::Running},
    JobEdge{JobState::Queued, JobEvent::CancelAsked, JobState::Canceling},
    JobEdge{JobState::Queued, JobEvent::Completed, JobState::Fetching},
    JobEdge{JobState::Queued, JobEvent::Faulted, JobState::Failed},
    JobEdge{JobState::Queued, JobEvent::Lost, JobState::Unknown},
    JobEdge{JobState::Running, JobEvent::Requeued, JobState::Queued},
    JobEdge{JobState::Running, JobEvent::CancelAsked, JobState::Canceling},
    JobEdge{JobState::Running, JobEvent::Completed, JobState::Fetching},
    JobEdge{JobState::Running, JobEvent::Faulted, JobState::Failed},
    JobEdge{JobState::Running, JobEvent::Lost, JobState::Unknown},
    JobEdge{JobState::Canceling, JobEvent::CancelConfirmed, JobState::Canceled},
    JobEdge{JobState::Canceling, JobEvent::Completed, JobState::Fetching},
    JobEdge{JobState::Canceling, JobEvent::Faulted, JobState::Failed},
    JobEdge{JobState::Canceling, JobEvent::Lost, JobState::Unknown},
    JobEdge{JobState::Fetching, JobEvent::Stored, JobState::Done},
    JobEdge{JobState::Fetching, JobEvent::Faulted, JobState::Failed},
    JobEdge{JobState::Fetching, JobEvent::CancelConfirmed, JobState::Canceled},
    JobEdge{JobState::Fetching, JobEvent::Lost, JobState::Unknown},
    JobEdge{JobState::Unknown, JobEvent::AskedAgain, JobState::Queued},
    // When only its result could not be kept; JobManager::retry says when.
    JobEdge{JobState::Failed, JobEvent::AskedAgain, JobState::Queued},
    JobEdge{JobState::Unknown, JobEvent::GivenUp, JobState::Failed},
};

/// The one place that decides what follows.
[[nodiscard]] constexpr std::optional<JobState> after(JobState state, JobEvent event)
{
    for (const JobEdge &edge : jobEdges) {
        if (edge.from == state && edge.on == event)
            return edge.to;
    }
    return std::nullopt;
}

/// Done, Failed or Canceled: nothing more will happen by itself. Unknown is not ended.
[[nodiscard]] constexpr bool hasEnded(JobState state)
{
    return state == JobState::Done || state == JobState::Failed || state == JobState::Canceled;
}

/// Work goes on in this program: neither ended nor lost.
[[nodiscard]] constexpr bool isActive(JobState state)
{
    return !hasEnded(state) && state != JobState::Unknown;
}

static_assert(!after(JobState::Done, JobEvent::Faulted));
static_assert(after(JobState::Queued, JobEvent::Completed) == JobState::Fetching);

/// Stable name for the database and --json: "waiting", "uploading", ...
[[nodiscard]] QString jobStateName(JobState state);
[[nodiscard]] std::optional<JobState> jobStateFromName(const QString &name);

} // namespace peregrine
