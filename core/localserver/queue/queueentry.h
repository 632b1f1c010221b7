#pragma once

#include "core/localserver/models/localmodel.h"
#include "core/localserver/queue/requestobserver.h"
#include "core/localserver/queue/storedrequest.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace peregrine::localserver {

/// A request that waits or runs, inside of RequestQueue and guarded by its mutex.
struct QueueEntry
{
    StoredRequest request;
    const LocalModel *model = nullptr;
    std::stop_source stop;
    /// Set for direct runs, which are not on disk.
    std::function<void(const StoredRequest &)> finished;
    /// Set for streams.
    RunContext::Partial partial;
    std::vector<std::weak_ptr<RequestObserver>> observers;
    qint64 inputBytes = 0;

    /// Lower runs first.
    [[nodiscard]] int rank() const { return finished ? 0 : request.options.lowPriority ? 2 : 1; }
    /// When it is too late to begin; not valid when it never is.
    [[nodiscard]] QDateTime deadline() const
    {
        const double seconds = request.options.startTimeout;
        constexpr double longest = 1e9;
        return seconds > 0 && seconds < longest
            ? request.submitted.addMSecs(static_cast<qint64>(seconds * 1000))
            : QDateTime();
    }
};

} // namespace peregrine::localserver
