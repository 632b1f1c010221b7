#include "core/fal/falservers.h"

namespace peregrine {

const QString FalServers::fal = QStringLiteral("fal");
const QString FalServers::local = QStringLiteral("local");
const QString FalServers::proxyPrefix = QStringLiteral("proxy:");

FalServers::FalServers(Secret key, QObject *parent, std::shared_ptr<UploadMemory> uploads)
    : QObject(parent)
    , m_key(std::move(key))
    , m_uploads(std::move(uploads))
{ }

FalClient *FalServers::add(const QString &server, FalEnvironment environment)
{
    FalTransport::Options options;
    options.environment = std::move(environment);
    if (mayHaveKey(server))
        options.key = m_key;
    auto *client = new FalClient(std::move(options), this, m_uploads);
    m_clients.insert(server, client);
    return client;
}

bool FalServers::mayHaveKey(const QString &server) const
{
    return server != local && (m_proxiesGetKey || !server.startsWith(proxyPrefix));
}

void FalServers::handOutKey()
{
    for (auto it = m_clients.cbegin(); it != m_clients.cend(); ++it)
        it.value()->transport().setKey(mayHaveKey(it.key()) ? m_key : Secret());
}

void FalServers::setKey(Secret key)
{
    m_key = std::move(key);
    handOutKey();
}

void FalServers::setProxiesGetKey(bool get)
{
    m_proxiesGetKey = get;
    handOutKey();
}

void FalServers::setLocalBase(const QUrl &base)
{
    m_localBase = base;
    FalClient *before = m_clients.take(local);
    if (before && before->transport().environment().base() == base) {
        m_clients.insert(local, before);
        return;
    }
    if (auto environment = FalEnvironment::atBase(base))
        add(local, *environment);
}

Expected<FalClient *, Error> FalServers::client(const QString &server)
{
    if (FalClient *known = m_clients.value(server))
        return known;
    if (server == fal)
        return add(server, FalEnvironment::cloud());
    if (server == local) {
        Error error;
        error.kind = Error::Kind::Network;
        error.message = tr("The local server is not running.");
        return Unexpected{error};
    }
    auto environment = server.startsWith(proxyPrefix)
        ? FalEnvironment::throughProxy(QUrl(server.mid(proxyPrefix.size()), QUrl::StrictMode))
        : FalEnvironment::atBase(QUrl(server));
    if (!environment)
        return Unexpected{environment.error()};
    return add(server, *environment);
}

} // namespace peregrine
