#include "ui/viewer/filerevealer.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QUrl>

namespace peregrine {

void FileRevealer::reveal(const QStringList &paths)
{
    if (paths.isEmpty())
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        openFolder(paths.constFirst());
        return;
    }
    QStringList urls;
    for (const QString &path : paths)
        urls.append(QUrl::fromLocalFile(path).toString(QUrl::FullyEncoded));
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.FileManager1"),
        QStringLiteral("/org/freedesktop/FileManager1"),
        QStringLiteral("org.freedesktop.FileManager1"), QStringLiteral("ShowItems"));
    call.setArguments({urls, QString()});
    constexpr int patienceMs = 4000;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, patienceMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, path = paths.constFirst()](QDBusPendingCallWatcher *answer) {
                answer->deleteLater();
                if (QDBusPendingReply<>(*answer).isError())
                    openFolder(path);
            });
}

void FileRevealer::openFolder(const QString &path)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QFileInfo::exists(folder) || !QDesktopServices::openUrl(QUrl::fromLocalFile(folder))) {
        Q_EMIT failed(tr("No file manager could be opened. The file is in \"%1\".")
                          .arg(QDir::toNativeSeparators(folder)));
    }
}

} // namespace peregrine
