#include "core/fal/falservers.h"

namespace peregrine {

const QString FalServers::fal = QStringLiteral("fal");
const QString FalServers::local = QStringLiteral("local");

FalServers::FalServers(Secret key, QObject *parent, std::shared_ptr<UploadMemory> uploads)
    : QObject(parent)
    , m_key(std::move(key))
    , m_uploads(std::move(uploads))
{ }

FalClient *FalServers::add(const QString &server, FalEnvironment environment, Secret key)
{
    FalTransport::Options options;
    options.environment = std::move(environment);
    options.key = std::move(key);
    auto *client = new FalClient(std::move(options), this, m_uploads);
    m_clients.insert(server, client);
    return client;
}

void FalServers::setLocalBase(const QUrl &base)
{
    FalClient *before = m_clients.take(local);
    if (before && before->transport().environment().base() == base) {
        m_clients.insert(local, before);
        return;
    }
    if (auto environment = FalEnvironment::atBase(base))
        add(local, *environment, Secret());
}

void FalServers::setKey(Secret key)
{
    m_key = std::move(key);
    for (auto it = m_clients.cbegin(); it != m_clients.cend(); ++it) {
        if (it.key() != local)
            it.value()->transport().setKey(m_key);
    }
}

Expected<FalClient *, Error> FalServers::client(const QString &server)
{
    if (FalClient *known = m_clients.value(server))
        return known;
    if (server == fal)
        return add(server, FalEnvironment::cloud(), m_key);
    if (server == local) {
        Error error;
        error.kind = Error::Kind::Network;
        error.message = tr("The local server is not running.");
        return Unexpected{error};
    }
    auto environment = FalEnvironment::atBase(QUrl(server));
    if (!environment)
        return Unexpected{environment.error()};
    return add(server, *environment, m_key);
}

} // namespace peregrine
