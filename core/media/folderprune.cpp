#include "core/media/folderprune.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace peregrine {

void pruneFolder(const QString &folder, qint64 maxBytes)
{
    qint64 bytes = 0;
    const QFileInfoList newestFirst = QDir(folder).entryInfoList(QDir::Files, QDir::Time);
    for (const QFileInfo &file : newestFirst) {
        bytes += file.size();
        if (bytes > maxBytes)
            QFile::remove(file.filePath());
    }
}

} // namespace peregrine
