#include "core/media/partfile.h"

#include "core/media/filenames.h"

#include <QDir>
#include <QLocale>
#include <QRandomGenerator>
#include <QStorageInfo>

#include <cerrno>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

namespace peregrine {

namespace {

constexpr int openAttempts = 16;
constexpr int maxNumber = 100'000;

bool flushToDisk(int handle)
{
#ifdef Q_OS_WIN
    return _commit(handle) == 0;
#else
    // A file system without it (EINVAL) has done what it can.
    return ::fsync(handle) == 0 || errno == EINVAL;
#endif
}

QString withoutRoom(const QString &folder)
{
    return PartFile::tr("The disk that holds %1 is full. Free some space, then try again.")
        .arg(QDir::toNativeSeparators(folder));
}

} // namespace

PartFile::~PartFile()
{
    if (m_exists)
        m_file.remove();
}

Expected<Done, Error> PartFile::open(const QString &folder, const QString &baseName)
{
    if (!QDir().mkpath(folder))
        return Unexpected{Error::storage(
            tr("The folder %1 cannot be made. Check its permissions, or choose another folder for "
               "results.")
                .arg(QDir::toNativeSeparators(folder)))};
    m_folder = folder;
    m_baseName = baseName;
    for (int attempt = 0; attempt < openAttempts; ++attempt) {
        const QString random = QStringLiteral("%1").arg(QRandomGenerator::global()->generate(), 8,
                                                        36, QLatin1Char('0'));
        m_file.setFileName(
            QDir(folder).filePath(baseName + u'.' + random + QStringLiteral(".part")));
        if (m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered)) {
            m_exists = true;
            return Done{};
        }
        if (!m_file.exists())
            break;
    }
    return Unexpected{writeError()};
}

Expected<Done, Error> PartFile::write(const QByteArray &bytes)
{
    qint64 written = 0;
    while (written < bytes.size()) {
        const qint64 now = m_file.write(bytes.constData() + written, bytes.size() - written);
        if (now <= 0)
            return Unexpected{writeError()};
        written += now;
    }
    m_bytes += written;
    return Done{};
}

Expected<Done, Error> PartFile::finish()
{
    if (!flushToDisk(m_file.handle()))
        return Unexpected{writeError()};
    m_file.close();
    if (!m_file.exists())
        return Unexpected{Error::storage(
            tr("The file was removed from %1 while it was being saved. Try again.")
                .arg(QDir::toNativeSeparators(m_folder)))};
    return Done{};
}

Expected<QString, Error> PartFile::putInPlace(const QString &extension)
{
    for (int number = 1; number <= maxNumber; ++number) {
        const QString path = QDir(m_folder).filePath(numberedName(m_baseName, number, extension));
        if (QFile::exists(path))
            continue;
        // QFile::rename never replaces a file, also when one appears between the look and the move.
        if (m_file.rename(path))
            return path;
        if (!QFile::exists(path))
            break;
    }
    return Unexpected{writeError()};
}

Error PartFile::writeError() const
{
    const QStorageInfo storage(m_folder);
    if (m_file.error() == QFileDevice::ResourceError
        || (storage.bytesTotal() > 0 && storage.bytesAvailable() <= 0))
        return Error::storage(withoutRoom(m_folder));
    return Error::storage(
        tr("A file could not be written in %1 (%2). Check the folder's permissions and its disk, "
           "then try again.")
            .arg(QDir::toNativeSeparators(m_folder), m_file.errorString()));
}

void flushFolder(const QString &folder)
{
#ifdef Q_OS_LINUX
    QFile handle(folder);
    // Best effort: not every file system opens folders, and the name is there in any case.
    if (handle.open(QIODevice::ReadOnly))
        flushToDisk(handle.handle());
#else
    Q_UNUSED(folder);
#endif
}

Expected<Done, Error> checkSpace(const QString &folder, qint64 bytes)
{
    const QStorageInfo storage(folder);
    if (storage.bytesTotal() <= 0 || storage.bytesAvailable() - diskReserveBytes >= bytes)
        return Done{};
    const QLocale locale;
    return Unexpected{Error::storage(
        PartFile::tr("The file needs %1, but the disk that holds %2 has only %3 free. Free some "
                     "space, then try again.")
            .arg(locale.formattedDataSize(bytes), QDir::toNativeSeparators(folder),
                 locale.formattedDataSize(storage.bytesAvailable())))};
}

} // namespace peregrine
