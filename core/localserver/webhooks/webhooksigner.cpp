#include "core/localserver/webhooks/webhooksigner.h"

#include "core/base/json.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QSaveFile>

#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace peregrine::localserver {

namespace {

constexpr qsizetype keyBytes = 32;
constexpr std::size_t signatureBytes = 64;
constexpr qint64 maximumSetBytes = 64 * 1024;
constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

struct FreeContext
{
    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
};

const unsigned char *bytesOf(const QByteArray &array)
{
    return reinterpret_cast<const unsigned char *>(array.constData());
}

unsigned char *bytesOf(QByteArray &array)
{
    return reinterpret_cast<unsigned char *>(array.data());
}

QByteArray publicKeyOf(const EVP_PKEY *key)
{
    QByteArray raw(keyBytes, '\0');
    auto size = static_cast<std::size_t>(raw.size());
    return EVP_PKEY_get_raw_public_key(key, bytesOf(raw), &size) == 1 ? raw : QByteArray();
}

QJsonObject webKey(const QByteArray &publicKey)
{
    const auto encoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    const QByteArray id =
        QCryptographicHash::hash(publicKey, QCryptographicHash::Sha256).left(8).toHex();
    return {
        {QStringLiteral("kty"), QStringLiteral("OKP")},
        {QStringLiteral("crv"), QStringLiteral("Ed25519")},
        {QStringLiteral("use"), QStringLiteral("sig")},
        {QStringLiteral("alg"), QStringLiteral("EdDSA")},
        {QStringLiteral("kid"), QString::fromLatin1(id)},
        {QStringLiteral("x"), QString::fromLatin1(publicKey.toBase64(encoding))},
    };
}

} // namespace

void WebhookSigner::FreeKey::operator()(evp_pkey_st *key) const
{
    EVP_PKEY_free(key);
}

WebhookSigner::WebhookSigner(const QString &folder)
    : m_folder(folder + QLatin1String("/webhooks"))
{ }

WebhookSigner::~WebhookSigner() = default;

Expected<Done, Error> WebhookSigner::open(bool rotate)
{
    const auto fault = [this] {
        return Unexpected{Error::storage(
            QCoreApplication::translate("peregrine::LocalServer",
                                        "The local server cannot keep the key for its webhooks in "
                                        "%1.")
                .arg(QDir::toNativeSeparators(m_folder)))};
    };
    if (!QDir().mkpath(m_folder))
        return fault();
    m_publicKeys = readPublicKeys();
    if (!rotate)
        m_key = readKey();
    if (!m_key) {
        m_key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
        if (!m_key || !writeKey(m_key))
            return fault();
    }
    const QByteArray current = publicKeyOf(m_key.get());
    m_publicKeys.removeAll(current);
    m_publicKeys.prepend(current);
    m_publicKeys = m_publicKeys.first(std::min(maximumKeys, m_publicKeys.size()));
    if (current.isEmpty() || !writePublicKeys())
        return fault();
    return Done{};
}

QByteArray WebhookSigner::signature(const QByteArray &requestId, const QByteArray &userId,
                                    qint64 unixSeconds, const QByteArray &body) const
{
    const QByteArray text = requestId + '\n' + userId + '\n' + QByteArray::number(unixSeconds)
        + '\n' + QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex();
    const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
    QByteArray signature(static_cast<qsizetype>(signatureBytes), '\0');
    std::size_t size = signatureBytes;
    const bool signedWell = context
        && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, m_key.get()) == 1
        && EVP_DigestSign(context.get(), bytesOf(signature), &size, bytesOf(text),
                          static_cast<std::size_t>(text.size()))
            == 1
        && size == signatureBytes;
    return signedWell ? signature.toHex() : QByteArray();
}

QJsonObject WebhookSigner::keySet() const
{
    QJsonArray keys;
    for (const QByteArray &key : m_publicKeys)
        keys.append(webKey(key));
    return {{QStringLiteral("keys"), keys}};
}

WebhookSigner::Key WebhookSigner::readKey() const
{
    QFile file(m_folder + QLatin1String("/signing.key"));
    if (!file.open(QIODevice::ReadOnly))
        return nullptr;
    // Also one that was copied or restored with other rights.
    file.setPermissions(ownerOnly);
    QByteArray raw = file.read(keyBytes + 1);
    Key key;
    if (raw.size() == keyBytes) {
        key.reset(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr,
                                               bytesOf(std::as_const(raw)),
                                               static_cast<std::size_t>(raw.size())));
    }
    OPENSSL_cleanse(raw.data(), static_cast<std::size_t>(raw.size()));
    return key;
}

bool WebhookSigner::writeKey(const Key &key) const
{
    QByteArray raw(keyBytes, '\0');
    auto size = static_cast<std::size_t>(raw.size());
    QSaveFile file(m_folder + QLatin1String("/signing.key"));
    // The rights come before the bytes.
    const bool written = EVP_PKEY_get_raw_private_key(key.get(), bytesOf(raw), &size) == 1
        && file.open(QIODevice::WriteOnly) && file.setPermissions(ownerOnly)
        && file.write(raw) == raw.size() && file.commit();
    OPENSSL_cleanse(raw.data(), static_cast<std::size_t>(raw.size()));
    return written;
}

QList<QByteArray> WebhookSigner::readPublicKeys() const
{
    QFile file(m_folder + QLatin1String("/jwks.json"));
    QList<QByteArray> keys;
    if (!file.open(QIODevice::ReadOnly))
        return keys;
    const Expected<QJsonValue, QString> set = parseJson(file.read(maximumSetBytes));
    const QJsonArray list =
        set ? set->toObject().value(QStringLiteral("keys")).toArray() : QJsonArray();
    for (const QJsonValue &key : list) {
        const QByteArray raw =
            QByteArray::fromBase64(key.toObject().value(QStringLiteral("x")).toString().toLatin1(),
                                   QByteArray::Base64UrlEncoding);
        if (raw.size() == keyBytes && keys.size() < maximumKeys)
            keys.append(raw);
    }
    return keys;
}

bool WebhookSigner::writePublicKeys() const
{
    QSaveFile file(m_folder + QLatin1String("/jwks.json"));
    return file.open(QIODevice::WriteOnly) && file.write(toJson(keySet())) > 0 && file.commit();
}

} // namespace peregrine::localserver
