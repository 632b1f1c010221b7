#pragma once

#include "core/localserver/apihandler.h"
#include "core/localserver/queue/requestqueue.h"

namespace peregrine::localserver {

/// queue.fal.run: submit, status, result and cancel.
class QueueApi : public ApiHandler
{
public:
    QueueApi(const KeyCheck &keys, const ModelRegistry &models, RequestQueue &queue);

    void handle(HttpRequest request, HttpResponder responder) override;

private:
    [[nodiscard]] HttpResponse answer(const HttpRequest &request);
    [[nodiscard]] HttpResponse submit(const HttpRequest &request, const QString &endpoint);
    [[nodiscard]] HttpResponse status(const HttpRequest &request,
                                      const RequestQueue::Snapshot &snapshot) const;
    [[nodiscard]] HttpResponse result(const HttpRequest &request,
                                      const StoredRequest &stored) const;
    [[nodiscard]] HttpResponse cancel(const QString &id);
    [[nodiscard]] std::optional<RequestQueue::Snapshot> find(const QString &application,
                                                             const QString &id);

    const ModelRegistry &m_models;
    RequestQueue &m_queue;
};

} // namespace peregrine::localserver
