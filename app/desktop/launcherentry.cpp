#include "app/desktop/launcherentry.h"

#include <QDBusMessage>
#include <QVariantMap>

namespace peregrine {

void LauncherEntry::setProgress(int ended, int active)
{
    QDBusMessage signal = QDBusMessage::createSignal(
        QStringLiteral("/peregrine"), QStringLiteral("com.canonical.Unity.LauncherEntry"),
        QStringLiteral("Update"));
    const int total = ended + active;
    signal << QStringLiteral("application://peregrine.desktop")
           << QVariantMap{
                  {QStringLiteral("count"), static_cast<qint64>(active)},
                  {QStringLiteral("count-visible"), active > 0},
                  {QStringLiteral("progress"), total > 0 ? double(ended) / double(total) : 0.0},
                  {QStringLiteral("progress-visible"), active > 0}};
    m_bus.send(signal);
}

} // namespace peregrine
