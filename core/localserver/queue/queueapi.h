#pragma once

#include "core/localserver/apihandler.h"
#include "core/localserver/queue/requestqueue.h"
#include "core/localserver/webhooks/webhooktargets.h"

#include <chrono>

namespace peregrine::localserver {

/// queue.fal.run: submit, status, status stream, result and cancel.
class QueueApi : public ApiHandler
{
public:
    /// commentAfter: a status stream without news sends a comment line.
    QueueApi(const KeyCheck &keys, const ModelRegistry &models, RequestQueue &queue,
             WebhookTargets webhookTargets, std::chrono::milliseconds commentAfter);

    void handle(HttpRequest request, HttpResponder responder) override;

private:
    [[nodiscard]] HttpResponse answer(const HttpRequest &request);
    [[nodiscard]] HttpResponse submit(const HttpRequest &request, const QString &endpoint);
    [[nodiscard]] HttpResponse status(const HttpRequest &request,
                                      const RequestQueue::Snapshot &snapshot) const;
    void streamStatus(const HttpRequest &request, const QString &id,
                      const HttpResponder &responder);
    [[nodiscard]] HttpResponse result(const HttpRequest &request, const StoredRequest &stored);
    [[nodiscard]] HttpResponse cancel(const QString &id);
    [[nodiscard]] std::optional<RequestQueue::Snapshot> find(const QString &application,
                                                             const QString &id);

    const ModelRegistry &m_models;
    RequestQueue &m_queue;
    WebhookTargets m_webhookTargets;
    std::chrono::milliseconds m_commentAfter;
};

} // namespace peregrine::localserver
