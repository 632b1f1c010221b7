#include "core/localserver/queue/queueapi.h"

#include "core/localserver/modelresponse.h"
#include "core/localserver/queue/eventstream.h"
#include "core/localserver/queue/statusanswer.h"
#include "core/localserver/queue/statusstream.h"

#include <QJsonArray>

#include <utility>

namespace peregrine::localserver {

namespace {

HttpResponse onlyStatus(int status, const char *name)
{
    return HttpResponse::json(status, QJsonObject{{QStringLiteral("status"), QLatin1String(name)}});
}

HttpResponse badRequest(const QString &text)
{
    return HttpResponse::detail(400, text);
}

HttpResponse queueFull()
{
    HttpResponse response =
        HttpResponse::detail(429, QStringLiteral("The queue is full. Try again later."));
    response.setHeader("x-fal-needs-retry", "1");
    response.setHeader("retry-after", "1");
    return response;
}

} // namespace

QueueApi::QueueApi(const KeyCheck &keys, const ModelRegistry &models, RequestQueue &queue,
                   WebhookTargets webhookTargets, std::chrono::milliseconds commentAfter)
    : ApiHandler(keys)
    , m_models(models)
    , m_queue(queue)
    , m_webhookTargets(webhookTargets)
    , m_commentAfter(commentAfter)
{ }

void QueueApi::handle(HttpRequest request, HttpResponder responder)
{
    const QStringList path = request.target.segments.mid(1);
    const qsizetype mark = path.indexOf(QStringLiteral("requests"));
    const bool stream = mark >= 2 && request.method == "GET"
        && path.mid(mark + 2) == QStringList{QStringLiteral("status"), QStringLiteral("stream")};
    if (!stream)
        return responder.send(answer(request));
    if (find(path.first(mark).join(u'/'), path.at(mark + 1)))
        streamStatus(request, path.at(mark + 1), responder);
    else
        responder.send(onlyStatus(404, "NOT_FOUND"));
}

HttpResponse QueueApi::answer(const HttpRequest &request)
{
    // queue.fal.run / endpoint... [/ requests / id [/ status [/ stream] | cancel]]
    const QStringList path = request.target.segments.mid(1);
    const qsizetype mark = path.indexOf(QStringLiteral("requests"));
    if (mark < 0) {
        if (path.size() < 2)
            return pathNotFound(request);
        return request.method == "POST" ? submit(request, path.join(u'/'))
                                        : methodNotAllowed("POST");
    }

    const QString operation = path.mid(mark + 2).join(u'/');
    const bool known = operation.isEmpty() || operation == QLatin1String("status")
        || operation == QLatin1String("status/stream") || operation == QLatin1String("cancel");
    if (mark < 2 || path.size() < mark + 2 || !known)
        return pathNotFound(request);
    const QByteArray method = operation == QLatin1String("cancel") ? "PUT" : "GET";
    if (request.method != method)
        return methodNotAllowed(method);
    const std::optional<RequestQueue::Snapshot> snapshot =
        find(path.first(mark).join(u'/'), path.at(mark + 1));
    HttpResponse response;
    if (!snapshot)
        response = onlyStatus(404, "NOT_FOUND");
    else if (operation.isEmpty())
        response = result(request, snapshot->request);
    else if (method == "PUT")
        response = cancel(snapshot->request.id);
    else
        response = status(request, *snapshot);
    if (snapshot)
        response.setHeader("x-fal-request-id", snapshot->request.id.toLatin1());
    return response;
}

HttpResponse QueueApi::submit(const HttpRequest &request, const QString &endpoint)
{
    const LocalModel *model = m_models.find(endpoint);
    if (model == nullptr)
        return unknownEndpoint(m_models, endpoint);
    const Expected<QJsonObject, HttpResponse> input = bodyObject(request);
    if (!input)
        return input.error();

    Expected<RequestOptions, HttpResponse> options = RequestOptions::fromRequest(request);
    if (!options)
        return options.error();
    QString notice;
    if (!options->webhook.isEmpty())
        notice = m_webhookTargets.refusal(options->webhook);
    if (!notice.isEmpty())
        options->webhook.clear();
    const auto submitted = m_queue.submit(*model, *input, *options, notice);
    if (!submitted) {
        return submitted.error() == RequestQueue::SubmitFault::QueueFull
            ? queueFull()
            : HttpResponse::detail(
                507,
                QStringLiteral("The server cannot write to its disk, so it has not taken the "
                               "request. Free some space or allow writing to its data folder, then "
                               "send it again."));
    }
    QJsonObject body = requestAddresses(submitted->request, baseOf(request));
    body.insert(QStringLiteral("status"), QStringLiteral("IN_QUEUE"));
    body.insert(QStringLiteral("queue_position"), submitted->position);
    body.insert(QStringLiteral("logs"), QJsonValue(QJsonValue::Null));
    body.insert(QStringLiteral("metrics"), QJsonObject());
    if (!notice.isEmpty())
        body.insert(QStringLiteral("warning"), notice);
    HttpResponse response = HttpResponse::json(200, body);
    response.setHeader("x-fal-request-id", submitted->request.id.toLatin1());
    return response;
}

HttpResponse QueueApi::status(const HttpRequest &request,
                              const RequestQueue::Snapshot &snapshot) const
{
    const StoredRequest &stored = snapshot.request;
    const bool withLogs = asksForLogs(request.target.queryValue(QStringLiteral("logs")));
    const QJsonValue logs = withLogs ? QJsonValue(stored.logs) : QJsonValue(QJsonValue::Null);
    return HttpResponse::json(stored.state == StoredRequest::State::Done ? 200 : 202,
                              statusAnswer(stored, snapshot.position, baseOf(request), logs));
}

void QueueApi::streamStatus(const HttpRequest &request, const QString &id,
                            const HttpResponder &responder)
{
    // The stream lives as long as the connection cares for it, and no longer.
    const auto stream = std::make_shared<StatusStream>(
        responder.stream(eventStreamHead(id), eventStreamComment(m_commentAfter)), baseOf(request),
        asksForLogs(request.target.queryValue(QStringLiteral("logs"))));
    responder.onDisconnected([stream] {});
    m_queue.observe(id, stream);
}

HttpResponse QueueApi::result(const HttpRequest &request, const StoredRequest &stored)
{
    if (stored.state != StoredRequest::State::Done)
        return badRequest(QStringLiteral("Request is still in progress"));
    if (stored.payloadsRemoved) {
        return HttpResponse::detail(404, QStringLiteral("The result of this request was removed."));
    }
    HttpResponse response = modelResponse(stored, baseOf(request));
    if (!stored.options.storePayloads)
        m_queue.removePayloads(stored.id);
    return response;
}

HttpResponse QueueApi::cancel(const QString &id)
{
    switch (m_queue.cancel(id)) {
    case RequestQueue::CancelOutcome::Removed:
        return onlyStatus(200, "OK");
    case RequestQueue::CancelOutcome::Requested:
        return onlyStatus(202, "CANCELLATION_REQUESTED");
    case RequestQueue::CancelOutcome::AlreadyCompleted:
        return onlyStatus(400, "ALREADY_COMPLETED");
    case RequestQueue::CancelOutcome::NotFound:
        break;
    }
    return onlyStatus(404, "NOT_FOUND");
}

std::optional<RequestQueue::Snapshot> QueueApi::find(const QString &application, const QString &id)
{
    std::optional<RequestQueue::Snapshot> snapshot = m_queue.find(id);
    if (!snapshot)
        return std::nullopt;
    // The short form is what fal's clients send; its OpenAPI documents have the full id.
    const QString &endpoint = snapshot->request.endpoint;
    const bool fits = application == endpoint || application == endpoint.section(u'/', 0, 1);
    return fits ? snapshot : std::nullopt;
}

} // namespace peregrine::localserver
