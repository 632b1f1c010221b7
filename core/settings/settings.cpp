#include "core/settings/settings.h"

#include <QUrl>

namespace peregrine {

namespace {

/// Names of servers and endpoints have slashes, which would make groups of them.
QString keyOf(const QString &group, const QString &name)
{
    return group + u'/' + QString::fromLatin1(QUrl::toPercentEncoding(name));
}

QString lastEndpointKey(const QString &server)
{
    return keyOf(QStringLiteral("lastEndpoint"), server);
}

QString seedPolicyKey(const QString &endpoint)
{
    return keyOf(QStringLiteral("seedPolicy"), endpoint);
}

QString wildcardsKey(const QString &endpoint)
{
    return keyOf(QStringLiteral("wildcards"), endpoint);
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

QString Settings::seedPolicy(const QString &endpoint) const
{
    return m_store.value(seedPolicyKey(endpoint)).toString();
}

void Settings::setSeedPolicy(const QString &endpoint, const QString &policy)
{
    if (seedPolicy(endpoint) != policy)
        write(seedPolicyKey(endpoint), policy, policy.isEmpty());
}

bool Settings::wildcards(const QString &endpoint) const
{
    return m_store.value(wildcardsKey(endpoint), true).toBool();
}

void Settings::setWildcards(const QString &endpoint, bool on)
{
    if (wildcards(endpoint) != on)
        write(wildcardsKey(endpoint), on, on);
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
