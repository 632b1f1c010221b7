#pragma once

#include "core/base/result.h"
#include "core/webhook/webhookkeys.h"
#include "core/webhook/webhookmessage.h"
#include "core/webhook/webhookrefusal.h"
#include "core/webhook/webhooksignature.h"

#include <QByteArray>
#include <QDateTime>

#include <chrono>
#include <optional>

namespace peregrine {

/// Says whether a delivery comes from fal: Ed25519 over four headers' worth of text and the body's
/// SHA-256, signed not long ago. A pure function of its arguments, from any thread.
/// Documentation: webhooks, "verifying your webhook".
class WebhookVerifier
{
public:
    /// Both ways; the documentation's 5 minutes.
    static constexpr std::chrono::seconds defaultTolerance{300};

    explicit WebhookVerifier(std::chrono::seconds tolerance = defaultTolerance)
        : m_tolerance(tolerance)
    { }

    /// The whole check.
    [[nodiscard]] Expected<WebhookSignature, WebhookRefusal>
    verify(const WebhookMessage &message, const WebhookKeys &keys, const QDateTime &now) const;

    /// Its parts, for those who read the headers and hash the body elsewhere. The refusal, or
    /// nothing when all is well.
    [[nodiscard]] std::optional<WebhookRefusal> checkTime(const WebhookSignature &signature,
                                                          const QDateTime &now) const;
    [[nodiscard]] static std::optional<WebhookRefusal>
    checkSignature(const WebhookSignature &signature, const QByteArray &bodySha256,
                   const WebhookKeys &keys);
    [[nodiscard]] static QByteArray sha256(const QByteArray &body);

private:
    std::chrono::seconds m_tolerance;
};

} // namespace peregrine
