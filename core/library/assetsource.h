#pragma once

#include "core/jobs/asset.h"

#include <QString>

namespace peregrine {

/// An asset that another one was made from.
struct AssetSource
{
    /// Which input of the job it was, as a JSON pointer: "/image_url".
    QString pointer;
    Asset asset;
};

} // namespace peregrine
