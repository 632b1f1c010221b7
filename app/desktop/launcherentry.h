#pragma once

#include <QDBusConnection>

namespace peregrine {

/// Progress and count on the program's icon in docks and taskbars that know the Unity launcher API
/// (com.canonical.Unity.LauncherEntry: GNOME's Dash to Dock, KDE Plasma, Ubuntu Dock). Elsewhere
/// nobody listens.
class LauncherEntry
{
public:
    explicit LauncherEntry(const QDBusConnection &bus)
        : m_bus(bus)
    { }

    /// Nothing is shown when `active` is 0.
    void setProgress(int ended, int active);

private:
    QDBusConnection m_bus;
};

} // namespace peregrine
