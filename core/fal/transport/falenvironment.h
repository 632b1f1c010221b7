#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QString>
#include <QUrl>

#include <optional>

namespace peregrine {

/// Where fal's addresses lead: the cloud itself, a base URL that speaks the protocol, or a proxy
/// that passes requests on to the cloud. One rule maps them onto a base: https://HOST/PATH becomes
/// BASE/HOST/PATH. Everything for a proxy goes to its one address, with the real one in a header.
class FalEnvironment
{
public:
    /// fal's own hosts.
    [[nodiscard]] static FalEnvironment cloud();
    /// Any base. Plain http only on a loopback address; no user info, query or fragment.
    [[nodiscard]] static Expected<FalEnvironment, Error> atBase(const QUrl &base);

    /// What fal's JavaScript client calls proxyUrl: a relay such as fal's server-proxy, which has
    /// the key. Requirements as for a base; a query is allowed. Uploads go directly to the address
    /// that storage gives; realtime does not work through a proxy.
    [[nodiscard]] static Expected<FalEnvironment, Error> throughProxy(const QUrl &proxy);

    /// The address to ask for one of fal's URLs; a WebSocket's (wss) stays one: ws or wss.
    [[nodiscard]] QUrl resolve(const QUrl &falUrl) const;
    /// fal's form of an address that a server gave, when it is one of ours to trust: https on a fal
    /// host, or the same below the base. Whole labels count: evilfal.ai is not fal.ai.
    [[nodiscard]] std::optional<QUrl> canonical(const QUrl &given) const;
    /// The key may go along with a request to this (resolved) address: with a base, below the base
    /// only; with a proxy, to the proxy only.
    [[nodiscard]] bool mayCarryKey(const QUrl &url) const;
    /// A file may be sent to or fetched from this address, without the key: https anywhere, and
    /// plain http at the base's own host and port, or on this computer where the proxy is on it.
    [[nodiscard]] bool mayExchangeFiles(const QUrl &url) const;
    /// Empty for the cloud and for a proxy.
    [[nodiscard]] const QUrl &base() const { return m_base; }
    /// Empty without a proxy.
    [[nodiscard]] const QUrl &proxy() const { return m_proxy; }
    /// fal's own hosts are asked directly.
    [[nodiscard]] bool isCloud() const { return m_base.isEmpty() && m_proxy.isEmpty(); }
    /// An error that says so where WebSockets cannot work: fal's proxies relay requests only.
    [[nodiscard]] Expected<Done, Error> checkRealtime() const;

private:
    QUrl m_base;
    QUrl m_proxy;
};

/// True for 127.0.0.0/8, ::1 and localhost.
[[nodiscard]] bool isLoopbackHost(const QString &host);

} // namespace peregrine
