#include "tests/unit/webhook/webhooksigner.h"

#include <QCryptographicHash>

#include <array>
#include <openssl/evp.h>

namespace peregrine::test {

void WebhookSigner::Free::operator()(EVP_PKEY *key) const
{
    EVP_PKEY_free(key);
}

WebhookSigner::WebhookSigner()
    : m_key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"))
{
    if (!m_key)
        qFatal("no Ed25519 key could be made");
}

WebhookSigner::~WebhookSigner() = default;

WebhookMessage WebhookSigner::sign(const QByteArray &body, const QDateTime &at,
                                   const QByteArray &requestId) const
{
    const QByteArray timestamp = QByteArray::number(at.toSecsSinceEpoch());
    const QByteArray text = requestId + "\nuser-1\n" + timestamp + '\n'
        + QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex();
    std::array<unsigned char, 64> signature{};
    std::size_t size = signature.size();
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    const bool isSigned = EVP_DigestSignInit(context, nullptr, nullptr, nullptr, m_key.get()) == 1
        && EVP_DigestSign(context, signature.data(), &size,
                          reinterpret_cast<const unsigned char *>(text.constData()),
                          static_cast<std::size_t>(text.size()))
            == 1;
    EVP_MD_CTX_free(context);
    if (!isSigned)
        qFatal("signing failed");
    WebhookMessage message;
    message.headers = {
        WebhookHeader{"Content-Type", "application/json"},
        WebhookHeader{"X-Fal-Webhook-Request-Id", requestId},
        WebhookHeader{"X-Fal-Webhook-User-Id", "user-1"},
        WebhookHeader{"X-Fal-Webhook-Timestamp", timestamp},
        WebhookHeader{
            "X-Fal-Webhook-Signature",
            QByteArray(reinterpret_cast<const char *>(signature.data()), qsizetype(size)).toHex()}};
    message.body = body;
    return message;
}

QByteArray WebhookSigner::x() const
{
    std::array<unsigned char, 32> bytes{};
    std::size_t size = bytes.size();
    EVP_PKEY_get_raw_public_key(m_key.get(), bytes.data(), &size);
    return QByteArray(reinterpret_cast<const char *>(bytes.data()), qsizetype(size))
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray WebhookSigner::jwks(const QList<const WebhookSigner *> &signers)
{
    QByteArrayList keys;
    for (const WebhookSigner *signer : signers)
        keys.append("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + signer->x() + "\"}");
    return "{\"keys\":[" + keys.join(',') + "]}";
}

} // namespace peregrine::test
