#pragma once

#include <QByteArray>
#include <QList>

namespace peregrine {

/// Keeps web pages away from a server on loopback: a page of another site carries its own Origin,
/// and a name that was re-bound to 127.0.0.1 carries that name as Host. Programs that are not
/// browsers send our address and no Origin.
class HostGuard
{
public:
    /// publicHosts: names under which a tunnel forwards to this server, "example.org"; their port
    /// is the tunnel's and any will do.
    explicit HostGuard(quint16 port, const QList<QByteArray> &publicHosts = {});

    /// Whether Host names this server: 127.0.0.1, localhost or [::1], with its port, or a public
    /// host.
    [[nodiscard]] bool allowsHost(const QByteArray &host) const;
    /// Whether Origin is absent (empty) or this server's own.
    [[nodiscard]] bool allowsOrigin(const QByteArray &origin) const;

private:
    QList<QByteArray> m_authorities;
    QList<QByteArray> m_publicHosts;
};

} // namespace peregrine
