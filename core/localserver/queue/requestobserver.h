#pragma once

#include "core/localserver/queue/storedrequest.h"

namespace peregrine::localserver {

/// Hears how a request goes on. Called from any thread, one call at a time; must not wait, and must
/// not call the queue.
class RequestObserver
{
public:
    RequestObserver() = default;
    RequestObserver(const RequestObserver &) = delete;
    RequestObserver &operator=(const RequestObserver &) = delete;
    virtual ~RequestObserver() = default;

    /// position: how many are ahead of it while it waits.
    virtual void changed(const StoredRequest &request, int position) = 0;
};

} // namespace peregrine::localserver
