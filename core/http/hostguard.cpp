#include "core/http/hostguard.h"

namespace peregrine {

namespace {

/// Host without its port.
QByteArray nameOf(const QByteArray &authority)
{
    const qsizetype colon = authority.lastIndexOf(':');
    if (colon < 0)
        return authority;
    bool isPort = false;
    authority.mid(colon + 1).toUShort(&isPort);
    return isPort ? authority.left(colon) : authority;
}

} // namespace

HostGuard::HostGuard(quint16 port, const QList<QByteArray> &publicHosts)
{
    for (const QByteArray &host : publicHosts)
        m_publicHosts.append(host.trimmed().toLower());
    for (const char *name : {"127.0.0.1", "localhost", "[::1]"}) {
        m_authorities.append(QByteArray(name) + ':' + QByteArray::number(port));
        // Clients leave out the port that is the scheme's own.
        if (port == 80)
            m_authorities.append(QByteArray(name));
    }
}

bool HostGuard::allowsHost(const QByteArray &host) const
{
    const QByteArray lower = host.trimmed().toLower();
    return m_authorities.contains(lower) || m_publicHosts.contains(nameOf(lower));
}

bool HostGuard::allowsOrigin(const QByteArray &origin) const
{
    if (origin.isEmpty())
        return true;
    const QByteArray lower = origin.trimmed().toLower();
    return lower.startsWith("http://") && m_authorities.contains(lower.mid(7));
}

} // namespace peregrine
