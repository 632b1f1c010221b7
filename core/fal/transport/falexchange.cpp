#include "core/fal/transport/falexchange.h"

#include "core/base/logging.h"
#include "core/fal/transport/oneshotbody.h"
#include "core/fal/transport/proxyrefusal.h"

#include <QCoreApplication>
#include <QNetworkReply>

#include <algorithm>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::FalExchange)
};

/// Answers of whatever stands before the queue or the model: the request may have gone on behind
/// it.
bool gatewayGaveUp(const FalAnswer &answer)
{
    if (answer.isStartTimeout())
        return false;
    return answer.status == 408 || answer.status == 502 || answer.status == 504
        || (answer.status == 503 && !answer.requestId().isEmpty());
}

} // namespace

FalExchange::FalExchange(FalTransport &transport, FalRequest request,
                         std::function<void(const Outcome &)> done, QObject *owner)
    : QObject(owner)
    , m_transport(&transport)
    , m_request(std::move(request))
    , m_done(std::move(done))
{
    for (QTimer *timer : {&m_patience, &m_connecting, &m_pause})
        timer->setSingleShot(true);
    // Never earlier than a server asked for.
    m_pause.setTimerType(Qt::PreciseTimer);
    connect(&m_patience, &QTimer::timeout, this, &FalExchange::fallSilent);
    connect(&m_connecting, &QTimer::timeout, this, &FalExchange::failToConnect);
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
    m_connecting.stop();
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
    send(m_transport->wireRequest(m_request));
}

bool FalExchange::tryBackup()
{
    if (!m_transport || m_backupTried)
        return false;
    const auto backup = m_transport->backupRequest(m_request);
    if (!backup)
        return false;
    m_backupTried = true;
    qCInfo(lcFal) << "no connection to" << m_request.url.host() << "- asking"
                  << backup->url().host();
    dropReply();
    send(*backup);
    return true;
}

void FalExchange::send(QNetworkRequest wire)
{
    m_received.clear();
    m_alive = -1;
    m_connectStarted = false;
    m_requestSent = false;
    m_body.clear();
    QNetworkAccessManager &manager = m_transport->callManager();
    const bool post = m_request.method == FalRequest::Method::Post;
    if (m_request.method == FalRequest::Method::Get) {
        m_reply = manager.get(wire);
    } else if (post && m_request.body && !m_request.body->isEmpty()) {
        wire.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        wire.setHeader(QNetworkRequest::ContentLengthHeader, m_request.body->size());
        m_body = new OneShotBody(*m_request.body, nullptr);
        m_reply = manager.post(wire, m_body);
        m_body->setParent(m_reply);
    } else {
        m_reply = manager.sendCustomRequest(wire, post ? "POST" : "PUT",
                                            m_request.body.value_or(QByteArray()));
    }
    const auto alive = [this, patience = m_transport->patience(m_request)] {
        if (patience.count() > 0)
            m_patience.start(patience);
    };
    m_connecting.start(m_transport->connectPatience());
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, [this] {
        m_connectStarted = true;
        m_connecting.start();
    });
    connect(m_reply, &QNetworkReply::encrypted, &m_connecting, &QTimer::stop);
    connect(m_reply, &QNetworkReply::requestSent, this, [this] {
        m_requestSent = true;
        m_connecting.stop();
    });
    connect(m_reply, &QNetworkReply::readyRead, this, &FalExchange::receive);
    connect(m_reply, &QNetworkReply::readyRead, this, [this, alive] {
        if (m_alive >= 0 && m_received.size() < m_alive + FalTransport::leastAnswerPace)
            return;
        m_alive = m_received.size();
        alive();
    });
    connect(m_reply, &QNetworkReply::uploadProgress, this, alive);
    connect(m_reply, &QNetworkReply::uploadProgress, this, &FalExchange::uploadProgressed);
    connect(m_reply, &QNetworkReply::finished, this, &FalExchange::concludeAttempt);
    alive();
}

bool FalExchange::mayHaveLeft() const
{
    return m_body ? m_body->wasRead() : true;
}

QString FalExchange::host() const
{
    return m_reply ? m_reply->url().host() : m_request.url.host();
}

void FalExchange::receive()
{
    m_connecting.stop();
    const qint64 announced = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    if (announced > FalTransport::maxAnswerBytes
        || m_received.size() + m_reply->bytesAvailable() > FalTransport::maxAnswerBytes) {
        Error error = Error::malformed(Text::tr("The answer of %1 is too large (over %2 MB).")
                                           .arg(host())
                                           .arg(FalTransport::maxAnswerBytes / 1024 / 1024));
        error.maybeDelivered = true;
        dropReply();
        finish(Unexpected{error});
        return;
    }
    m_received += m_reply->readAll();
}

void FalExchange::fallSilent()
{
    Error error;
    error.kind = Error::Kind::Timeout;
    error.message = Text::tr("%1 did not answer in time.").arg(host());
    // What was not read by now never will be, so that the answer stays true.
    if (m_body)
        m_body->withdraw();
    error.maybeDelivered = m_request.method == FalRequest::Method::Post && mayHaveLeft();
    giveUpAttempt(error);
}

void FalExchange::failToConnect()
{
    // It waits for its turn on connections that work.
    if (!m_transport || (!m_connectStarted && m_transport->isReached(host())))
        return;
    if (m_requestSent || (m_body && m_body->wasRead()))
        return;
    if (m_body)
        m_body->withdraw();
    m_transport->setReached(host(), false);
    Error error;
    error.kind = Error::Kind::Timeout;
    error.message = Text::tr("No connection to %1 came about in time.").arg(host());
    // Without a body there is nothing that could be held back for certain.
    error.maybeDelivered = m_request.method == FalRequest::Method::Post && !m_body;
    if (!error.maybeDelivered && tryBackup())
        return;
    giveUpAttempt(error);
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
    const bool isWhole = !transportFailed || (family == 2 && endedByClosing(reply));
    // Qt would send a 307's body again, and reports that it cannot.
    if (!isWhole && family < 3) {
        Error failure = transportErrorOf(reply);
        failure.maybeDelivered = failure.maybeDelivered && mayHaveLeft();
        return Unexpected{failure};
    }
    if (family == 3) {
        return Unexpected{
            Error::malformed(Text::tr("%1 redirected to another address, which was not followed.")
                                 .arg(reply.url().host()))};
    }
    if (family != 2)
        return Unexpected{refusalOf(answer)};
    return answer;
}

Error FalExchange::refusalOf(const FalAnswer &answer) const
{
    const QUrl proxy = m_transport ? m_transport->environment().proxy() : QUrl();
    if (!proxy.isEmpty()) {
        if (const auto refusal = proxyRefusal(answer, proxy, m_request.url))
            return *refusal;
    }
    Error error = errorOf(answer);
    error.maybeDelivered = m_request.method == FalRequest::Method::Post && gatewayGaveUp(answer);
    return error;
}

void FalExchange::concludeAttempt()
{
    if (m_reply->bytesAvailable() > 0) {
        receive();
        if (!m_reply)
            return;
    }
    const Outcome outcome = outcomeOf(*m_reply);
    if (m_transport && m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid())
        m_transport->setReached(host(), true);
    const bool nobody =
        foundNobody(m_reply->error(), m_requestSent || (m_body && m_body->wasRead()));
    qCDebug(lcFal) << m_request.url.path()
                   << (outcome ? outcome->status : outcome.error().httpStatus);
    if (outcome) {
        dropReply();
        finish(outcome);
        return;
    }
    const Error error = outcome.error();
    if (nobody && tryBackup())
        return;
    giveUpAttempt(error);
}

void FalExchange::giveUpAttempt(const Error &error)
{
    dropReply();
    if (!m_transport || m_attempts > m_request.retry.retries || !worthRepeating(error)
        || m_transport->askedDelay(error) > m_request.retry.maxDelay) {
        finish(Unexpected{error});
        return;
    }
    const auto asked = m_transport->askedDelay(error);
    m_pause.start(std::max(asked, m_transport->retryDelay(m_request.retry, m_attempts - 1)));
}

bool FalExchange::worthRepeating(const Error &error) const
{
    const int status = error.httpStatus;
    if (error.needsRetry == false || error.kind == Error::Kind::Locked)
        return false;
    const bool transportFailed =
        status == 0 && (error.kind == Error::Kind::Network || error.kind == Error::Kind::Timeout);
    switch (m_request.retry.repeat) {
    case RetryPolicy::Repeat::Never:
        return false;
    case RetryPolicy::Repeat::IfNotBegun:
        if (transportFailed)
            return !error.maybeDelivered;
        return ((status == 429 || status == 503) && error.request.isEmpty())
            || (status == 429 && error.needsRetry == true);
    case RetryPolicy::Repeat::Freely:
        return transportFailed || status == 429 || status == 502 || status == 503 || status == 504
            || (status == 500 && m_request.retry.after500);
    }
    return false;
}

void FalExchange::finish(const Outcome &outcome)
{
    m_patience.stop();
    m_connecting.stop();
    m_pause.stop();
    // The receiver may delete this exchange.
    const auto done = std::exchange(m_done, nullptr);
    if (done)
        done(outcome);
}

} // namespace peregrine
