#pragma once

#include <QObject>
#include <QStringList>

namespace peregrine {

/// Shows files in the system's file manager: selected there by the D-Bus interface
/// org.freedesktop.FileManager1, and where nobody answers it, their folder.
class FileRevealer : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Absolute paths. Returns at once.
    void reveal(const QStringList &paths);

Q_SIGNALS:
    /// Neither way worked: names the folder, for people.
    void failed(const QString &message);

private:
    void openFolder(const QString &path);
};

} // namespace peregrine
