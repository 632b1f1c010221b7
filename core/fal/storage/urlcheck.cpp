#include "core/fal/storage/urlcheck.h"

#include "core/fal/transport/faltransport.h"

#include <QNetworkReply>

#include <chrono>
#include <utility>

namespace peregrine {

UrlCheck::UrlCheck(FalTransport &transport, const QUrl &url, qint64 size,
                   std::function<void(Answer)> done, QObject *owner)
    : QObject(owner)
    , m_size(size)
    , m_done(std::move(done))
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] { end(Answer::Unknown); });
    if (!transport.environment().mayExchangeFiles(url)) {
        QMetaObject::invokeMethod(
            this, [this] { end(Answer::Gone); }, Qt::QueuedConnection);
        return;
    }
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::SameOriginRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    request.setRawHeader("User-Agent", "Peregrine/" PEREGRINE_VERSION);
    // The length of a compressed answer would not be the file's.
    request.setRawHeader("Accept-Encoding", "identity");
    m_reply = transport.fileManager().head(request);
    connect(m_reply, &QNetworkReply::finished, this, &UrlCheck::conclude);
    m_patience.start(transport.patience(FalRequest()));
}

UrlCheck::~UrlCheck()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
}

void UrlCheck::conclude()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QVariant length = m_reply->header(QNetworkRequest::ContentLengthHeader);
    if (status / 100 == 2)
        end(!length.isValid() || length.toLongLong() == m_size ? Answer::There : Answer::Gone);
    else
        end(status == 401 || status == 403 || status == 404 || status == 410 ? Answer::Gone
                                                                             : Answer::Unknown);
}

void UrlCheck::end(Answer answer)
{
    m_patience.stop();
    deleteLater();
    // The receiver may delete this object at once.
    if (const auto done = std::exchange(m_done, nullptr))
        done(answer);
}

} // namespace peregrine
