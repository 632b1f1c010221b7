#pragma once

#include <QDBusConnection>
#include <QDBusUnixFileDescriptor>
#include <QObject>

namespace peregrine {

/// Keeps the computer from going to sleep by itself (org.freedesktop.login1's Inhibit), for as long
/// as it holds. Where there is no login1 nothing happens. Closing a lid sleeps all the same.
class SleepGuard : public QObject
{
    Q_OBJECT

public:
    /// The system bus.
    explicit SleepGuard(const QDBusConnection &bus, QObject *parent = nullptr);

    void setHolding(bool holds);
    /// Whether the system has granted it.
    [[nodiscard]] bool isGranted() const { return m_lock.isValid(); }

private:
    void ask();

    QDBusConnection m_bus;
    QDBusUnixFileDescriptor m_lock;
    bool m_holds = false;
    bool m_asking = false;
};

} // namespace peregrine
