#include "core/localserver/localserverhost.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

#include <utility>

namespace peregrine {

namespace {

constexpr qint64 maxAddressBytes = 256;

} // namespace

LocalServerHost::LocalServerHost(LocalServer::Options options)
    : m_options(std::move(options))
{ }

LocalServerHost::~LocalServerHost()
{
    if (m_server)
        QFile::remove(addressPath());
}

QString LocalServerHost::addressPath() const
{
    return m_options.dataFolder + QStringLiteral("/address");
}

std::optional<QUrl> LocalServerHost::addressOfOther() const
{
    QFile file(addressPath());
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QUrl url(QString::fromUtf8(file.read(maxAddressBytes)).trimmed());
    if (!url.isValid() || url.scheme() != QLatin1String("http")
        || url.host() != QLatin1String("127.0.0.1"))
        return std::nullopt;
    return url;
}

Expected<QUrl, Error> LocalServerHost::start()
{
    if (m_server)
        return m_server->baseUrl();
    auto server = std::make_unique<LocalServer>(m_options);
    auto base = server->start();
    if (!base) {
        // The server refuses a folder that another one uses.
        const auto other = addressOfOther();
        if (base.error().kind == Error::Kind::Storage && other)
            return *other;
        return base;
    }
    server->moveToThread(QCoreApplication::instance()->thread());
    m_server = std::move(server);
    QSaveFile file(addressPath());
    if (file.open(QIODevice::WriteOnly)) {
        file.write(base->toEncoded());
        file.commit();
    }
    return base;
}

} // namespace peregrine
