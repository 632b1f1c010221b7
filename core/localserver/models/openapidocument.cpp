#include "core/localserver/models/openapidocument.h"

#include "core/localserver/realtime/realtimelimits.h"
#include "core/localserver/thumbnails/thumbnailpath.h"

#include <QJsonArray>

namespace peregrine::localserver {

namespace {

QJsonObject one(const char *name, const QJsonValue &value)
{
    return {{QLatin1String(name), value}};
}

QJsonObject reference(const QString &schema)
{
    return one("$ref", QStringLiteral("#/components/schemas/") + schema);
}

QJsonObject jsonContent(const QJsonObject &schema)
{
    return one("application/json", one("schema", schema));
}

QJsonObject answers(const QString &description, const QJsonObject &schema)
{
    return one("200",
               QJsonObject{{QStringLiteral("description"), description},
                           {QStringLiteral("content"), jsonContent(schema)}});
}

QJsonObject requestIdParameter()
{
    return {{QStringLiteral("name"), QStringLiteral("request_id")},
            {QStringLiteral("in"), QStringLiteral("path")},
            {QStringLiteral("required"), true},
            {QStringLiteral("schema"),
             QJsonObject{{QStringLiteral("type"), QStringLiteral("string")},
                         {QStringLiteral("description"), QStringLiteral("Request ID")}}}};
}

QJsonObject textSchema(const QString &description)
{
    return {{QStringLiteral("type"), QStringLiteral("string")},
            {QStringLiteral("description"), description}};
}

QJsonObject queueStatusSchema()
{
    const QJsonObject state{
        {QStringLiteral("type"), QStringLiteral("string")},
        {QStringLiteral("enum"),
         QJsonArray{QStringLiteral("IN_QUEUE"), QStringLiteral("IN_PROGRESS"),
                    QStringLiteral("COMPLETED")}},
    };
    const QJsonObject logs{
        {QStringLiteral("type"), QStringLiteral("object")},
        {QStringLiteral("description"), QStringLiteral("The lines written so far.")},
        {QStringLiteral("additionalProperties"), true},
    };
    const QJsonObject position{
        {QStringLiteral("type"), QStringLiteral("integer")},
        {QStringLiteral("description"), QStringLiteral("How many requests are ahead.")},
    };
    const QJsonObject properties{
        {QStringLiteral("status"), state},
        {QStringLiteral("request_id"), textSchema(QStringLiteral("The request id."))},
        {QStringLiteral("response_url"), textSchema(QStringLiteral("Where the result will be."))},
        {QStringLiteral("status_url"), textSchema(QStringLiteral("Where the status is."))},
        {QStringLiteral("cancel_url"),
         textSchema(QStringLiteral("Where the request is cancelled."))},
        {QStringLiteral("logs"), logs},
        {QStringLiteral("metrics"), logs},
        {QStringLiteral("queue_position"), position},
    };
    return {{QStringLiteral("title"), QStringLiteral("QueueStatus")},
            {QStringLiteral("type"), QStringLiteral("object")},
            {QStringLiteral("properties"), properties},
            {QStringLiteral("required"),
             QJsonArray{QStringLiteral("status"), QStringLiteral("request_id")}}};
}

QJsonObject body(const QString &type, const QString &schema)
{
    return {{QStringLiteral("required"), true},
            {QStringLiteral("content"), QJsonObject{{type, one("schema", reference(schema))}}}};
}

QJsonObject answer(const QString &description, const QString &type, const QString &schema)
{
    return one("200",
               QJsonObject{{QStringLiteral("description"), description},
                           {QStringLiteral("content"),
                            QJsonObject{{type, one("schema", reference(schema))}}}});
}

/// These two are not asked of the queue.
QJsonArray runServer(const QString &scheme, const QString &base)
{
    return {one("url",
                QString(scheme + base.mid(base.indexOf(QLatin1String("://")))
                        + QLatin1String("/fal.run")))};
}

QJsonObject streamPath(const ModelCard &card, const QString &base)
{
    const QJsonObject post{
        {QStringLiteral("requestBody"), body(QStringLiteral("application/json"), card.inputSchema)},
        {QStringLiteral("responses"),
         answer(QStringLiteral("Events with the output on its way; the last one is the output."),
                QStringLiteral("text/event-stream"), card.outputSchema)},
    };
    return {{QStringLiteral("post"), post},
            {QStringLiteral("servers"), runServer(QStringLiteral("http"), base)}};
}

/// x-fal-protocol in the words of fal's own realtime applications.
QJsonObject realtimePath(const ModelCard &card, const QString &base)
{
    const QString type = QStringLiteral("application/msgpack");
    const QJsonObject protocol{
        {QStringLiteral("type"), QStringLiteral("realtime")},
        {QStringLiteral("contentType"), type},
        {QStringLiteral("realtimeMode"), QStringLiteral("unary")},
        {QStringLiteral("config"),
         QJsonObject{{QStringLiteral("buffering"), RealtimeLimits::maximumBuffering},
                     {QStringLiteral("sessionTimeout"),
                      static_cast<int>(RealtimeLimits::sessionTimeout.count())},
                     {QStringLiteral("maxBatchSize"), 1}}},
    };
    const QJsonObject post{
        {QStringLiteral("requestBody"), body(type, card.realtimeInputSchema)},
        {QStringLiteral("responses"),
         answer(QStringLiteral("One message for each input that was not passed over."), type,
                card.realtimeOutputSchema)},
    };
    return {{QStringLiteral("post"), post},
            {QStringLiteral("x-fal-protocol"), protocol},
            {QStringLiteral("servers"), runServer(QStringLiteral("ws"), base)}};
}

QJsonObject paths(const ModelCard &card, const QString &base)
{
    const QString submit = u'/' + card.endpoint;
    const QString request = submit + QLatin1String("/requests/{request_id}");
    const QJsonArray id{requestIdParameter()};
    const QJsonObject logsParameter{
        {QStringLiteral("name"), QStringLiteral("logs")},
        {QStringLiteral("in"), QStringLiteral("query")},
        {QStringLiteral("required"), false},
        {QStringLiteral("schema"),
         QJsonObject{{QStringLiteral("type"), QStringLiteral("number")},
                     {QStringLiteral("description"),
                      QStringLiteral("Whether to include logs (1) or not (0).")}}},
    };
    QJsonObject paths;
    if (card.streams)
        paths.insert(submit + QLatin1String("/stream"), streamPath(card, base));
    if (!card.realtimeInputSchema.isEmpty())
        paths.insert(submit + QLatin1String("/realtime"), realtimePath(card, base));
    const QJsonObject success{
        {QStringLiteral("type"), QStringLiteral("object")},
        {QStringLiteral("properties"),
         one("success", QJsonObject{{QStringLiteral("type"), QStringLiteral("boolean")}})},
    };
    paths.insert(submit,
                 one("post",
                     QJsonObject{
                         {QStringLiteral("requestBody"),
                          QJsonObject{{QStringLiteral("required"), true},
                                      {QStringLiteral("content"),
                                       jsonContent(reference(card.inputSchema))}}},
                         {QStringLiteral("responses"),
                          answers(QStringLiteral("The request status."),
                                  reference(QStringLiteral("QueueStatus")))},
                     }));
    paths.insert(
        request + QLatin1String("/status"),
        one("get",
            QJsonObject{
                {QStringLiteral("parameters"), QJsonArray{requestIdParameter(), logsParameter}},
                {QStringLiteral("responses"),
                 answers(QStringLiteral("The request status."),
                         reference(QStringLiteral("QueueStatus")))},
            }));
    paths.insert(request + QLatin1String("/cancel"),
                 one("put",
                     QJsonObject{
                         {QStringLiteral("parameters"), id},
                         {QStringLiteral("responses"),
                          answers(QStringLiteral("Whether the request was cancelled."), success)},
                     }));
    paths.insert(request,
                 one("get",
                     QJsonObject{
                         {QStringLiteral("parameters"), id},
                         {QStringLiteral("responses"),
                          answers(QStringLiteral("The result of the request."),
                                  reference(card.outputSchema))},
                     }));
    return paths;
}

} // namespace

QJsonObject openApiDocument(const ModelCard &card, const QString &base)
{
    const QString self =
        base + QLatin1String("/fal.ai/api/openapi/queue/openapi.json?endpoint_id=") + card.endpoint;
    const QJsonObject metadata{
        {QStringLiteral("endpointId"), card.endpoint},
        {QStringLiteral("category"), card.category},
        {QStringLiteral("thumbnailUrl"), QString(base + thumbnailPath(card.endpoint))},
        {QStringLiteral("playgroundUrl"), QString()},
        {QStringLiteral("documentationUrl"), self},
        {QStringLiteral("about"), card.description},
    };
    const QJsonObject info{
        {QStringLiteral("title"), QStringLiteral("Queue OpenAPI for ") + card.endpoint},
        {QStringLiteral("version"), QStringLiteral("1.0.0")},
        {QStringLiteral("description"),
         QStringLiteral("The OpenAPI schema for the %1 queue.").arg(card.endpoint)},
        {QStringLiteral("x-fal-metadata"), metadata},
    };
    const QJsonObject keyScheme{
        {QStringLiteral("type"), QStringLiteral("apiKey")},
        {QStringLiteral("in"), QStringLiteral("header")},
        {QStringLiteral("name"), QStringLiteral("Authorization")},
        {QStringLiteral("description"), QStringLiteral("Key <key>")},
    };
    QJsonObject schemas = card.schemas;
    schemas.insert(QStringLiteral("QueueStatus"), queueStatusSchema());
    return {
        {QStringLiteral("openapi"), QStringLiteral("3.0.4")},
        {QStringLiteral("info"), info},
        {QStringLiteral("components"),
         QJsonObject{{QStringLiteral("securitySchemes"), one("apiKeyAuth", keyScheme)},
                     {QStringLiteral("schemas"), schemas}}},
        {QStringLiteral("paths"), paths(card, base)},
        {QStringLiteral("servers"),
         QJsonArray{one("url", QString(base + QLatin1String("/queue.fal.run")))}},
        {QStringLiteral("security"), QJsonArray{one("apiKeyAuth", QJsonArray())}},
    };
}

QJsonObject catalogueEntry(const ModelCard &card, const QString &base)
{
    const QString modelUrl = base + QLatin1String("/fal.run/") + card.endpoint;
    QJsonObject metadata{
        {QStringLiteral("display_name"), card.displayName},
        {QStringLiteral("category"), card.category},
        {QStringLiteral("description"), card.description},
        {QStringLiteral("status"), QStringLiteral("active")},
        {QStringLiteral("tags"), QJsonArray::fromStringList(card.tags)},
        {QStringLiteral("updated_at"), card.date},
        {QStringLiteral("date"), card.date},
        {QStringLiteral("is_favorited"), QJsonValue(QJsonValue::Null)},
        {QStringLiteral("thumbnail_url"), QString(base + thumbnailPath(card.endpoint))},
        {QStringLiteral("model_url"), modelUrl},
        {QStringLiteral("license_type"), QStringLiteral("commercial")},
        {QStringLiteral("group"),
         QJsonObject{{QStringLiteral("key"), card.groupKey},
                     {QStringLiteral("label"), card.groupLabel}}},
        {QStringLiteral("highlighted"), false},
        {QStringLiteral("kind"), QStringLiteral("inference")},
        {QStringLiteral("training_endpoint_ids"), QJsonArray()},
        {QStringLiteral("inference_endpoint_ids"), QJsonArray()},
        {QStringLiteral("duration_estimate"), card.durationEstimate},
        {QStringLiteral("pinned"), false},
    };
    if (card.streams) {
        static const QString stream = QStringLiteral("/stream");
        metadata.insert(QStringLiteral("stream_url"),
                        modelUrl.endsWith(stream) ? modelUrl : QString(modelUrl + stream));
    }
    return {{QStringLiteral("endpoint_id"), card.endpoint}, {QStringLiteral("metadata"), metadata}};
}

} // namespace peregrine::localserver
