#include "core/webhook/webhookverifier.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <algorithm>
#include <memory>
#include <openssl/evp.h>

namespace peregrine {

namespace {

using Reason = WebhookRefusal::Reason;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::WebhookVerifier)
};

struct FreeKey
{
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
};

struct FreeContext
{
    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
};

const unsigned char *bytesOf(const QByteArray &array)
{
    return reinterpret_cast<const unsigned char *>(array.constData());
}

bool fits(const QByteArray &publicKey, const QByteArray &signature, const QByteArray &text)
{
    const std::unique_ptr<EVP_PKEY, FreeKey> key(EVP_PKEY_new_raw_public_key(
        EVP_PKEY_ED25519, nullptr, bytesOf(publicKey), static_cast<std::size_t>(publicKey.size())));
    const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
    return key && context
        && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1
        && EVP_DigestVerify(context.get(), bytesOf(signature),
                            static_cast<std::size_t>(signature.size()), bytesOf(text),
                            static_cast<std::size_t>(text.size()))
        == 1;
}

} // namespace

Expected<WebhookSignature, WebhookRefusal> WebhookVerifier::verify(const WebhookMessage &message,
                                                                   const WebhookKeys &keys,
                                                                   const QDateTime &now) const
{
    auto signature = WebhookSignature::read(message.headers);
    if (!signature)
        return signature;
    if (auto refusal = checkTime(*signature, now))
        return Unexpected{std::move(*refusal)};
    if (auto refusal = checkSignature(*signature, sha256(message.body), keys))
        return Unexpected{std::move(*refusal)};
    return signature;
}

std::optional<WebhookRefusal> WebhookVerifier::checkTime(const WebhookSignature &signature,
                                                         const QDateTime &now) const
{
    const qint64 difference = now.toSecsSinceEpoch() - signature.unixSeconds();
    if (qAbs(difference) <= m_tolerance.count())
        return std::nullopt;
    const auto minutes = static_cast<int>(m_tolerance.count() / 60);
    return WebhookRefusal{
        Reason::OutsideTimeWindow,
        difference > 0
            ? Text::tr("It was signed more than %n minute(s) ago: an old delivery sent again, or "
                       "this computer's clock is ahead.",
                       nullptr, minutes)
            : Text::tr("It was signed more than %n minute(s) in the future: look at this "
                       "computer's clock.",
                       nullptr, minutes)};
}

std::optional<WebhookRefusal> WebhookVerifier::checkSignature(const WebhookSignature &signature,
                                                              const QByteArray &bodySha256,
                                                              const WebhookKeys &keys)
{
    const QByteArray text = signature.signedText(bodySha256);
    const QList<QByteArray> &all = keys.ed25519();
    const bool isGenuine = std::any_of(all.cbegin(), all.cend(), [&](const QByteArray &key) {
        return fits(key, signature.bytes(), text);
    });
    if (isGenuine)
        return std::nullopt;
    return WebhookRefusal{Reason::WrongSignature,
                          Text::tr("No key of the key set made its signature: it is not from fal, "
                                   "or was changed on the way.")};
}

QByteArray WebhookVerifier::sha256(const QByteArray &body)
{
    return QCryptographicHash::hash(body, QCryptographicHash::Sha256);
}

} // namespace peregrine
