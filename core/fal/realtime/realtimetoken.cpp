#include "core/fal/realtime/realtimetoken.h"

#include <utility>

namespace peregrine {

RealtimeToken::RealtimeToken(Provider provider, std::optional<std::chrono::milliseconds> lifetime,
                             QObject *parent)
    : QObject(parent)
    , m_provider(std::move(provider))
    , m_lifetime(lifetime)
{
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &RealtimeToken::start);
}

RealtimeToken::~RealtimeToken()
{
    drop();
}

bool RealtimeToken::isValid() const
{
    return !m_token.isEmpty() && !m_expiry.hasExpired();
}

void RealtimeToken::ask()
{
    m_asked = true;
    start();
}

void RealtimeToken::drop()
{
    m_asked = false;
    m_refresh.stop();
    m_token = {};
    if (m_call) {
        m_call->disconnect(this);
        m_call->cancel();
        m_call.clear();
    }
}

void RealtimeToken::start()
{
    if (m_call)
        return;
    TokenCall *call = m_provider(this);
    if (call == nullptr) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                Error error;
                error.kind = Error::Kind::Unauthorized;
                error.message = tr("There is no token to open the connection with.");
                fail(error);
            },
            Qt::QueuedConnection);
        return;
    }
    m_call = call;
    connect(call, &FalReply::succeeded, this, [this, call] { take(call->value()); });
    connect(call, &FalReply::failed, this, &RealtimeToken::fail);
}

void RealtimeToken::take(const Secret &token)
{
    m_call.clear();
    m_token = token;
    m_triedAgain = false;
    m_expiry = QDeadlineTimer(QDeadlineTimer::Forever);
    if (m_lifetime) {
        m_expiry = QDeadlineTimer(*m_lifetime);
        m_refresh.start(*m_lifetime * 9 / 10);
    }
    if (std::exchange(m_asked, false))
        Q_EMIT arrived();
}

void RealtimeToken::fail(const Error &error)
{
    m_call.clear();
    if (m_lifetime && !m_asked && !std::exchange(m_triedAgain, true))
        m_refresh.start(*m_lifetime / 20);
    if (std::exchange(m_asked, false))
        Q_EMIT failed(error);
}

} // namespace peregrine
