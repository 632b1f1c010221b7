#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QFile>
#include <QString>

namespace peregrine {

/// A file that is being written: "<base name>.<random>.part" in the folder it will stay in. Removed
/// by the destructor unless keep() was called. Not tied to a thread, but used by one at a time.
class PartFile
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::PartFile)

public:
    PartFile() = default;
    PartFile(const PartFile &) = delete;
    PartFile &operator=(const PartFile &) = delete;
    ~PartFile();

    /// Makes the folder when it is missing, and an empty file in it.
    [[nodiscard]] Expected<Done, Error> open(const QString &folder, const QString &baseName);
    [[nodiscard]] Expected<Done, Error> write(const QByteArray &bytes);
    /// Waits until the bytes are on the disk and closes the file.
    [[nodiscard]] Expected<Done, Error> finish();
    /// Gives the finished file its name, "<base name><extension>", or with " (2)", " (3)", ...
    /// before the extension when that is taken: never replaces a file. The final path.
    [[nodiscard]] Expected<QString, Error> putInPlace(const QString &extension);
    /// From now on the file stays.
    void keep() { m_exists = false; }

    [[nodiscard]] qint64 size() const { return m_bytes; }
    [[nodiscard]] QString path() const { return m_file.fileName(); }

private:
    [[nodiscard]] Error writeError() const;

    QFile m_file;
    QString m_folder;
    QString m_baseName;
    qint64 m_bytes = 0;
    bool m_exists = false;
};

/// Free bytes that a download leaves on the disk.
inline constexpr qint64 diskReserveBytes = 16LL * 1024 * 1024;

/// Waits until the names in a folder are on the disk, where the platform can. Blocks.
void flushFolder(const QString &folder);

/// An error when `bytes` more do not fit on the folder's disk with the reserve left over.
[[nodiscard]] Expected<Done, Error> checkSpace(const QString &folder, qint64 bytes);

} // namespace peregrine
