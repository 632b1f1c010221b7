#pragma once

#include "core/base/result.h"
#include "core/webhook/webhookmessage.h"
#include "core/webhook/webhookrefusal.h"

#include <QDateTime>
#include <QString>

namespace peregrine {

/// What fal's four signature headers say. Documentation: webhooks, "webhook signature".
class WebhookSignature
{
public:
    static constexpr const char *requestIdHeader = "X-Fal-Webhook-Request-Id";
    static constexpr const char *userIdHeader = "X-Fal-Webhook-User-Id";
    static constexpr const char *timestampHeader = "X-Fal-Webhook-Timestamp";
    static constexpr const char *signatureHeader = "X-Fal-Webhook-Signature";

    /// Header names in any case. Refuses what is missing, repeated, too long or not of its form.
    [[nodiscard]] static Expected<WebhookSignature, WebhookRefusal>
    read(const QList<WebhookHeader> &headers);

    [[nodiscard]] QString requestId() const { return QString::fromUtf8(m_requestId); }
    [[nodiscard]] QString userId() const { return QString::fromUtf8(m_userId); }
    /// When it was signed, in UTC.
    [[nodiscard]] QDateTime signedAt() const;
    [[nodiscard]] qint64 unixSeconds() const { return m_seconds; }
    /// 64 bytes.
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    /// The text that was signed, for a body of this SHA-256.
    [[nodiscard]] QByteArray signedText(const QByteArray &bodySha256) const;

private:
    WebhookSignature() = default;

    QByteArray m_requestId;
    QByteArray m_userId;
    /// As it was sent: it is signed with leading zeros, if there are any.
    QByteArray m_timestamp;
    qint64 m_seconds = 0;
    QByteArray m_bytes;
};

} // namespace peregrine
