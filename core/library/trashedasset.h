#pragma once

#include "core/base/ids.h"

#include <QString>

namespace peregrine {

/// Where an asset's file was, and where it lies in the trash; empty when there was no file.
/// Absolute.
struct TrashedAsset
{
    AssetId id;
    QString path;
    QString trashPath;
};

} // namespace peregrine
