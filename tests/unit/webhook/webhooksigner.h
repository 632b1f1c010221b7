#pragma once

#include "core/webhook/webhookmessage.h"

#include <QByteArray>
#include <QDateTime>

#include <memory>

using EVP_PKEY = struct evp_pkey_st;

namespace peregrine::test {

/// Signs deliveries as fal does, with a throw-away key.
class WebhookSigner
{
public:
    WebhookSigner();
    ~WebhookSigner();

    [[nodiscard]] WebhookMessage sign(const QByteArray &body, const QDateTime &at,
                                      const QByteArray &requestId = "r1") const;
    /// The member "x" of its key in a key set.
    [[nodiscard]] QByteArray x() const;
    /// A key set of these signers' keys.
    [[nodiscard]] static QByteArray jwks(const QList<const WebhookSigner *> &signers);

private:
    struct Free
    {
        void operator()(EVP_PKEY *key) const;
    };
    std::unique_ptr<EVP_PKEY, Free> m_key;
};

} // namespace peregrine::test
