#pragma once

#include "core/localserver/apihandler.h"
#include "core/localserver/queue/requestqueue.h"

namespace peregrine::localserver {

/// fal.run: runs a model and answers with its output. Ends the run when the client goes away.
class RunApi : public ApiHandler
{
public:
    RunApi(const KeyCheck &keys, const ModelRegistry &models, RequestQueue &queue);

    void handle(HttpRequest request, HttpResponder responder) override;

private:
    const ModelRegistry &m_models;
    RequestQueue &m_queue;
};

} // namespace peregrine::localserver
