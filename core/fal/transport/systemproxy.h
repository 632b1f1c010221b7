#pragma once

#include <QNetworkProxyFactory>
#include <QProcessEnvironment>

namespace peregrine {

/// The proxies of the user's system for every connection of the program, WebSockets included.
/// Environment variables come first, read as curl reads them: http_proxy, https_proxy, all_proxy
/// and no_proxy (all but http_proxy in capitals too), with http://, socks5:// and socks5h://
/// addresses. Without them the desktop's or the operating system's settings are asked. A connection
/// to this computer never takes a proxy.
///
/// Qt's own reading knows protocols by name: a WebSocket has none of those, and all_proxy is not
/// for https there.
class SystemProxy final : public QNetworkProxyFactory
{
public:
    explicit SystemProxy(
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment());

    /// For all connections of the program from now on. Once, from main().
    static void install();

    [[nodiscard]] QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override;

private:
    [[nodiscard]] QString variable(const char *name) const;
    [[nodiscard]] bool isExcepted(const QString &host, int port) const;

    QProcessEnvironment m_environment;
};

} // namespace peregrine
