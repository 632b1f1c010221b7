#pragma once

#include "core/localserver/apihandler.h"
#include "core/localserver/queue/requestqueue.h"
#include "core/localserver/realtime/realtimeapi.h"

#include <chrono>

namespace peregrine::localserver {

/// fal.run: runs a model and answers with its output, or below /stream with events on the way to
/// it. Ends the run when the client goes away. WebSockets are the realtime API's.
class RunApi : public ApiHandler
{
public:
    /// commentAfter: a stream without news sends a comment line.
    RunApi(const KeyCheck &keys, const RunAccess &access, const ModelRegistry &models,
           RequestQueue &queue, RealtimeApi &realtime, std::chrono::milliseconds commentAfter);

    [[nodiscard]] HttpBodyPlan planBody(const HttpRequest &head) override;
    void handle(HttpRequest request, HttpResponder responder) override;

private:
    void run(const HttpRequest &request, const HttpResponder &responder);

    const RunAccess &m_access;
    const ModelRegistry &m_models;
    RequestQueue &m_queue;
    RealtimeApi &m_realtime;
    std::chrono::milliseconds m_commentAfter;
};

} // namespace peregrine::localserver
