#include "core/http/hostguard.h"

namespace peregrine {

HostGuard::HostGuard(quint16 port)
{
    for (const char *name : {"127.0.0.1", "localhost", "[::1]"}) {
        m_authorities.append(QByteArray(name) + ':' + QByteArray::number(port));
        // Clients leave out the port that is the scheme's own.
        if (port == 80)
            m_authorities.append(QByteArray(name));
    }
}

bool HostGuard::allowsHost(const QByteArray &host) const
{
    return m_authorities.contains(host.trimmed().toLower());
}

bool HostGuard::allowsOrigin(const QByteArray &origin) const
{
    if (origin.isEmpty())
        return true;
    const QByteArray lower = origin.trimmed().toLower();
    return lower.startsWith("http://") && m_authorities.contains(lower.mid(7));
}

} // namespace peregrine
