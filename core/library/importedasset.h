#pragma once

#include "core/jobs/asset.h"
#include "core/library/assetdescription.h"

namespace peregrine {

/// A file that no job of this library has made, for AssetRepository::add().
struct ImportedAsset
{
    /// With its marks; title, endpoint and modelTitle are taken from the description.
    Asset asset;
    AssetDescription description;
};

} // namespace peregrine
