#include "ui/theme/settingsportal.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFileInfo>

namespace peregrine::theme {

namespace {

constexpr auto service = "org.freedesktop.portal.Desktop";
constexpr auto path = "/org/freedesktop/portal/desktop";
constexpr auto interface = "org.freedesktop.portal.Settings";
constexpr auto appearanceGroup = "org.freedesktop.appearance";
constexpr auto colorSchemeKey = "color-scheme";

/// Asking for a session bus that is not there makes libdbus start one, which takes its time.
bool hasSessionBus()
{
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")
        || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

} // namespace

SettingsPortal::SettingsPortal(QObject *parent)
    : QObject(parent)
{
    if (!hasSessionBus())
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(QLatin1String(service), QLatin1String(path), QLatin1String(interface),
                QStringLiteral("SettingChanged"), this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    QDBusMessage read =
        QDBusMessage::createMethodCall(QLatin1String(service), QLatin1String(path),
                                       QLatin1String(interface), QStringLiteral("Read"));
    read << QString(QLatin1String(appearanceGroup)) << QString(QLatin1String(colorSchemeKey));
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(read), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid())
            announce(reply.value().variant());
    });
}

void SettingsPortal::settingChanged(const QString &group, const QString &key,
                                    const QDBusVariant &value)
{
    if (group == QLatin1String(appearanceGroup) && key == QLatin1String(colorSchemeKey))
        announce(value.variant());
}

void SettingsPortal::announce(const QVariant &value)
{
    // Read() answers with a variant in a variant, the signal with a plain one.
    QVariant plain = value;
    if (plain.canConvert<QDBusVariant>())
        plain = plain.value<QDBusVariant>().variant();
    bool isNumber = false;
    const uint scheme = plain.toUInt(&isNumber);
    if (isNumber)
        Q_EMIT colorScheme(scheme);
}

} // namespace peregrine::theme
