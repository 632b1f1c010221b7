#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/webhook/webhookrefusal.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QJsonValue>
#include <QMetaType>
#include <QString>

namespace peregrine {

class WebhookSignature;

/// What fal sends when a request has ended. Documentation: webhooks, "webhook payload". Its words
/// for the outcome are OK and ERROR, never COMPLETED.
struct WebhookDelivery
{
    enum class Status { Ok, Error };

    /// What the queue knows the request by.
    RequestId requestId;
    /// The last attempt's; may be empty.
    RequestId gatewayRequestId;
    /// The account it ran on, from the signed headers.
    QString userId;
    QDateTime signedAt;
    Status status = Status::Ok;
    /// The model's output, or the body of its error; null when there is none.
    QJsonValue payload;
    /// Why the request failed; empty when it did not.
    QString error;
    /// Why the payload is null although there is an output; empty as a rule.
    QString payloadError;
    /// The whole body, with whatever else was in it.
    QJsonObject body;

    /// Reads a body whose signature is good. The refusal is a MalformedBody.
    [[nodiscard]] static Expected<WebhookDelivery, WebhookRefusal>
    read(const WebhookSignature &signature, const QByteArray &body);
};

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::WebhookDelivery)
