#include "core/media/httpdownload.h"

#include "core/base/logging.h"

#include <QLocale>
#include <QNetworkRequest>

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

/// Bounds what a fast server can make us hold in memory.
constexpr qint64 readBufferBytes = 1024 * 1024;
constexpr qint64 chunkBytes = 256 * 1024;
constexpr int httpOk = 200;

Error made(Error::Kind kind, const QString &message, int httpStatus = 0)
{
    Error error;
    error.kind = kind;
    error.message = message;
    error.httpStatus = httpStatus;
    return error;
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool isTransient(int status)
{
    return status == 408 || status == 425 || status == 429 || status >= 500;
}

Error statusError(int status, const QString &host)
{
    if (status == 404 || status == 410)
        return made(Error::Kind::NotFound,
                    HttpDownload::tr("The server no longer has this file. Results are kept there "
                                     "for a limited time; run the job again to get a new one."),
                    status);
    if (status == 401 || status == 403)
        return made(Error::Kind::Forbidden,
                    HttpDownload::tr("The server %1 does not give out this file (status %2). Its "
                                     "address may have expired.")
                        .arg(host)
                        .arg(status),
                    status);
    return made(Error::Kind::Server,
                HttpDownload::tr("The server %1 could not deliver the file (status %2). Try again "
                                 "later.")
                    .arg(host)
                    .arg(status),
                status);
}

Error tooLarge(qint64 maxBytes)
{
    return Error::media(
        HttpDownload::tr("The file is larger than %1, the most that is fetched for one result.")
            .arg(QLocale().formattedDataSize(maxBytes)));
}

Error notAllowed(const QUrl &url)
{
    return Error::media(
        HttpDownload::tr("The result's file lies at %1, where files are not fetched "
                         "from: only https addresses and the local server's own are "
                         "safe.")
            .arg(
                url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment)
                    .left(200)));
}

Error connectionError(const QNetworkReply &reply)
{
    const QString host = reply.url().host();
    switch (reply.error()) {
    case QNetworkReply::HostNotFoundError:
        return made(
            Error::Kind::Network,
            HttpDownload::tr("The server %1 of the result's file cannot be found. Check the "
                             "network connection.")
                .arg(host));
    case QNetworkReply::ConnectionRefusedError:
        return made(
            Error::Kind::Network,
            HttpDownload::tr("The server %1 of the result's file does not answer.").arg(host));
    case QNetworkReply::SslHandshakeFailedError:
        return made(Error::Kind::Network,
                    HttpDownload::tr("No secure connection to %1: its certificate is not trusted.")
                        .arg(host));
    default:
        return made(
            Error::Kind::Network,
            HttpDownload::tr("The connection to %1 broke while the file was fetched.").arg(host));
    }
}

} // namespace

HttpDownload::HttpDownload(const DownloadRequest &request, const DownloadPolicy &policy,
                           const DownloadOptions &options, QNetworkAccessManager &network,
                           QThreadPool &workers, QObject *parent)
    : FileDownload(request, workers, parent)
    , m_policy(policy)
    , m_options(options)
    , m_network(network)
{
    m_idle.setSingleShot(true);
    m_idle.setInterval(m_options.idleTimeout);
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &HttpDownload::startAttempt);
    connect(&m_idle, &QTimer::timeout, this, [this] {
        dropReply();
        retryOrFail(
            made(Error::Kind::Timeout,
                 tr("The server %1 stopped sending the file.").arg(this->request().url.host())));
    });
    if (m_policy.mayFetch(request.url))
        startAttempt();
    else
        fail(notAllowed(request.url));
}

HttpDownload::~HttpDownload()
{
    dropReply();
}

void HttpDownload::startAttempt()
{
    ++m_attempt;
    m_redirects = 0;
    m_total = -1;
    if (openPart())
        get(request().url);
}

void HttpDownload::get(const QUrl &url)
{
    QNetworkRequest get(url);
    get.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                     QNetworkRequest::ManualRedirectPolicy);
    get.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    get.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    get.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    get.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Peregrine/" PEREGRINE_VERSION));
    // Asked for as it is, so that Content-Length is what must arrive, and nothing is unpacked.
    get.setRawHeader("Accept-Encoding", "identity");
    m_headRead = false;
    m_heads = 0;
    m_reply = m_network.get(get);
    m_reply->setReadBufferSize(readBufferBytes);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] { ++m_heads; });
    // Queued: a reply that is aborted from within its own signal goes on with what it was doing. By
    // the time of the call another reply may be the current one.
    const auto whenCurrent = [this, reply = m_reply](void (HttpDownload::*slot)()) {
        return [this, reply, slot] {
            if (reply == m_reply)
                (this->*slot)();
        };
    };
    connect(m_reply, &QNetworkReply::metaDataChanged, this, whenCurrent(&HttpDownload::readHead),
            Qt::QueuedConnection);
    connect(m_reply, &QNetworkReply::readyRead, this, whenCurrent(&HttpDownload::readBody),
            Qt::QueuedConnection);
    connect(m_reply, &QNetworkReply::finished, this, whenCurrent(&HttpDownload::replyFinished),
            Qt::QueuedConnection);
    m_idle.start();
}

void HttpDownload::readHead()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_headRead || status == 0)
        return;
    m_headRead = true;
    m_idle.start();
    const QUrl url = m_reply->url();
    if (isRedirect(status)) {
        const QUrl target = m_reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
        dropReply();
        followRedirect(url, url.resolved(target));
        return;
    }
    if (status != httpOk) {
        dropReply();
        const Error error = statusError(status, url.host());
        if (isTransient(status))
            retryOrFail(error);
        else
            fail(error);
        return;
    }
    const QVariant length = m_reply->header(QNetworkRequest::ContentLengthHeader);
    m_total = length.isValid() ? length.toLongLong() : -1;
    if (m_total > request().maxBytes) {
        fail(tooLarge(request().maxBytes));
    } else if (m_total > 0) {
        if (auto fits = checkSpace(request().folder, m_total); !fits)
            fail(fits.error());
    }
}

void HttpDownload::followRedirect(const QUrl &from, const QUrl &target)
{
    if (++m_redirects > DownloadPolicy::maxRedirects)
        fail(Error::media(
            tr("The result's file is redirected again and again and is never there.")));
    else if (!m_policy.mayFollow(from, target))
        fail(notAllowed(target));
    else
        get(target);
}

bool HttpDownload::drain()
{
    while (m_reply && m_reply->bytesAvailable() > 0) {
        const QByteArray bytes = m_reply->read(chunkBytes);
        if (bytes.isEmpty())
            break;
        if (part().size() + bytes.size() > request().maxBytes) {
            fail(tooLarge(request().maxBytes));
            return false;
        }
        if (auto written = part().write(bytes); !written) {
            fail(written.error());
            return false;
        }
    }
    return true;
}

void HttpDownload::readBody()
{
    if (!m_headRead)
        readHead();
    if (hasSettled() || !m_reply || !m_headRead)
        return;
    m_idle.start();
    if (drain())
        Q_EMIT progressed(part().size(), m_total);
}

void HttpDownload::replyFinished()
{
    if (!m_headRead)
        readHead();
    if (hasSettled() || !m_reply)
        return;
    m_idle.stop();
    if (m_reply->error() != QNetworkReply::NoError) {
        const Error error = connectionError(*m_reply);
        const bool isHopeless = m_reply->error() == QNetworkReply::SslHandshakeFailedError;
        qCInfo(lcMedia) << "Attempt" << m_attempt << "failed:" << m_reply->error();
        dropReply();
        if (isHopeless)
            fail(error);
        else
            retryOrFail(error);
        return;
    }
    if (m_heads > 1) {
        // The connection broke and QNetworkAccessManager asked again by itself: the bytes of both
        // answers have arrived, one after the other.
        const Error error = connectionError(*m_reply);
        dropReply();
        retryOrFail(error);
        return;
    }
    if (!drain())
        return;
    const QString host = m_reply->url().host();
    dropReply();
    if (m_total >= 0 && part().size() != m_total) {
        const QLocale locale;
        retryOrFail(made(Error::Kind::Network,
                         tr("%1 sent only %2 of %3 of the file.")
                             .arg(host, locale.formattedDataSize(part().size()),
                                  locale.formattedDataSize(m_total))));
    } else if (part().size() == 0) {
        fail(Error::media(tr("The server %1 sent an empty file.").arg(host)));
    } else {
        finishFile({}, request().expectedType);
    }
}

void HttpDownload::retryOrFail(const Error &error)
{
    if (m_attempt >= m_options.attempts) {
        fail(error);
        return;
    }
    m_retry.start(m_options.retryDelay * (1 << std::min(m_attempt - 1, 16)));
}

void HttpDownload::rejected(const Error &error)
{
    // Without a length nobody else could tell that the connection broke in the middle.
    if (m_total < 0 && error.kind == Error::Kind::Media)
        retryOrFail(error);
    else
        fail(error);
}

void HttpDownload::dropReply()
{
    m_idle.stop();
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    if (!reply)
        return;
    reply->disconnect(this);
    // Not abort(): an error that the answer itself is comes after it, and Qt warns. The destructor
    // ends the request.
    reply->deleteLater();
}

void HttpDownload::stop()
{
    dropReply();
    m_retry.stop();
    FileDownload::stop();
}

} // namespace peregrine
