#include "core/fal/stream/streamexchange.h"

#include "core/base/logging.h"
#include "core/fal/stream/streammanagers.h"
#include "core/fal/transport/oneshotbody.h"
#include "core/fal/transport/proxyrefusal.h"
#include "core/fal/transport/transporterror.h"

#include <QNetworkReply>

#include <utility>

namespace peregrine {

namespace {

/// What may wait unread: the server is held back instead of filling the memory.
constexpr qint64 readBufferBytes = 4LL * 1024 * 1024;

FalAnswer headOf(const QNetworkReply &reply)
{
    FalAnswer head;
    head.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const auto headers = reply.rawHeaderPairs();
    for (const auto &[name, value] : headers)
        head.headers.insert(name.toLower(), value);
    return head;
}

bool isSuccess(const QNetworkReply &reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    return status >= 200 && status < 300;
}

} // namespace

StreamExchange::StreamExchange(FalTransport &transport, StreamManagers &managers,
                               FalRequest request, QObject *parent)
    : FalReply(parent)
    , m_transport(&transport)
    , m_managers(&managers)
    , m_manager(managers.take())
    , m_request(std::move(request))
{
    for (QTimer *timer : {&m_patience, &m_connecting, &m_pause})
        timer->setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &StreamExchange::fallSilent);
    connect(&m_connecting, &QTimer::timeout, this, &StreamExchange::failToConnect);
    connect(&m_pause, &QTimer::timeout, this, &StreamExchange::attempt);
    attempt();
}

StreamExchange::~StreamExchange()
{
    StreamExchange::stop();
}

void StreamExchange::stop()
{
    m_pause.stop();
    dropReply();
    if (m_managers && m_manager)
        m_managers->giveBack(m_manager);
    m_manager.clear();
}

void StreamExchange::dropReply()
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

void StreamExchange::attempt()
{
    if (!m_transport || !m_manager)
        return;
    ++m_attempts;
    send(m_transport->wireRequest(m_request));
}

void StreamExchange::send(QNetworkRequest wire)
{
    m_requestSent = false;
    m_body.clear();
    // Compressed events would come in blocks; a stream is no answer to keep.
    wire.setRawHeader("Accept-Encoding", "identity");
    wire.setRawHeader("Cache-Control", "no-store");
    wire.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    if (m_request.method == FalRequest::Method::Get) {
        m_reply = m_manager->get(wire);
    } else {
        const QByteArray verb = m_request.method == FalRequest::Method::Put ? "PUT" : "POST";
        const QByteArray bytes = m_request.body.value_or(QByteArray());
        wire.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        wire.setHeader(QNetworkRequest::ContentLengthHeader, bytes.size());
        m_body = new OneShotBody(bytes, nullptr);
        m_reply = m_manager->sendCustomRequest(wire, verb, m_body);
        m_body->setParent(m_reply);
    }
    m_reply->setReadBufferSize(readBufferBytes);
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, [this] {
        if (m_transport)
            m_connecting.start(m_transport->connectPatience());
    });
    connect(m_reply, &QNetworkReply::encrypted, &m_connecting, &QTimer::stop);
    connect(m_reply, &QNetworkReply::requestSent, this, [this] {
        m_requestSent = true;
        m_connecting.stop();
    });
    connect(m_reply, &QNetworkReply::readyRead, this, &StreamExchange::read);
    connect(m_reply, &QNetworkReply::finished, this, &StreamExchange::conclude);
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this] {
        if (m_patience.isActive())
            m_patience.start();
    });
    if (const auto patience = m_transport->patience(m_request); patience.count() > 0)
        m_patience.start(patience);
}

bool StreamExchange::mayHaveLeft() const
{
    return m_body ? m_body->wasRead() : true;
}

QString StreamExchange::host() const
{
    return m_reply ? m_reply->url().host() : m_request.url.host();
}

void StreamExchange::read()
{
    m_connecting.stop();
    if (m_patience.isActive())
        m_patience.start();
    if (!isSuccess(*m_reply)) {
        m_refusal += m_reply->read(maxRefusalBytes - m_refusal.size());
        if (m_refusal.size() >= maxRefusalBytes)
            fail(refusal());
        return;
    }
    const QPointer<StreamExchange> alive(this);
    if (!m_answered) {
        m_answered = true;
        Q_EMIT answered(headOf(*m_reply));
        if (!alive || !m_reply)
            return;
    }
    if (const QByteArray bytes = m_reply->readAll(); !bytes.isEmpty())
        Q_EMIT received(bytes);
}

Error StreamExchange::refusal() const
{
    FalAnswer answer = headOf(*m_reply);
    answer.body = m_refusal;
    if (m_transport)
        m_transport->hideKey(answer.body);
    if (answer.status / 100 == 3) {
        return Error::malformed(
            tr("%1 redirected to another address, which was not followed.").arg(host()));
    }
    const QUrl proxy = m_transport ? m_transport->environment().proxy() : QUrl();
    if (!proxy.isEmpty()) {
        if (const auto refused = proxyRefusal(answer, proxy, m_request.url))
            return *refused;
    }
    return errorOf(answer);
}

Error StreamExchange::transportError() const
{
    Error error = transportErrorOf(*m_reply);
    error.maybeDelivered = error.maybeDelivered && mayHaveLeft();
    return error;
}

void StreamExchange::conclude()
{
    const QPointer<StreamExchange> alive(this);
    // What is left, and the head of an answer without a body.
    if (m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid())
        read();
    if (!alive || !m_reply)
        return;
    qCDebug(lcFal) << m_request.url.path() << "stream"
                   << m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_answered) {
        if (m_reply->error() == QNetworkReply::NoError || endedByClosing(*m_reply))
            succeed();
        else
            fail(transportError());
        return;
    }
    if (m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid()) {
        fail(refusal());
        return;
    }
    const Error error = transportError();
    if (foundNobody(m_reply->error(), m_requestSent || (m_body && m_body->wasRead()))
        && tryBackup())
        return;
    if (!tryAgain(error))
        fail(error);
}

void StreamExchange::fallSilent()
{
    // What was not read by now never will be, so that the answer stays true.
    if (m_body)
        m_body->withdraw();
    Error error;
    error.kind = Error::Kind::Timeout;
    error.maybeDelivered = m_request.method != FalRequest::Method::Get && mayHaveLeft();
    error.message = m_answered ? tr("%1 stopped sending in the middle of the answer.").arg(host())
                               : tr("%1 did not answer in time.").arg(host());
    if (m_answered || !tryAgain(error))
        fail(error);
}

void StreamExchange::failToConnect()
{
    if (m_body)
        m_body->withdraw();
    if (m_requestSent || (m_body && m_body->wasRead()))
        return;
    Error error;
    error.kind = Error::Kind::Timeout;
    error.message = tr("No connection to %1 came about in time.").arg(host());
    if (!tryBackup() && !tryAgain(error))
        fail(error);
}

bool StreamExchange::tryBackup()
{
    if (!m_transport || std::exchange(m_backupTried, true))
        return false;
    const auto backup = m_transport->backupRequest(m_request);
    if (!backup)
        return false;
    qCInfo(lcFal) << "no connection to" << m_request.url.host() << "- asking"
                  << backup->url().host();
    dropReply();
    send(*backup);
    return true;
}

bool StreamExchange::tryAgain(const Error &error)
{
    using Repeat = RetryPolicy::Repeat;
    const bool harmless = m_request.retry.repeat == Repeat::Freely
        || (m_request.retry.repeat == Repeat::IfNotBegun && !error.maybeDelivered);
    if (!m_transport || !harmless || m_attempts > m_request.retry.retries
        || error.kind == Error::Kind::Malformed)
        return false;
    dropReply();
    m_pause.start(m_transport->retryDelay(m_request.retry, m_attempts - 1));
    return true;
}

} // namespace peregrine
