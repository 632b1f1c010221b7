#pragma once

#include "core/base/ids.h"

namespace peregrine {

/// An asset that looks like another one.
struct SimilarAsset
{
    AssetId id;
    /// In how many of 64 bits their hashes differ; see PictureHash.
    int distance = 0;

    friend bool operator==(const SimilarAsset &, const SimilarAsset &) = default;
};

} // namespace peregrine
