#include "core/fal/transport/systemproxy.h"

#include "core/base/logging.h"
#include "core/fal/transport/falenvironment.h"

#include <QNetworkProxy>
#include <QUrl>

#include <algorithm>
#include <optional>

namespace peregrine {

namespace {

using Query = QNetworkProxyQuery;

/// What the proxy settings call a connection: WebSockets and bare sockets are asked for as the web
/// address that would take the same way.
QUrl webAddressOf(const Query &query)
{
    const QString protocol = query.protocolTag().toLower();
    QUrl url = query.url();
    if (url.isEmpty() || url.host().isEmpty()) {
        url = QUrl();
        url.setHost(query.peerHostName());
        url.setPort(query.peerPort());
    }
    const int port = query.peerPort() > 0 ? query.peerPort() : url.port();
    const bool plain = protocol == QLatin1String("ws") || protocol == QLatin1String("http")
        || (protocol.isEmpty() && port == 80);
    url.setScheme(plain ? QStringLiteral("http") : QStringLiteral("https"));
    return url;
}

std::optional<QNetworkProxy> proxyAt(const QString &address)
{
    // "proxy:3128" is common and would read as a scheme.
    const QUrl url(address.contains(QLatin1String("://")) ? address
                                                          : QStringLiteral("http://") + address);
    const QString scheme = url.scheme();
    const bool socks = scheme == QLatin1String("socks5") || scheme == QLatin1String("socks5h");
    if (url.host().isEmpty() || (!socks && scheme != QLatin1String("http"))) {
        qCWarning(lcFal) << "a proxy setting is not understood:"
                         << url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
        return std::nullopt;
    }
    // curl's default for both kinds.
    const auto port = static_cast<quint16>(url.port(1080));
    QNetworkProxy proxy(socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, url.host(),
                        port, url.userName(QUrl::FullyDecoded), url.password(QUrl::FullyDecoded));
    if (scheme == QLatin1String("socks5"))
        proxy.setCapabilities(proxy.capabilities() & ~QNetworkProxy::HostNameLookupCapability);
    return proxy;
}

} // namespace

SystemProxy::SystemProxy(QProcessEnvironment environment)
    : m_environment(std::move(environment))
{ }

void SystemProxy::install()
{
    // Qt owns the factory.
    QNetworkProxyFactory::setApplicationProxyFactory(new SystemProxy);
}

/// The small name wins; the capital one of http_proxy is left alone, as curl does: a web server's
/// caller can set it.
QString SystemProxy::variable(const char *name) const
{
    const QString small = QString::fromLatin1(name);
    QString value = m_environment.value(small).trimmed();
    if (value.isEmpty() && small != QLatin1String("http_proxy"))
        value = m_environment.value(small.toUpper()).trimmed();
    return value;
}

bool SystemProxy::isExcepted(const QString &host, int port) const
{
    const QStringList entries = variable("no_proxy").toLower().split(u',', Qt::SkipEmptyParts);
    return std::any_of(entries.begin(), entries.end(), [&](const QString &entry) {
        QString domain = entry.trimmed();
        if (domain == QLatin1String("*"))
            return true;
        if (const qsizetype colon = domain.lastIndexOf(u':');
            colon > 0 && domain.count(u':') == 1) {
            if (domain.mid(colon + 1).toInt() != port)
                return false;
            domain.truncate(colon);
        }
        while (domain.startsWith(u'*') || domain.startsWith(u'.'))
            domain.remove(0, 1);
        return !domain.isEmpty() && (host == domain || host.endsWith(u'.' + domain));
    });
}

QList<QNetworkProxy> SystemProxy::queryProxy(const QNetworkProxyQuery &query)
{
    const QList<QNetworkProxy> direct{QNetworkProxy(QNetworkProxy::NoProxy)};
    if (query.queryType() != Query::UrlRequest && query.queryType() != Query::TcpSocket)
        return direct;
    const QUrl url = webAddressOf(query);
    const QString host = url.host().toLower();
    if (isLoopbackHost(host))
        return direct;

    const bool plain = url.scheme() == QLatin1String("http");
    const QString ours = variable(plain ? "http_proxy" : "https_proxy");
    const QString all = variable("all_proxy");
    if (!ours.isEmpty() || !all.isEmpty()) {
        if (isExcepted(host, url.port(plain ? 80 : 443)))
            return direct;
        const auto proxy = proxyAt(ours.isEmpty() ? all : ours);
        return proxy ? QList<QNetworkProxy>{*proxy} : direct;
    }

    QList<QNetworkProxy> proxies = systemProxyForQuery(Query(url));
    // A socket needs a tunnel; a proxy that only answers web requests is of no use to it.
    if (query.queryType() == Query::TcpSocket) {
        proxies.removeIf([](const QNetworkProxy &proxy) {
            return proxy.type() != QNetworkProxy::NoProxy
                && !proxy.capabilities().testFlag(QNetworkProxy::TunnelingCapability);
        });
    }
    return proxies.isEmpty() ? direct : proxies;
}

} // namespace peregrine
