#pragma once

#include "core/library/collection.h"

#include <QList>

namespace peregrine {

/// A collection with what was put there by hand.
struct CollectionContent
{
    Collection collection;
    QList<AssetId> assets;
};

} // namespace peregrine
