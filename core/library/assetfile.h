#pragma once

#include "core/base/ids.h"

#include <QDateTime>
#include <QString>

namespace peregrine {

/// What the library believes about an asset's file.
struct AssetFile
{
    AssetId id;
    /// Absolute.
    QString path;
    qint64 bytes = 0;
    /// When it was written last; invalid when nobody has looked yet.
    QDateTime modifiedAt;
    bool missing = false;
    /// SHA-256 in hex; empty when it was not computed yet. Only read: what changes the bytes or
    /// the time makes it be computed again.
    QString contentHash;

    friend bool operator==(const AssetFile &, const AssetFile &) = default;
};

} // namespace peregrine
