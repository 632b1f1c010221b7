#include "core/settings/settings.h"

#include <QUrl>

namespace peregrine {

namespace {

/// A server's name can be a URL; slashes would make groups of it.
QString lastEndpointKey(const QString &server)
{
    return QStringLiteral("lastEndpoint/") + QString::fromLatin1(QUrl::toPercentEncoding(server));
}

} // namespace

Settings::Settings(const QString &file, QObject *parent)
    : QObject(parent)
    , m_store(file, QSettings::IniFormat)
{ }

QString Settings::lastEndpoint(const QString &server) const
{
    return m_store.value(lastEndpointKey(server)).toString();
}

void Settings::setLastEndpoint(const QString &server, const QString &endpoint)
{
    if (lastEndpoint(server) != endpoint)
        write(lastEndpointKey(server), endpoint, endpoint.isEmpty());
}

void Settings::write(const QString &key, const QVariant &value, bool isDefault)
{
    if (isDefault)
        m_store.remove(key);
    else
        m_store.setValue(key, value);
    Q_EMIT changed(key);
}

} // namespace peregrine
