#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QList>

namespace peregrine {

/// fal's public keys, from a JSON Web Key Set (RFC 7517, RFC 8037). Documentation: webhooks,
/// "verifying your webhook": every key is tried, a key's name (kid) says nothing.
class WebhookKeys
{
public:
    /// Larger key sets are refused before they are parsed.
    static constexpr qsizetype maxBytes = 256 * 1024;
    /// Further keys are left out: each costs time on every wrong signature.
    static constexpr qsizetype maxKeys = 32;
    static constexpr qsizetype keyBytes = 32;

    WebhookKeys() = default;

    /// Keys of other kinds, and those that are broken, are left out; an error when none is left.
    [[nodiscard]] static Expected<WebhookKeys, Error> parse(const QByteArray &jwks);

    [[nodiscard]] bool isEmpty() const { return m_keys.isEmpty(); }
    /// Each keyBytes long.
    [[nodiscard]] const QList<QByteArray> &ed25519() const { return m_keys; }

    friend bool operator==(const WebhookKeys &, const WebhookKeys &) = default;

private:
    QList<QByteArray> m_keys;
};

} // namespace peregrine
