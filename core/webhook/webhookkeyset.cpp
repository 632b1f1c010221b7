#include "core/webhook/webhookkeyset.h"

#include "core/fal/transport/falexchange.h"
#include "core/fal/transport/faltransport.h"

#include <utility>

namespace peregrine {

WebhookKeySet::WebhookKeySet(FalTransport &transport, const Clock &clock, Options options,
                             QObject *parent)
    : QObject(parent)
    , m_transport(&transport)
    , m_clock(&clock)
    , m_options(std::move(options))
{ }

WebhookKeySet::WebhookKeySet(WebhookKeys keys, QObject *parent)
    : QObject(parent)
    , m_keys(std::move(keys))
{ }

WebhookKeySet::~WebhookKeySet() = default;

WebhookKeys WebhookKeySet::current() const
{
    if (!m_clock || m_keys.isEmpty())
        return m_keys;
    const qint64 age = m_fetchedAt.secsTo(m_clock->now());
    // Negative when the computer's clock was put back: then nobody knows the age.
    return age >= 0 && age <= m_options.keep.count() ? m_keys : WebhookKeys();
}

bool WebhookKeySet::refresh()
{
    if (isRefreshing())
        return true;
    if (!m_transport)
        return false;
    const QDateTime now = m_clock->now();
    if (m_askedAt.isValid() && qAbs(m_askedAt.secsTo(now)) < m_options.pause.count())
        return false;
    m_askedAt = now;
    FalRequest request;
    request.url = m_options.url;
    m_exchange = m_transport->send(request, this, [this](const Expected<FalAnswer, Error> &answer) {
        if (m_exchange)
            std::exchange(m_exchange, nullptr)->deleteLater();
        if (answer)
            take(answer->body);
        else
            fail(answer.error());
    });
    return true;
}

void WebhookKeySet::take(const QByteArray &jwks)
{
    auto keys = WebhookKeys::parse(jwks);
    if (!keys) {
        fail(keys.error());
        return;
    }
    m_keys = std::move(*keys);
    m_fetchedAt = m_clock->now();
    m_isInDoubt = false;
    Q_EMIT refreshed();
}

void WebhookKeySet::fail(const Error &error)
{
    m_isInDoubt = true;
    Q_EMIT refreshFailed(error);
}

} // namespace peregrine
