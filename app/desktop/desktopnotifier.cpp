#include "app/desktop/desktopnotifier.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QUrl>
#include <QVariantMap>

#include <utility>

namespace peregrine {

namespace {

constexpr QLatin1String service("org.freedesktop.Notifications");
constexpr QLatin1String path("/org/freedesktop/Notifications");
/// A click on the notice itself, by the specification.
constexpr QLatin1String defaultAction("default");
constexpr QLatin1String buttonAction("show");
constexpr int systemsTimeout = -1;

QDBusMessage call(const QString &method)
{
    return QDBusMessage::createMethodCall(service, path, service, method);
}

} // namespace

DesktopNotifier::DesktopNotifier(const QDBusConnection &bus, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
{
    m_bus.connect(service, path, service, QStringLiteral("ActionInvoked"), this,
                  SLOT(onAction(uint, QString)));
    m_bus.connect(service, path, service, QStringLiteral("ActivationToken"), this,
                  SLOT(onToken(uint, QString)));
    m_bus.connect(service, path, service, QStringLiteral("NotificationClosed"), this,
                  SLOT(onClosed(uint, uint)));
}

void DesktopNotifier::show(const Notice &notice)
{
    QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("peregrine")},
                      {QStringLiteral("category"), QStringLiteral("transfer.complete")}};
    if (!notice.picture.isEmpty())
        hints.insert(QStringLiteral("image-path"), QUrl::fromLocalFile(notice.picture).toString());
    // By the names of the freedesktop.org sound naming specification.
    if (notice.sound) {
        hints.insert(QStringLiteral("sound-name"), QStringLiteral("complete"));
        askForSound();
    } else {
        hints.insert(QStringLiteral("suppress-sound"), true);
    }
    // Notification servers read simple markup in the text.
    QDBusMessage message = call(QStringLiteral("Notify"));
    message << QStringLiteral("Peregrine") << m_id << QStringLiteral("peregrine") << notice.title
            << notice.text.toHtmlEscaped()
            << QStringList{defaultAction, notice.action, buttonAction, notice.action} << hints
            << systemsTimeout;
    m_tag = notice.tag;
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<uint> reply = *watcher;
        watcher->deleteLater();
        m_id = reply.isError() ? 0 : reply.value();
    });
}

void DesktopNotifier::askForSound()
{
    if (m_hasSound) {
        if (!*m_hasSound)
            Q_EMIT soundMissing();
        return;
    }
    auto *watcher =
        new QDBusPendingCallWatcher(m_bus.asyncCall(call(QStringLiteral("GetCapabilities"))), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QStringList> reply = *watcher;
        watcher->deleteLater();
        m_hasSound = !reply.isError() && reply.value().contains(QLatin1String("sound"));
        if (!*m_hasSound)
            Q_EMIT soundMissing();
    });
}

void DesktopNotifier::withdraw()
{
    if (m_id == 0)
        return;
    QDBusMessage message = call(QStringLiteral("CloseNotification"));
    message << std::exchange(m_id, 0);
    m_bus.asyncCall(message);
}

void DesktopNotifier::onToken(uint id, const QString &token)
{
    if (id == m_id)
        m_token = token;
}

void DesktopNotifier::onAction(uint id, const QString &action)
{
    if (id == 0 || id != m_id || (action != defaultAction && action != buttonAction))
        return;
    Q_EMIT activated(m_tag, std::exchange(m_token, {}));
}

void DesktopNotifier::onClosed(uint id, uint)
{
    if (id == m_id)
        m_id = 0;
}

} // namespace peregrine
