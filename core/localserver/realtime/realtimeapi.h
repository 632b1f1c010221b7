#pragma once

#include "core/http/httpresponder.h"
#include "core/localserver/models/modelregistry.h"
#include "core/localserver/realtime/runaccess.h"

#include <QThreadPool>

#include <chrono>

namespace peregrine::localserver {

/// wss://fal.run/{endpoint}/realtime. Draws in threads of its own, so that a queue full of large
/// pictures does not hold up a hand that draws.
class RealtimeApi
{
public:
    struct Options
    {
        int drawingThreads = 1;
        /// A connection without inputs for this long is told TIMEOUT and closed.
        std::chrono::milliseconds sessionTimeout{60'000};
    };

    /// The references must outlive this object; the HTTP server must have ended before.
    RealtimeApi(const RunAccess &access, const ModelRegistry &models, Options options);
    RealtimeApi(const RealtimeApi &) = delete;
    RealtimeApi &operator=(const RealtimeApi &) = delete;
    ~RealtimeApi();

    /// A request for a WebSocket below fal.run.
    void handle(const HttpRequest &request, const HttpResponder &responder);

private:
    const RunAccess &m_access;
    const ModelRegistry &m_models;
    Options m_options;
    QThreadPool m_pool;
};

} // namespace peregrine::localserver
