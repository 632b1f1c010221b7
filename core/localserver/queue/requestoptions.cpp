#include "core/localserver/queue/requestoptions.h"

#include "core/localserver/queue/requesttags.h"

namespace peregrine::localserver {

namespace {

constexpr double shortestTimeout = 0.1;
constexpr qsizetype maximumWebhook = 4'096;

/// Nothing when the header is not a number above the limit.
std::optional<double> startTimeoutIn(const HttpRequest &request)
{
    QByteArray text = request.header("x-fal-request-start-timeout");
    if (text.isEmpty())
        text = request.header("x-fal-request-timeout");
    if (text.isEmpty())
        return 0;
    bool ok = false;
    const double seconds = text.trimmed().toDouble(&ok);
    return ok && seconds > shortestTimeout ? std::optional(seconds) : std::nullopt;
}

/// -1 when there is no such parameter; nothing when it is not a whole number.
std::optional<qint64> maximumQueueLengthIn(const HttpRequest &request)
{
    const QString text = request.target.queryValue(QStringLiteral("fal_max_queue_length"));
    if (text.isNull())
        return -1;
    bool ok = false;
    const qint64 length = text.toLongLong(&ok);
    return ok && length >= 0 ? std::optional(length) : std::nullopt;
}

/// An empty URL when there is no such parameter; nothing when it is not a web address.
std::optional<QUrl> webhookIn(const HttpRequest &request)
{
    const QString text = request.target.queryValue(QStringLiteral("fal_webhook"));
    if (text.isEmpty())
        return QUrl();
    const QUrl url(text, QUrl::StrictMode);
    const bool web =
        url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    return url.isValid() && web && !url.host().isEmpty() && text.size() <= maximumWebhook
        ? std::optional(url)
        : std::nullopt;
}

Unexpected<HttpResponse> badRequest(const QString &text)
{
    return Unexpected{HttpResponse::detail(400, text)};
}

} // namespace

Expected<RequestOptions, HttpResponse> RequestOptions::fromRequest(const HttpRequest &request)
{
    const std::optional<double> timeout = startTimeoutIn(request);
    if (!timeout)
        return badRequest(QStringLiteral("The start timeout must be a number above 0.1."));
    const std::optional<qint64> length = maximumQueueLengthIn(request);
    if (!length)
        return badRequest(QStringLiteral("fal_max_queue_length must be a whole number."));
    const std::optional<QUrl> webhook = webhookIn(request);
    if (!webhook)
        return badRequest(QStringLiteral("fal_webhook must be an http or https address."));
    const Expected<ObjectLifecycle, QString> outputs =
        ObjectLifecycle::parse(request.header("x-fal-object-lifecycle-preference"));
    if (!outputs)
        return badRequest(outputs.error());
    const Expected<QJsonObject, QString> tags = parseTags(request.header("x-fal-tags"));
    if (!tags)
        return badRequest(tags.error());

    RequestOptions options;
    options.lowPriority = request.header("x-fal-queue-priority").trimmed().toLower() == "low";
    options.startTimeout = *timeout;
    options.maximumQueueLength = *length;
    options.outputs = *outputs;
    options.storePayloads = request.header("x-fal-store-io").trimmed() != "0";
    options.tags = *tags;
    options.webhook = *webhook;
    return options;
}

QJsonObject RequestOptions::toJson() const
{
    return {
        {QStringLiteral("low_priority"), lowPriority},
        {QStringLiteral("start_timeout"), startTimeout},
        {QStringLiteral("outputs"), outputs.toJson()},
        {QStringLiteral("store_payloads"), storePayloads},
        {QStringLiteral("tags"), tags},
        {QStringLiteral("webhook"), webhook.toString(QUrl::FullyEncoded)},
    };
}

std::optional<RequestOptions> RequestOptions::fromJson(const QJsonObject &json)
{
    const Expected<ObjectLifecycle, QString> outputs =
        ObjectLifecycle::fromJson(json.value(QStringLiteral("outputs")).toObject());
    if (!outputs)
        return std::nullopt;
    RequestOptions options;
    options.lowPriority = json.value(QStringLiteral("low_priority")).toBool();
    options.startTimeout = json.value(QStringLiteral("start_timeout")).toDouble();
    options.outputs = *outputs;
    options.storePayloads = json.value(QStringLiteral("store_payloads")).toBool(true);
    options.tags = json.value(QStringLiteral("tags")).toObject();
    options.webhook = QUrl(json.value(QStringLiteral("webhook")).toString(), QUrl::StrictMode);
    return options;
}

} // namespace peregrine::localserver
