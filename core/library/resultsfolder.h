#pragma once

#include <QString>

namespace peregrine {

/// How the paths of result files are kept in the database: relative to the results folder when
/// inside it, so that a library that was moved together with its results still finds them; absolute
/// otherwise.
class ResultsFolder
{
public:
    /// An empty folder: all paths are kept absolute.
    explicit ResultsFolder(const QString &folder = {});

    [[nodiscard]] const QString &path() const { return m_folder; }
    /// What the database keeps for an absolute path.
    [[nodiscard]] QString stored(const QString &absolutePath) const;
    /// The absolute path of what the database kept. Empty when it is relative and leads out of the
    /// results folder, or there is no results folder.
    [[nodiscard]] QString absolute(const QString &storedPath) const;

private:
    QString m_folder;
};

} // namespace peregrine
