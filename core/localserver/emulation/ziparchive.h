#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace peregrine::localserver {

struct ZipEntry
{
    QString name;
    QByteArray bytes;
};

/// A ZIP archive whose entries are stored as they are: what goes in (pictures) is packed already.
[[nodiscard]] QByteArray zipArchive(const QList<ZipEntry> &entries);

} // namespace peregrine::localserver
