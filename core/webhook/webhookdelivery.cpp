#include "core/webhook/webhookdelivery.h"

#include "core/base/json.h"
#include "core/webhook/webhooksignature.h"

#include <QCoreApplication>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::WebhookDelivery)
};

Unexpected<WebhookRefusal> malformed(const QString &message)
{
    return Unexpected{WebhookRefusal{WebhookRefusal::Reason::MalformedBody, message}};
}

constexpr qsizetype maxIdLength = 512;

/// Some errors are objects; their JSON is more use than nothing.
QString textOf(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    return value.isNull() || value.isUndefined() ? QString() : QString::fromUtf8(toJson(value));
}

} // namespace

Expected<WebhookDelivery, WebhookRefusal> WebhookDelivery::read(const WebhookSignature &signature,
                                                                const QByteArray &body)
{
    const auto json = parseJson(body);
    if (!json)
        return malformed(Text::tr("The body is not JSON: %1.").arg(json.error()));
    if (!json->isObject())
        return malformed(Text::tr("The body is JSON, but not an object."));

    WebhookDelivery delivery;
    delivery.body = json->toObject();
    const QString status = delivery.body.value(QLatin1String("status")).toString();
    if (status != QLatin1String("OK") && status != QLatin1String("ERROR"))
        return malformed(Text::tr("The body's status is neither OK nor ERROR."));
    delivery.status = status == QLatin1String("OK") ? Status::Ok : Status::Error;

    QString requestId = delivery.body.value(QLatin1String("request_id")).toString();
    if (requestId.isEmpty())
        requestId = signature.requestId();
    // Those who recognise repeated deliveries keep it.
    if (requestId.size() > maxIdLength)
        return malformed(Text::tr("The body's request_id is too long."));
    delivery.requestId = RequestId(requestId);
    delivery.gatewayRequestId =
        RequestId(delivery.body.value(QLatin1String("gateway_request_id")).toString());
    delivery.userId = signature.userId();
    delivery.signedAt = signature.signedAt();
    delivery.payload = delivery.body.value(QLatin1String("payload"));
    if (delivery.payload.isUndefined())
        delivery.payload = QJsonValue(QJsonValue::Null);
    delivery.error = textOf(delivery.body.value(QLatin1String("error")));
    delivery.payloadError = textOf(delivery.body.value(QLatin1String("payload_error")));
    return delivery;
}

} // namespace peregrine
