#include "core/localserver/queue/runapi.h"

#include "core/localserver/modelresponse.h"
#include "core/localserver/queue/runstream.h"

#include <memory>

namespace peregrine::localserver {

namespace {

HttpResponse allPlacesTaken()
{
    HttpResponse response = HttpResponse::json(
        429,
        QJsonObject{
            {QStringLiteral("detail"),
             QStringLiteral("All places for requests are taken. Try again, or use the queue.")},
            {QStringLiteral("error_type"), QStringLiteral("concurrent_requests_limit")},
        });
    response.setHeader("x-fal-error-type", "concurrent_requests_limit");
    response.setHeader("x-fal-needs-retry", "1");
    response.setHeader("retry-after", "1");
    return response;
}

} // namespace

RunApi::RunApi(const KeyCheck &keys, const RunAccess &access, const ModelRegistry &models,
               RequestQueue &queue, RealtimeApi &realtime, std::chrono::milliseconds commentAfter)
    : ApiHandler(keys)
    , m_access(access)
    , m_models(models)
    , m_queue(queue)
    , m_realtime(realtime)
    , m_commentAfter(commentAfter)
{ }

HttpBodyPlan RunApi::planBody(const HttpRequest &head)
{
    // A WebSocket is told in its own words; see RealtimeApi.
    if (head.isWebSocketUpgrade())
        return HttpBodyPlan::toMemory(0);
    return m_access.passes(head) ? HttpBodyPlan::toMemory(maximumJsonBytes)
                                 : HttpBodyPlan::refuse(unauthorized());
}

void RunApi::handle(HttpRequest request, HttpResponder responder)
{
    if (request.isWebSocketUpgrade())
        m_realtime.handle(request, responder);
    else if (request.target.segments.size() < 3)
        responder.send(pathNotFound(request));
    else if (request.method != "POST")
        responder.send(methodNotAllowed("POST"));
    else
        run(request, responder);
}

void RunApi::run(const HttpRequest &request, const HttpResponder &responder)
{
    QStringList path = request.target.segments.mid(1);
    const QString asked = path.join(u'/');
    const LocalModel *model = m_models.find(asked);
    // Some emulated endpoints have ids that end in /stream: they are a stream by themselves.
    const bool streamed =
        path.takeLast() == QLatin1String("stream") && (model == nullptr || model->card().streams);
    if (streamed && model == nullptr)
        model = m_models.find(path.join(u'/'));
    if (model == nullptr || (streamed && !model->card().streams))
        return responder.send(unknownEndpoint(m_models, asked));
    const Expected<QJsonObject, HttpResponse> input = bodyObject(request);
    if (!input)
        return responder.send(input.error());
    const Expected<RequestOptions, HttpResponse> options = RequestOptions::fromRequest(request);
    if (!options)
        return responder.send(options.error());

    std::optional<QString> id;
    const QString base = baseOf(request);
    if (streamed) {
        const auto stream = std::make_shared<RunStream>(responder, base, m_commentAfter);
        id = m_queue.runNow(
            *model, *input, *options,
            [stream](const StoredRequest &done) { stream->finished(done); },
            [stream](const QString &requestId, const QJsonObject &output) {
                stream->partial(requestId, output);
            });
    } else {
        id = m_queue.runNow(*model, *input, *options, [responder, base](const StoredRequest &done) {
            responder.send(modelResponse(done, base));
        });
    }
    if (!id)
        return responder.send(allPlacesTaken());
    responder.onDisconnected([&queue = m_queue, id = *id] { queue.cancel(id); });
}

} // namespace peregrine::localserver
