#include "core/settings/folders.h"

#include <QDir>
#include <QLocale>
#include <QStandardPaths>
#include <QStorageInfo>
#include <QTemporaryFile>

namespace peregrine {

namespace {

/// A job's row, a picture and its receipt must fit at the very least.
constexpr qint64 leastFreeBytes = 8LL * 1024 * 1024;
constexpr int probeBytes = 4096;

QString place(QStandardPaths::StandardLocation location, const QString &name)
{
    return QStandardPaths::writableLocation(location) + u'/' + name;
}

QString native(const QString &folder)
{
    return QDir::toNativeSeparators(folder);
}

/// What isWritable() of a folder says is not true on every file system; a file tells.
Expected<Done, Error> proveWritable(const QString &folder)
{
    if (!QDir().mkpath(folder))
        return Unexpected{Error::storage(
            Folders::tr(
                "The folder %1 cannot be made. Check the permissions of the folder above it, "
                "or choose another place with --data-dir.")
                .arg(native(folder)))};
    QTemporaryFile probe(QDir(folder).filePath(QStringLiteral(".peregrine-XXXXXX")));
    if (!probe.open())
        return Unexpected{
            Error::storage(Folders::tr("The folder %1 cannot be written. Check its permissions, or "
                                       "choose another place with --data-dir.")
                               .arg(native(folder)))};
    const QStorageInfo storage(folder);
    const bool isFull = storage.bytesTotal() > 0 && storage.bytesAvailable() < leastFreeBytes;
    const QByteArray bytes(probeBytes, 'x');
    if (isFull || probe.write(bytes) != bytes.size() || !probe.flush())
        return Unexpected{Error::storage(
            Folders::tr(
                "The disk that holds the folder %1 is full: %2 are free. Free some space, or "
                "choose another place with --data-dir.")
                .arg(native(folder), QLocale().formattedDataSize(storage.bytesAvailable())))};
    return Done{};
}

} // namespace

Folders Folders::resolve(const QString &dataDirOption, const QProcessEnvironment &environment)
{
    QString chosen = dataDirOption;
    if (chosen.isEmpty())
        chosen = environment.value(QStringLiteral("PEREGRINE_DATA_DIR"));

    Folders folders;
    if (!chosen.isEmpty()) {
        folders.m_data = QDir::cleanPath(QDir(chosen).absolutePath());
        folders.m_results = folders.m_data + QStringLiteral("/results");
        folders.m_cache = folders.m_data + QStringLiteral("/cache");
        folders.m_config = folders.m_data;
        return folders;
    }
    // The generic places and a name of our own: QCoreApplication's name, which the window and the
    // command line need not share, has no part in it.
    const QString name = QStringLiteral("peregrine");
    folders.m_data = place(QStandardPaths::GenericDataLocation, name);
    folders.m_results = place(QStandardPaths::PicturesLocation, QStringLiteral("Peregrine"));
    folders.m_cache = place(QStandardPaths::GenericCacheLocation, name);
    folders.m_config = place(QStandardPaths::GenericConfigLocation, name);
    return folders;
}

QString Folders::database() const
{
    return m_data + QStringLiteral("/library.sqlite");
}

QString Folders::settingsFile() const
{
    return m_config + QStringLiteral("/settings.ini");
}

QString Folders::runs() const
{
    return m_data + QStringLiteral("/runs");
}

QString Folders::localServer() const
{
    return m_data + QStringLiteral("/localserver");
}

QString Folders::drafts() const
{
    return m_data + QStringLiteral("/drafts.json");
}

QString Folders::pasted() const
{
    return m_data + QStringLiteral("/pasted");
}

QString Folders::wildcards() const
{
    return m_data + QStringLiteral("/wildcards");
}

void Folders::setResults(const QString &folder)
{
    if (!folder.isEmpty())
        m_results = QDir::cleanPath(QDir(folder).absolutePath());
}

Expected<Done, Error> Folders::prepare() const
{
    for (const QString &folder : {m_data, m_results, m_config, m_cache, localServer()}) {
        if (auto proved = proveWritable(folder); !proved)
            return proved;
    }
    return Done{};
}

} // namespace peregrine
