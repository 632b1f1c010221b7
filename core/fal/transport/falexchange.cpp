#include "core/fal/transport/falexchange.h"

#include "core/base/logging.h"
#include "core/fal/transport/oneshotbody.h"

#include <QCoreApplication>
#include <QNetworkReply>

#include <algorithm>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::FalExchange)
};

bool neverConnected(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::ProtocolUnknownError:
        return true;
    default:
        return false;
    }
}

/// Answers of whatever stands before the queue or the model: the request may have gone on behind
/// it. Not so a start timeout, which says that nothing began.
bool gatewayGaveUp(const FalAnswer &answer)
{
    if (answer.headers.contains("x-fal-request-timeout-type"))
        return false;
    return answer.status == 408 || answer.status == 502 || answer.status == 504
        || (answer.status == 503 && !answer.requestId().isEmpty());
}

Error patienceError(const QString &host, bool post)
{
    Error error;
    error.kind = Error::Kind::Timeout;
    error.message = Text::tr("%1 did not answer in time.").arg(host);
    error.maybeDelivered = post;
    return error;
}

} // namespace

Error transportErrorOf(const QNetworkReply &reply)
{
    const QString host = reply.url().host();
    Error error;
    error.kind = Error::Kind::Network;
    error.maybeDelivered = !neverConnected(reply.error());
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
        error.message =
            Text::tr("Nothing answers at %1. Check that the server runs and the address is right.")
                .arg(host);
        break;
    case QNetworkReply::HostNotFoundError:
        error.message = Text::tr("%1 was not found. Check the network connection.").arg(host);
        break;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:
    case QNetworkReply::ProxyTimeoutError:
        error.kind = Error::Kind::Timeout;
        error.message = Text::tr("%1 did not answer in time.").arg(host);
        break;
    case QNetworkReply::SslHandshakeFailedError:
        error.message = Text::tr("No secure connection to %1 could be made.").arg(host);
        break;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        error.message =
            Text::tr("The network's proxy did not let the request to %1 through.").arg(host);
        break;
    case QNetworkReply::InsecureRedirectError:
    case QNetworkReply::TooManyRedirectsError:
        error.kind = Error::Kind::Malformed;
        error.message =
            Text::tr("%1 redirected to another address, which was not followed.").arg(host);
        break;
    default:
        error.message = Text::tr("The connection to %1 broke.").arg(host);
        break;
    }
    return error;
}

FalExchange::FalExchange(FalTransport &transport, FalRequest request,
                         std::function<void(const Outcome &)> done, QObject *owner)
    : QObject(owner)
    , m_transport(&transport)
    , m_request(std::move(request))
    , m_done(std::move(done))
{
    m_patience.setSingleShot(true);
    m_pause.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        giveUpAttempt(patienceError(m_transport
                                        ? m_transport->environment().resolve(m_request.url).host()
                                        : m_request.url.host(),
                                    m_request.method == FalRequest::Method::Post));
    });
    connect(&m_pause, &QTimer::timeout, this, &FalExchange::attempt);
    attempt();
}

FalExchange::~FalExchange()
{
    dropReply();
}

void FalExchange::dropReply()
{
    m_patience.stop();
    if (!m_reply)
        return;
    // abort() emits finished inside the call: disconnect first.
    QNetworkReply *reply = m_reply;
    m_reply.clear();
    reply->disconnect(this);
    reply->abort();
    reply->deleteLater();
}

void FalExchange::attempt()
{
    if (!m_transport)
        return;
    ++m_attempts;
    m_received.clear();
    QNetworkRequest wire = m_transport->wireRequest(m_request);
    QNetworkAccessManager &manager = m_transport->callManager();
    const bool post = m_request.method == FalRequest::Method::Post;
    if (m_request.method == FalRequest::Method::Get) {
        m_reply = manager.get(wire);
    } else if (post && m_request.body && !m_request.body->isEmpty()) {
        wire.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        wire.setHeader(QNetworkRequest::ContentLengthHeader, m_request.body->size());
        auto *body = new OneShotBody(*m_request.body, nullptr);
        m_reply = manager.post(wire, body);
        body->setParent(m_reply);
    } else {
        m_reply = manager.sendCustomRequest(wire, post ? "POST" : "PUT",
                                            m_request.body.value_or(QByteArray()));
    }
    const auto alive = [this, patience = m_transport->patience(m_request)] {
        if (patience.count() > 0)
            m_patience.start(patience);
    };
    connect(m_reply, &QNetworkReply::readyRead, this, &FalExchange::receive);
    connect(m_reply, &QNetworkReply::readyRead, this, alive);
    connect(m_reply, &QNetworkReply::uploadProgress, this, alive);
    connect(m_reply, &QNetworkReply::uploadProgress, this, &FalExchange::uploadProgressed);
    connect(m_reply, &QNetworkReply::finished, this, &FalExchange::concludeAttempt);
    alive();
}

void FalExchange::receive()
{
    const qint64 announced = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    if (announced > FalTransport::maxAnswerBytes
        || m_received.size() + m_reply->bytesAvailable() > FalTransport::maxAnswerBytes) {
        Error error = Error::malformed(Text::tr("The answer of %1 is too large (over %2 MB).")
                                           .arg(m_reply->url().host())
                                           .arg(FalTransport::maxAnswerBytes / 1024 / 1024));
        error.maybeDelivered = true;
        dropReply();
        finish(Unexpected{error});
        return;
    }
    m_received += m_reply->readAll();
}

FalExchange::Outcome FalExchange::outcomeOf(QNetworkReply &reply) const
{
    const QVariant status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute);
    FalAnswer answer;
    answer.status = status.toInt();
    answer.body = m_received;
    if (m_transport)
        m_transport->hideKey(answer.body);
    const auto headers = reply.rawHeaderPairs();
    for (const auto &[name, value] : headers)
        answer.headers.insert(name.toLower(), value);

    const int family = answer.status / 100;
    const QNetworkReply::NetworkError error = reply.error();
    // Qt maps 4xx and 5xx to errors above 200; below that the transport itself failed, also in the
    // middle of an answer.
    const bool transportFailed = error != QNetworkReply::NoError
        && (!status.isValid() || static_cast<int>(error) < 200
            || error == QNetworkReply::ContentReSendError || error == QNetworkReply::ProtocolFailure
            || error == QNetworkReply::UnknownContentError);
    if (transportFailed && !(status.isValid() && family >= 4))
        return Unexpected{transportErrorOf(reply)};
    if (family == 3) {
        return Unexpected{
            Error::malformed(Text::tr("%1 redirected to another address, which was not followed.")
                                 .arg(reply.url().host()))};
    }
    if (family != 2) {
        Error refusal = errorOf(answer);
        refusal.maybeDelivered =
            m_request.method == FalRequest::Method::Post && gatewayGaveUp(answer);
        return Unexpected{refusal};
    }
    return answer;
}

void FalExchange::concludeAttempt()
{
    if (m_reply->bytesAvailable() > 0) {
        receive();
        if (!m_reply)
            return;
    }
    const Outcome outcome = outcomeOf(*m_reply);
    const bool hasRequestId = m_reply->hasRawHeader("x-fal-request-id");
    const bool userTimeout = m_reply->hasRawHeader("x-fal-request-timeout-type");
    qCDebug(lcFal) << m_request.url.path()
                   << (outcome ? outcome->status : outcome.error().httpStatus);
    dropReply();
    if (outcome || userTimeout || !worthRepeating(outcome.error(), hasRequestId)) {
        finish(outcome);
        return;
    }
    giveUpAttempt(outcome.error());
}

void FalExchange::giveUpAttempt(const Error &error)
{
    dropReply();
    if (!m_transport || m_attempts > m_request.retry.retries || !worthRepeating(error, false)) {
        finish(Unexpected{error});
        return;
    }
    using std::chrono::milliseconds;
    const milliseconds asked =
        std::min(milliseconds(error.retryAfterSeconds * 1000LL), m_request.retry.maxDelay);
    m_pause.start(std::max(asked, m_transport->retryDelay(m_request.retry, m_attempts - 1)));
}

bool FalExchange::worthRepeating(const Error &error, bool hasRequestId) const
{
    const int status = error.httpStatus;
    switch (m_request.retry.repeat) {
    case RetryPolicy::Repeat::Never:
        return false;
    case RetryPolicy::Repeat::IfNotBegun:
        if (status == 0)
            return error.kind == Error::Kind::Network && !error.maybeDelivered;
        return (status == 429 || status == 503) && !hasRequestId;
    case RetryPolicy::Repeat::Freely:
        if (status == 0)
            return error.kind == Error::Kind::Network || error.kind == Error::Kind::Timeout;
        return status == 429 || status == 502 || status == 503 || status == 504
            || (status == 500 && m_request.retry.after500);
    }
    return false;
}

void FalExchange::finish(const Outcome &outcome)
{
    m_patience.stop();
    m_pause.stop();
    // The receiver may delete this exchange.
    const auto done = std::exchange(m_done, nullptr);
    if (done)
        done(outcome);
}

} // namespace peregrine
