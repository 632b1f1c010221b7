#include "core/fal/realtime/realtimesession.h"

#include "core/base/logging.h"
#include "core/fal/realtime/realtimecodec.h"
#include "core/fal/realtime/realtimemessage.h"
#include "core/fal/realtime/realtimerequest.h"
#include "core/fal/realtime/realtimesocket.h"
#include "core/fal/stream/streamtoken.h"
#include "core/fal/transport/faltransport.h"

#include <QNetworkRequest>

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

constexpr std::chrono::seconds falTokenLifetime{120};
constexpr int normalClosure = 1000;
constexpr int serverFault = 1011;

RealtimeToken::Provider providerOf(const QPointer<FalTransport> &transport,
                                   const EndpointId &endpoint, const EndpointId &app,
                                   const RealtimeOptions &options)
{
    if (options.tokenProvider) {
        return [provider = options.tokenProvider, app](QObject *parent) {
            return provider(app.toString(), parent);
        };
    }
    const auto lifetime = options.tokenExpirationSeconds.value_or(falTokenLifetime);
    return [transport, endpoint, lifetime](QObject *parent) -> TokenCall * {
        return transport ? requestToken(*transport, endpoint, lifetime, parent) : nullptr;
    };
}

std::optional<std::chrono::milliseconds> lifetimeOf(const RealtimeOptions &options)
{
    if (options.tokenExpirationSeconds)
        return *options.tokenExpirationSeconds;
    return options.tokenProvider ? std::nullopt
                                 : std::optional<std::chrono::milliseconds>(falTokenLifetime);
}

/// Another try may do.
bool isPassing(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Network:
    case Error::Kind::Timeout:
    case Error::Kind::RateLimited:
        return true;
    case Error::Kind::Server:
        return error.httpStatus == 0 || error.httpStatus >= 500;
    default:
        return false;
    }
}

} // namespace

RealtimeSession::RealtimeSession(FalTransport &transport, EndpointId endpoint, EndpointId app,
                                 RealtimeOptions options, QObject *parent)
    : QObject(parent)
    , m_transport(&transport)
    , m_endpoint(std::move(endpoint))
    , m_app(std::move(app))
    , m_options(std::move(options))
    , m_token(providerOf(m_transport, m_endpoint, m_app, m_options), lifetimeOf(m_options), this)
    , m_usesToken(m_options.connectionMode == RealtimeOptions::ConnectionMode::Client
                  || m_options.tokenProvider)
{
    if (!m_options.encodeMessage)
        m_options.encodeMessage = encodeMessage;
    if (!m_options.decodeMessage)
        m_options.decodeMessage = decodeMessage;
    m_throttle.setTimerType(Qt::PreciseTimer);
    for (QTimer *timer : {&m_throttle, &m_delay, &m_idle})
        timer->setSingleShot(true);
    connect(&m_throttle, &QTimer::timeout, this, &RealtimeSession::flush);
    connect(&m_delay, &QTimer::timeout, this, [this] { handle(RealtimeEvent::DelayOver); });
    connect(&m_idle, &QTimer::timeout, this, [this] { handle(RealtimeEvent::Rested); });
    connect(&m_token, &RealtimeToken::arrived, this,
            [this] { handle(RealtimeEvent::Authenticated); });
    connect(&m_token, &RealtimeToken::failed, this, [this](const Error &error) {
        if (isPassing(error))
            lost({1006, {}, error}, std::chrono::seconds(error.retryAfterSeconds));
        else
            handle(RealtimeEvent::Refused, {1006, {}, error});
    });
}

RealtimeSession::~RealtimeSession() = default;

void RealtimeSession::attach(QObject *user)
{
    m_users.append(user);
}

void RealtimeSession::detach(QObject *user)
{
    m_users.removeAll(user);
    if (!m_users.isEmpty())
        return;
    m_state = RealtimeState::Idle;
    stopAll();
    deleteLater();
}

void RealtimeSession::send(const QCborValue &message)
{
    m_outbox.put(message);
    if (m_state == RealtimeState::Active)
        flush();
    else if (m_state == RealtimeState::Idle)
        handleLater(RealtimeEvent::MessageSent);
}

void RealtimeSession::open()
{
    handleLater(RealtimeEvent::OpenAsked);
}

void RealtimeSession::close()
{
    m_outbox.clear();
    const auto next = nextState(m_state, RealtimeEvent::CloseAsked);
    if (!next)
        return;
    const bool wasActive = m_state == RealtimeState::Active;
    m_state = *next;
    stopAll();
    QMetaObject::invokeMethod(
        this,
        [this, wasActive] {
            const QPointer<RealtimeSession> alive(this);
            if (wasActive)
                Q_EMIT closed(normalClosure, {});
            if (alive)
                Q_EMIT stateChanged(m_state);
        },
        Qt::QueuedConnection);
}

void RealtimeSession::handleLater(RealtimeEvent event)
{
    QMetaObject::invokeMethod(
        this,
        [this, event] {
            // close() may have come in between.
            if (event == RealtimeEvent::OpenAsked || m_outbox.hasMessage())
                handle(event);
        },
        Qt::QueuedConnection);
}

void RealtimeSession::handle(RealtimeEvent event)
{
    handle(event, News());
}

void RealtimeSession::handle(RealtimeEvent event, const News &news)
{
    const auto next = nextState(m_state, event);
    if (!next)
        return;
    const bool wasActive = m_state == RealtimeState::Active;
    qCDebug(lcFal) << "realtime" << m_app.toString() << int(m_state) << "->" << int(*next);
    m_state = *next;
    if (wasActive) {
        m_outbox.connectionLost();
        m_throttle.stop();
        m_idle.stop();
    }
    if (m_state != RealtimeState::Connecting && m_state != RealtimeState::Active)
        m_socket.reset();
    if (m_state == RealtimeState::Idle)
        stopAll();

    // Whoever is told may close, or delete all of this.
    const QPointer<RealtimeSession> alive(this);
    const auto goesOn = [&alive, next] { return alive && alive->m_state == *next; };
    if (wasActive)
        Q_EMIT closed(news.code, news.reason);
    if (news.error && goesOn()) {
        Error error = *news.error;
        hideSecrets(error);
        Q_EMIT errorArrived(error);
    }
    if (goesOn())
        Q_EMIT stateChanged(*next);
    if (goesOn())
        enter(*next);
}

void RealtimeSession::enter(RealtimeState state)
{
    switch (state) {
    case RealtimeState::Authenticating:
        m_delay.stop();
        authenticate();
        return;
    case RealtimeState::Connecting:
        openSocket();
        return;
    case RealtimeState::Active: {
        const QPointer<RealtimeSession> alive(this);
        Q_EMIT opened();
        if (alive && m_state == RealtimeState::Active) {
            if (m_options.idleTimeout.count() > 0)
                m_idle.start(m_options.idleTimeout);
            flush();
        }
        return;
    }
    case RealtimeState::Waiting:
        m_delay.start(reconnectDelay());
        return;
    case RealtimeState::Idle:
        return;
    }
}

void RealtimeSession::stopAll()
{
    m_socket.reset();
    m_token.drop();
    for (QTimer *timer : {&m_throttle, &m_delay, &m_idle})
        timer->stop();
    m_failures = 0;
    m_triedFresh = false;
}

void RealtimeSession::authenticate()
{
    if (!m_usesToken || m_token.isValid())
        handle(RealtimeEvent::Authenticated);
    else
        m_token.ask();
}

void RealtimeSession::openSocket()
{
    if (!m_transport)
        return;
    const QNetworkRequest request = realtimeRequest(
        *m_transport, m_app, m_usesToken ? std::optional(m_token.token()) : std::nullopt,
        m_options.maxBuffering);
    m_timeoutAnnounced = false;
    m_socket = std::make_unique<RealtimeSocket>(
        request, RealtimeSocket::Limits{m_options.openTimeout, m_options.maxMessageBytes}, nullptr);
    connect(m_socket.get(), &RealtimeSocket::opened, this,
            [this] { handle(RealtimeEvent::Opened); });
    connect(m_socket.get(), &RealtimeSocket::frameArrived, this, &RealtimeSession::take);
    connect(m_socket.get(), &RealtimeSocket::bytesWritten, this, &RealtimeSession::flush);
    connect(m_socket.get(), &RealtimeSocket::ended, this, &RealtimeSession::takeEnding);
}

void RealtimeSession::flush()
{
    if (m_state != RealtimeState::Active || !m_outbox.hasMessage() || m_throttle.isActive())
        return;
    // What the network cannot take shall be the newest, not a queue of old pictures.
    const qint64 mayWait = m_options.throttleInterval.count() > 0 ? 0 : m_options.maxMessageBytes;
    if (m_socket->bytesToWrite() > mayWait)
        return;
    const auto frame = m_options.encodeMessage(m_outbox.take());
    if (!frame) {
        m_outbox.forgetTaken();
        Error error;
        error.kind = Error::Kind::Validation;
        error.message = tr("The input cannot be sent: %1").arg(frame.error());
        QMetaObject::invokeMethod(
            this, [this, error] { Q_EMIT errorArrived(error); }, Qt::QueuedConnection);
        return;
    }
    if (m_options.throttleInterval.count() > 0)
        m_throttle.start(m_options.throttleInterval);
    if (m_idle.isActive())
        m_idle.start();
    m_socket->send(*frame);
}

void RealtimeSession::take(const RealtimeFrame &frame)
{
    if (m_state != RealtimeState::Active)
        return;
    if (m_idle.isActive())
        m_idle.start();
    const auto value = m_options.decodeMessage(frame);
    if (!value) {
        m_outbox.countAnswer();
        Q_EMIT errorArrived(Error::malformed(
            tr("The server sent a message that cannot be read. %1").arg(value.error())));
        return;
    }
    const RealtimeMessage message = RealtimeMessage::read(*value);
    switch (message.kind) {
    case RealtimeMessage::Kind::Result:
        m_outbox.countAnswer();
        m_failures = 0;
        m_triedFresh = false;
        Q_EMIT resultArrived(*value);
        return;
    case RealtimeMessage::Kind::Meta:
        Q_EMIT metaArrived(*value);
        return;
    case RealtimeMessage::Kind::Timeout:
        m_timeoutAnnounced = true;
        return;
    case RealtimeMessage::Kind::Fault:
        m_outbox.countAnswer();
        takeFault(message);
        return;
    case RealtimeMessage::Kind::Unauthorized:
        unauthorized({normalClosure, {}, message.error});
        return;
    }
}

void RealtimeSession::takeFault(const RealtimeMessage &message)
{
    Error error = message.error;
    hideSecrets(error);
    Q_EMIT errorArrived(error);
}

void RealtimeSession::takeEnding(const RealtimeEnding &ending)
{
    if (m_state == RealtimeState::Active)
        takeClose(ending);
    else if (ending.refusal)
        takeRefusal(ending);
    else if (ending.isInsecure)
        handle(RealtimeEvent::Refused, {ending.code, {}, ending.error});
    else
        lost({ending.code, {}, ending.error});
}

void RealtimeSession::takeRefusal(const RealtimeEnding &ending)
{
    News news{ending.code, {}, errorOf(*ending.refusal)};
    const int status = ending.refusal->status;
    if (status >= 300 && status < 400) {
        news.error = Error::malformed(
            tr("The server redirected the connection to another address, which was not followed."));
    }
    if (status == 401 || status == 403)
        unauthorized(news);
    else if (isPassing(*news.error))
        lost(news, std::chrono::seconds(news.error->retryAfterSeconds));
    else
        handle(RealtimeEvent::Refused, news);
}

void RealtimeSession::takeClose(const RealtimeEnding &ending)
{
    // An app may close what has nothing to do; that is no reason to open it again, and again.
    const bool atRest =
        m_timeoutAnnounced || (ending.code == normalClosure && !m_outbox.awaitsAnswer());
    // The next connection gets a fresh token: nobody knows what fal does when one runs out.
    m_token.drop();
    News news{ending.code, ending.reason, std::nullopt};
    if (atRest) {
        handle(RealtimeEvent::Rested, news);
        return;
    }
    Error error;
    error.kind = ending.code == serverFault ? Error::Kind::Server : Error::Kind::Network;
    if (ending.isTooLarge) {
        // The same message would bring the same answer.
        m_outbox.forgetTaken();
        error = Error::malformed(tr("The server sent a message that is too large (over %1 MB).")
                                     .arg(m_options.maxMessageBytes / 1024 / 1024));
    } else if (ending.reason.isEmpty()) {
        error.message = tr("The realtime connection broke (code %1).").arg(ending.code);
    } else {
        error.message = tr("The realtime connection broke (code %1): %2")
                            .arg(QString::number(ending.code), ending.reason.left(200));
    }
    news.error = error;
    lost(news);
}

void RealtimeSession::unauthorized(News news)
{
    if (std::exchange(m_triedFresh, true) || !mayUseToken()) {
        m_token.drop();
        handle(RealtimeEvent::Refused, news);
        return;
    }
    m_usesToken = true;
    m_token.drop();
    news.error.reset();
    handle(RealtimeEvent::Unauthorized, news);
}

bool RealtimeSession::mayUseToken() const
{
    return m_options.tokenProvider || (m_transport && m_transport->hasKey());
}

void RealtimeSession::lost(News news, std::chrono::milliseconds asked)
{
    ++m_failures;
    m_askedDelay = asked;
    if (m_options.reconnectAttempts && m_failures > *m_options.reconnectAttempts)
        handle(RealtimeEvent::Refused, news);
    else
        handle(RealtimeEvent::Lost, news);
}

std::chrono::milliseconds RealtimeSession::reconnectDelay() const
{
    RetryPolicy policy;
    policy.firstDelay = m_options.reconnectDelay;
    policy.maxDelay = m_options.maxReconnectDelay;
    const auto grown =
        m_transport ? m_transport->retryDelay(policy, m_failures - 1) : m_options.maxReconnectDelay;
    return std::max(grown, std::min(m_askedDelay, m_options.maxReconnectDelay));
}

/// A server's words may repeat what it was sent.
void RealtimeSession::hideSecrets(Error &error) const
{
    QByteArray words = error.message.toUtf8();
    if (m_transport)
        m_transport->hideKey(words);
    const QByteArray &token = m_token.token().reveal();
    if (!token.isEmpty())
        words.replace(token, "[token]");
    error.message = QString::fromUtf8(words);
}

} // namespace peregrine
