#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QCoreApplication>
#include <QString>

namespace peregrine {

/// Files on their way to the system's trash and back. All calls block.
class AssetTrash
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::AssetTrash)

public:
    /// Moves a file to the trash; answers where it lies there. Empty for a file that is not there.
    [[nodiscard]] static Expected<QString, Error> put(const QString &path);
    /// Moves it back, and removes what the trash wrote down about it. When its place is taken by
    /// another file, it comes back under a free name beside it; answers its path.
    [[nodiscard]] static Expected<QString, Error> takeBack(const QString &trashPath,
                                                           const QString &path);
};

} // namespace peregrine
