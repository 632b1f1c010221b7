#include "app/desktop/sleepguard.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace peregrine {

SleepGuard::SleepGuard(const QDBusConnection &bus, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
{ }

void SleepGuard::setHolding(bool holds)
{
    m_holds = holds;
    if (!holds)
        m_lock = {}; // closing it is giving it back
    else if (!m_lock.isValid() && !m_asking)
        ask();
}

void SleepGuard::ask()
{
    QDBusMessage message = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.login1"), QStringLiteral("/org/freedesktop/login1"),
        QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("Inhibit"));
    message << QStringLiteral("sleep:idle") << QStringLiteral("Peregrine")
            << tr("Jobs are under way") << QStringLiteral("block");
    m_asking = true;
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusUnixFileDescriptor> reply = *watcher;
        watcher->deleteLater();
        m_asking = false;
        if (m_holds && !reply.isError())
            m_lock = reply.value();
    });
}

} // namespace peregrine
