#include "core/localserver/localserver.h"

#include "core/localserver/serverengine.h"

#include <utility>

namespace peregrine {

LocalServer::LocalServer(Options options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
{ }

LocalServer::~LocalServer()
{
    stop();
}

Expected<QUrl, Error> LocalServer::start()
{
    if (m_engine)
        return m_baseUrl;
    auto engine = std::make_unique<localserver::ServerEngine>(m_options);
    const Expected<quint16, Error> port = engine->start();
    if (!port)
        return Unexpected{port.error()};
    m_engine = std::move(engine);
    m_baseUrl = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(*port));
    return m_baseUrl;
}

QUrl LocalServer::baseUrl() const
{
    return m_baseUrl;
}

void LocalServer::stop()
{
    m_engine.reset();
    m_baseUrl.clear();
}

} // namespace peregrine
