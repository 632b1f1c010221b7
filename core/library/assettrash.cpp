#include "core/library/assettrash.h"

#include "core/base/logging.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace peregrine {

namespace {

constexpr int maxTries = 1000;

/// freedesktop.org's trash keeps DIR/info/NAME.trashinfo for DIR/files/NAME; others keep none.
QString infoOf(const QString &trashPath)
{
    const QFileInfo file(trashPath);
    QDir folder = file.dir();
    if (folder.dirName() != QLatin1String("files") || !folder.cdUp())
        return {};
    return folder.filePath(QStringLiteral("info/") + file.fileName()
                           + QStringLiteral(".trashinfo"));
}

QString freeName(const QString &path)
{
    const QFileInfo wanted(path);
    QString candidate = path;
    for (int i = 2; i < maxTries && QFileInfo::exists(candidate); ++i) {
        QString name = QStringLiteral("%1 (%2)").arg(wanted.completeBaseName()).arg(i);
        if (!wanted.suffix().isEmpty())
            name += u'.' + wanted.suffix();
        candidate = wanted.dir().filePath(name);
    }
    return candidate;
}

} // namespace

Expected<QString, Error> AssetTrash::put(const QString &path)
{
    QFile file(path);
    if (!QFileInfo::exists(path))
        return QString();
    if (file.moveToTrash())
        return QFileInfo(file.fileName()).absoluteFilePath();
    qCWarning(lcLibrary) << "Not moved to the trash:" << file.errorString();
    return Unexpected{
        Error::storage(tr("%1 could not be moved to the trash. Check the permissions of its "
                          "folder, or delete the file there yourself.")
                           .arg(QDir::toNativeSeparators(path)))};
}

Expected<QString, Error> AssetTrash::takeBack(const QString &trashPath, const QString &path)
{
    const QString shown = QDir::toNativeSeparators(path);
    if (!QFileInfo::exists(trashPath))
        return Unexpected{Error::storage(
            tr("%1 is not in the trash any more and cannot be brought back.").arg(shown))};
    if (!QDir().mkpath(QFileInfo(path).absolutePath()))
        return Unexpected{Error::storage(tr("The folder of %1 cannot be made again. Check the "
                                            "permissions of the folder above it, then undo again.")
                                             .arg(shown))};
    const QString target = freeName(path);
    QFile file(trashPath);
    if (!file.rename(target)) {
        qCWarning(lcLibrary) << "Not taken from the trash:" << file.errorString();
        return Unexpected{
            Error::storage(tr("%1 could not be brought back from the trash (%2). It still lies "
                              "there; restore it with your file manager.")
                               .arg(shown, file.errorString()))};
    }
    if (const QString info = infoOf(trashPath); !info.isEmpty())
        QFile::remove(info);
    return target;
}

} // namespace peregrine
