#include "core/localserver/queue/runapi.h"

#include "core/localserver/modelresponse.h"

namespace peregrine::localserver {

RunApi::RunApi(const KeyCheck &keys, const ModelRegistry &models, RequestQueue &queue)
    : ApiHandler(keys)
    , m_models(models)
    , m_queue(queue)
{ }

void RunApi::handle(HttpRequest request, HttpResponder responder)
{
    const QStringList path = request.target.segments.mid(1);
    if (path.size() < 2)
        return responder.send(pathNotFound(request));
    if (request.method != "POST")
        return responder.send(methodNotAllowed("POST"));
    const QString endpoint = path.join(u'/');
    const LocalModel *model = m_models.find(endpoint);
    if (model == nullptr)
        return responder.send(unknownEndpoint(m_models, endpoint));
    const Expected<QJsonObject, HttpResponse> input = bodyObject(request);
    if (!input)
        return responder.send(input.error());

    const std::optional<QString> id = m_queue.runNow(
        *model, *input, [responder, base = baseOf(request)](const StoredRequest &done) {
            responder.send(modelResponse(done, base));
        });
    if (!id) {
        HttpResponse response = HttpResponse::json(
            429,
            QJsonObject{
                {QStringLiteral("detail"),
                 QStringLiteral("All places for requests are taken. Try again, or use the queue.")},
                {QStringLiteral("error_type"), QStringLiteral("concurrent_requests_limit")},
            });
        response.setHeader("x-fal-error-type", "concurrent_requests_limit");
        response.setHeader("x-fal-needs-retry", "1");
        return responder.send(std::move(response));
    }
    responder.onDisconnected([&queue = m_queue, id = *id] { queue.cancel(id); });
}

} // namespace peregrine::localserver
