#pragma once

#include "core/localserver/queue/storedrequest.h"

namespace peregrine::localserver {

/// Hears of every request that is completed, before anybody else can see it as such, and again
/// after the program ended between the two. Called from any thread, one call at a time; a short
/// disk access is all it may wait for, and it must not call the queue.
class CompletionListener
{
public:
    CompletionListener() = default;
    CompletionListener(const CompletionListener &) = delete;
    CompletionListener &operator=(const CompletionListener &) = delete;
    virtual ~CompletionListener() = default;

    virtual void completed(const StoredRequest &request) = 0;
};

} // namespace peregrine::localserver
