#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <memory>

// OpenSSL's, as it declares it itself.
struct evp_pkey_st;

namespace peregrine::localserver {

/// Signs webhooks with Ed25519 as fal does (documentation: webhooks, "verifying your webhook") and
/// knows the set of public keys to check them by. The key pair is made once for a data folder; only
/// its owner may read the file. Safe from any thread after open().
class WebhookSigner
{
public:
    static constexpr qsizetype maximumKeys = 3;

    /// folder: the server's; a folder of the signer's own is made in it.
    explicit WebhookSigner(const QString &folder);
    WebhookSigner(const WebhookSigner &) = delete;
    WebhookSigner &operator=(const WebhookSigner &) = delete;
    ~WebhookSigner();

    /// Reads the key pair or makes one. rotate: makes a new one; the last public keys stay in the
    /// set, since deliveries that they signed may be on their way.
    [[nodiscard]] Expected<Done, Error> open(bool rotate);

    /// Lower-case hex of 64 bytes; empty when OpenSSL fails. unixSeconds: now.
    [[nodiscard]] QByteArray signature(const QByteArray &requestId, const QByteArray &userId,
                                       qint64 unixSeconds, const QByteArray &body) const;
    /// A JSON Web Key Set (RFC 8037), the key in use first.
    [[nodiscard]] QJsonObject keySet() const;

private:
    struct FreeKey
    {
        void operator()(evp_pkey_st *key) const;
    };
    using Key = std::unique_ptr<evp_pkey_st, FreeKey>;

    [[nodiscard]] Key readKey() const;
    [[nodiscard]] bool writeKey(const Key &key) const;
    [[nodiscard]] QList<QByteArray> readPublicKeys() const;
    [[nodiscard]] bool writePublicKeys() const;

    QString m_folder;
    Key m_key;
    /// Raw, 32 bytes each, the newest first.
    QList<QByteArray> m_publicKeys;
};

} // namespace peregrine::localserver
