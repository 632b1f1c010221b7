#include "core/fal/transport/falenvironment.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <array>

namespace peregrine {

namespace {

bool isFalHost(const QString &host)
{
    constexpr std::array domains{"fal.run", "fal.ai", "falrun.com"};
    for (const char *text : domains) {
        const QLatin1String domain(text);
        if (host == domain || host.endsWith(u'.' + QString(domain)))
            return true;
    }
    return false;
}

bool isPlainFalUrl(const QUrl &url)
{
    return url.scheme() == QLatin1String("https") && (url.port(443) == 443)
        && url.userInfo().isEmpty() && isFalHost(url.host().toLower());
}

bool isWebSocket(const QUrl &url)
{
    return url.scheme() == QLatin1String("wss") || url.scheme() == QLatin1String("ws");
}

bool sameOrigin(const QUrl &a, const QUrl &b)
{
    const int fallback = b.scheme() == QLatin1String("https") ? 443 : 80;
    return a.scheme() == b.scheme() && a.host().toLower() == b.host().toLower()
        && a.port(fallback) == b.port(fallback);
}

Unexpected<Error> refused(const QString &message)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = message;
    return Unexpected{error};
}

QString shownAddress(const QUrl &url)
{
    return url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery).left(200);
}

/// What bases and proxies have in common.
Expected<Done, Error> checkAddress(const QUrl &url)
{
    const bool secure = url.scheme() == QLatin1String("https");
    if (!url.isValid() || url.host().isEmpty()
        || (!secure && url.scheme() != QLatin1String("http"))) {
        return refused(
            QCoreApplication::translate("peregrine::FalEnvironment",
                                        "\"%1\" is not a server address. An address reads like "
                                        "https://example.org/fal.")
                .arg(shownAddress(url)));
    }
    if (!secure && !isLoopbackHost(url.host())) {
        return refused(
            QCoreApplication::translate("peregrine::FalEnvironment",
                                        "%1 would send everything unencrypted. Use https, "
                                        "or http on this computer only.")
                .arg(shownAddress(url)));
    }
    if (!url.userInfo().isEmpty() || url.hasFragment()) {
        return refused(QCoreApplication::translate(
                           "peregrine::FalEnvironment",
                           "A server address has no user name, password or fragment: %1")
                           .arg(shownAddress(url)));
    }
    return Done();
}

} // namespace

bool isLoopbackHost(const QString &host)
{
    if (host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0)
        return true;
    const QHostAddress address(host);
    return !address.isNull() && address.isLoopback();
}

FalEnvironment FalEnvironment::cloud()
{
    return {};
}

Expected<FalEnvironment, Error> FalEnvironment::atBase(const QUrl &base)
{
    if (const auto fit = checkAddress(base); !fit)
        return Unexpected{fit.error()};
    if (base.hasQuery()) {
        return refused(QCoreApplication::translate("peregrine::FalEnvironment",
                                                   "A server address has no query: %1")
                           .arg(shownAddress(base)));
    }
    FalEnvironment environment;
    environment.m_base = base.adjusted(QUrl::StripTrailingSlash);
    if (environment.m_base.path() == QLatin1String("/"))
        environment.m_base.setPath(QString());
    return environment;
}

Expected<FalEnvironment, Error> FalEnvironment::throughProxy(const QUrl &proxy)
{
    if (const auto fit = checkAddress(proxy); !fit)
        return Unexpected{fit.error()};
    FalEnvironment environment;
    environment.m_proxy = proxy;
    return environment;
}

Expected<Done, Error> FalEnvironment::checkRealtime() const
{
    if (m_proxy.isEmpty())
        return Done();
    return refused(
        QCoreApplication::translate("peregrine::FalEnvironment",
                                    "Realtime does not work through the proxy at %1. Use "
                                    "a key of your own for it.")
            .arg(m_proxy.host()));
}

QUrl FalEnvironment::resolve(const QUrl &falUrl) const
{
    if (!m_proxy.isEmpty())
        return isPlainFalUrl(falUrl) ? m_proxy : falUrl;
    if (m_base.isEmpty())
        return falUrl;
    QUrl url = m_base;
    if (isWebSocket(falUrl))
        url.setScheme(m_base.scheme() == QLatin1String("https") ? QStringLiteral("wss")
                                                                : QStringLiteral("ws"));
    url.setPath(m_base.path(QUrl::FullyEncoded) + u'/' + falUrl.host()
                    + falUrl.path(QUrl::FullyEncoded),
                QUrl::TolerantMode);
    if (falUrl.hasQuery())
        url.setQuery(falUrl.query(QUrl::FullyEncoded), QUrl::TolerantMode);
    return url;
}

std::optional<QUrl> FalEnvironment::canonical(const QUrl &given) const
{
    if (isPlainFalUrl(given))
        return given;
    if (m_base.isEmpty() || !sameOrigin(given, m_base) || !given.userInfo().isEmpty())
        return std::nullopt;
    const QString prefix = m_base.path(QUrl::FullyEncoded) + u'/';
    const QString path = given.path(QUrl::FullyEncoded);
    if (!path.startsWith(prefix))
        return std::nullopt;
    const QString host = path.mid(prefix.size()).section(u'/', 0, 0);
    if (!isFalHost(host))
        return std::nullopt;
    QUrl url;
    url.setScheme(QStringLiteral("https"));
    url.setHost(host);
    url.setPath(path.mid(prefix.size() + host.size()), QUrl::TolerantMode);
    if (given.hasQuery())
        url.setQuery(given.query(QUrl::FullyEncoded), QUrl::TolerantMode);
    return url;
}

bool FalEnvironment::mayCarryKey(const QUrl &url) const
{
    if (!m_proxy.isEmpty())
        return url == m_proxy;
    if (!m_base.isEmpty() && !sameOrigin(url, m_base))
        return false;
    return canonical(url).has_value();
}

bool FalEnvironment::mayExchangeFiles(const QUrl &url) const
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return false;
    // A relay on this computer stands before a server on this computer, on another port.
    if (m_proxy.scheme() == QLatin1String("http") && url.scheme() == QLatin1String("http"))
        return isLoopbackHost(url.host());
    const QUrl &own = m_proxy.isEmpty() ? m_base : m_proxy;
    return url.scheme() == QLatin1String("https") || (!own.isEmpty() && sameOrigin(url, own));
}

} // namespace peregrine
