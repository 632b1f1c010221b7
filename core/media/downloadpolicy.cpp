#include "core/media/downloadpolicy.h"

#include <QHostAddress>

namespace peregrine {

namespace {

constexpr int httpPort = 80;

bool isLoopback(const QString &host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

} // namespace

DownloadPolicy::DownloadPolicy(const QUrl &plainHttpBase)
{
    if (plainHttpBase.scheme() == QLatin1String("http") && isLoopback(plainHttpBase.host())) {
        m_plainHost = plainHttpBase.host();
        m_plainPort = plainHttpBase.port(httpPort);
    }
}

bool DownloadPolicy::mayFetch(const QUrl &url) const
{
    // QNetworkAccessManager would turn user info into an Authorization header.
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return false;
    if (url.scheme() == QLatin1String("https"))
        return true;
    return url.scheme() == QLatin1String("http") && !m_plainHost.isEmpty()
        && url.host() == m_plainHost && url.port(httpPort) == m_plainPort;
}

bool DownloadPolicy::mayFollow(const QUrl &from, const QUrl &to) const
{
    const bool downgrades =
        from.scheme() == QLatin1String("https") && to.scheme() != QLatin1String("https");
    return !downgrades && mayFetch(to);
}

} // namespace peregrine
