#include "core/library/resultsfolder.h"

#include <QDir>

namespace peregrine {

namespace {

bool isInside(const QString &folder, const QString &cleanPath)
{
    return cleanPath.startsWith(folder.endsWith(u'/') ? folder : folder + u'/');
}

} // namespace

ResultsFolder::ResultsFolder(const QString &folder)
    : m_folder(folder.isEmpty() ? QString() : QDir::cleanPath(QDir(folder).absolutePath()))
{ }

QString ResultsFolder::stored(const QString &absolutePath) const
{
    const QString clean = QDir::cleanPath(absolutePath);
    if (m_folder.isEmpty() || !isInside(m_folder, clean))
        return clean;
    return QDir(m_folder).relativeFilePath(clean);
}

QString ResultsFolder::absolute(const QString &storedPath) const
{
    if (storedPath.isEmpty() || QDir::isAbsolutePath(storedPath))
        return storedPath;
    if (m_folder.isEmpty())
        return {};
    const QString path = QDir::cleanPath(QDir(m_folder).filePath(storedPath));
    return isInside(m_folder, path) ? path : QString();
}

} // namespace peregrine
