#include "core/localserver/webhooks/pendingdelivery.h"

#include "core/base/json.h"
#include "core/localserver/serverid.h"
#include "core/localserver/storage/fileurls.h"

namespace peregrine::localserver {

namespace {

QDateTime timeIn(const QJsonObject &json, const char *name)
{
    return QDateTime::fromString(json.value(QLatin1String(name)).toString(), Qt::ISODateWithMs);
}

} // namespace

PendingDelivery PendingDelivery::of(const StoredRequest &request)
{
    PendingDelivery delivery;
    delivery.requestId = request.id;
    delivery.url = request.options.webhook;
    delivery.status = request.status;
    delivery.payload = request.output;
    delivery.ended = request.ended;
    delivery.next = request.ended;
    return delivery;
}

QByteArray PendingDelivery::body(const QString &base, qint64 maximumPayload) const
{
    const bool good = status < 300;
    QJsonObject body{
        {QStringLiteral("request_id"), requestId},
        // A request runs once here, so its only attempt has its name.
        {QStringLiteral("gateway_request_id"), requestId},
        {QStringLiteral("status"), good ? QStringLiteral("OK") : QStringLiteral("ERROR")},
        {QStringLiteral("payload"), withFileUrls(payload, base)},
    };
    if (!good) {
        body.insert(QStringLiteral("error"), QStringLiteral("Invalid status code: %1").arg(status));
    }
    const QByteArray whole = peregrine::toJson(body);
    if (whole.size() <= maximumPayload)
        return whole;
    body.insert(QStringLiteral("payload"), QJsonValue(QJsonValue::Null));
    body.insert(QStringLiteral("payload_error"),
                QStringLiteral("The payload is too large for a webhook; fetch the result."));
    return peregrine::toJson(body);
}

QJsonObject PendingDelivery::toJson() const
{
    return {
        {QStringLiteral("request_id"), requestId},
        {QStringLiteral("url"), url.toString(QUrl::FullyEncoded)},
        {QStringLiteral("status"), status},
        {QStringLiteral("payload"), payload},
        {QStringLiteral("ended"), ended.toString(Qt::ISODateWithMs)},
        {QStringLiteral("attempts"), attempts},
        {QStringLiteral("next"), next.toString(Qt::ISODateWithMs)},
    };
}

std::optional<PendingDelivery> PendingDelivery::fromJson(const QJsonObject &json)
{
    PendingDelivery delivery;
    delivery.requestId = json.value(QStringLiteral("request_id")).toString();
    delivery.url = QUrl(json.value(QStringLiteral("url")).toString(), QUrl::StrictMode);
    delivery.status = json.value(QStringLiteral("status")).toInt();
    delivery.payload = json.value(QStringLiteral("payload"));
    delivery.ended = timeIn(json, "ended");
    delivery.attempts = json.value(QStringLiteral("attempts")).toInt();
    delivery.next = timeIn(json, "next");
    const bool whole = isServerId(delivery.requestId) && delivery.url.isValid()
        && !delivery.url.host().isEmpty() && delivery.ended.isValid() && delivery.next.isValid();
    return whole ? std::optional(delivery) : std::nullopt;
}

} // namespace peregrine::localserver
