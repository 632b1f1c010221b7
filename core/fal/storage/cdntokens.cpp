#include "core/fal/storage/cdntokens.h"

#include "core/base/clock.h"
#include "core/fal/transport/falexchange.h"

namespace peregrine {

namespace {

/// An upload that begins with a token must be able to end with it.
constexpr qint64 marginSeconds = 60;

bool sameOrigin(const QUrl &a, const QUrl &b)
{
    const int fallback = b.scheme() == QLatin1String("https") ? 443 : 80;
    return a.scheme() == b.scheme() && a.host().toLower() == b.host().toLower()
        && a.port(fallback) == b.port(fallback);
}

} // namespace

bool isCdnHost(const QString &host)
{
    return host == QLatin1String("fal.media") || host.endsWith(QLatin1String(".fal.media"));
}

CdnTokens::CdnTokens(FalTransport &transport, std::shared_ptr<const Clock> clock, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_clock(std::move(clock))
{ }

CdnTokens::~CdnTokens() = default;

void CdnTokens::get(QObject *receiver, std::function<void(const Outcome &)> done)
{
    if (m_token && isFresh(*m_token)) {
        done(*m_token);
        return;
    }
    m_waiting.append({receiver, std::move(done)});
    if (m_exchange)
        return;
    FalRequest request;
    request.method = FalRequest::Method::Post;
    request.url =
        QUrl(QStringLiteral("https://rest.fal.ai/storage/auth/token?storage_type=fal-cdn-v3"));
    request.body = QByteArrayLiteral("{}");
    m_exchange = m_transport.send(request, this, [this](const Expected<FalAnswer, Error> &answer) {
        m_exchange->deleteLater();
        m_exchange.clear();
        settle(answer ? read(*answer) : Outcome(Unexpected{answer.error()}));
    });
}

void CdnTokens::reject(const CdnToken &token)
{
    if (m_token && m_token->authorization.reveal() == token.authorization.reveal())
        m_token.reset();
}

bool CdnTokens::isFresh(const CdnToken &token) const
{
    return token.expiresAt.isValid() && m_clock->now().addSecs(marginSeconds) < token.expiresAt;
}

CdnTokens::Outcome CdnTokens::read(const FalAnswer &answer) const
{
    const auto object = jsonObjectOf(answer);
    if (!object)
        return Unexpected{object.error()};
    const QString token = object->value(QStringLiteral("token")).toString();
    const QString type = object->value(QStringLiteral("token_type")).toString();
    const QUrl base(object->value(QStringLiteral("base_url")).toString());
    if (token.isEmpty() || !trusted(base))
        return Unexpected{
            Error::malformed(tr("The server gave no usable token to upload the file with."))};
    CdnToken read;
    read.authorization =
        Secret((type.isEmpty() ? QStringLiteral("Bearer") : type).toUtf8() + ' ' + token.toUtf8());
    read.baseUrl = base;
    read.expiresAt = QDateTime::fromString(object->value(QStringLiteral("expires_at")).toString(),
                                           Qt::ISODateWithMs);
    return read;
}

void CdnTokens::settle(const Outcome &outcome)
{
    if (outcome)
        m_token = *outcome;
    // Those who are called may ask again or delete others who wait.
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &[receiver, done] : waiting) {
        if (receiver)
            done(outcome);
    }
}

std::optional<QUrl> CdnTokens::trusted(const QUrl &url) const
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return std::nullopt;
    const FalEnvironment &environment = m_transport.environment();
    if (!environment.base().isEmpty() && sameOrigin(url, environment.base()))
        return url;
    if (url.scheme() != QLatin1String("https") || url.port(443) != 443
        || !isCdnHost(url.host().toLower()))
        return std::nullopt;
    return environment.resolve(url);
}

} // namespace peregrine
