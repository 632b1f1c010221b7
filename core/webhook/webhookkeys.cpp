#include "core/webhook/webhookkeys.h"

#include "core/base/json.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

#include <optional>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::WebhookKeys)
};

/// A member that may be left out, but must not say something else.
bool saysNothingElse(const QJsonObject &key, QLatin1String member, QLatin1String expected)
{
    const QJsonValue value = key.value(member);
    return value.isUndefined() || value.toString() == expected;
}

std::optional<QByteArray> ed25519Of(const QJsonObject &key)
{
    if (!saysNothingElse(key, QLatin1String("kty"), QLatin1String("OKP"))
        || !saysNothingElse(key, QLatin1String("crv"), QLatin1String("Ed25519"))
        || !saysNothingElse(key, QLatin1String("use"), QLatin1String("sig")))
        return std::nullopt;
    const QByteArray text = key.value(QLatin1String("x")).toString().toLatin1();
    const auto decoded = QByteArray::fromBase64Encoding(
        text, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() != WebhookKeys::keyBytes)
        return std::nullopt;
    return decoded.decoded;
}

} // namespace

Expected<WebhookKeys, Error> WebhookKeys::parse(const QByteArray &jwks)
{
    if (jwks.size() > maxBytes)
        return Unexpected{Error::malformed(Text::tr("The webhook key set is too large."))};
    const auto json = parseJson(jwks);
    if (!json) {
        return Unexpected{
            Error::malformed(Text::tr("The webhook key set is not JSON: %1.").arg(json.error()))};
    }
    WebhookKeys keys;
    const QJsonArray entries = json->toObject().value(QLatin1String("keys")).toArray();
    for (const QJsonValue &entry : entries) {
        const auto key = ed25519Of(entry.toObject());
        if (key && !keys.m_keys.contains(*key))
            keys.m_keys.append(*key);
        if (keys.m_keys.size() == maxKeys)
            break;
    }
    if (keys.isEmpty()) {
        return Unexpected{Error::malformed(
            Text::tr("The webhook key set holds no Ed25519 key that can be used."))};
    }
    return keys;
}

} // namespace peregrine
