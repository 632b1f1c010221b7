#pragma once

#include "core/library/hashtable.h"
#include "core/library/similarasset.h"

#include <QList>

namespace peregrine {

/// The pictures that are similar to one of them, the most similar first, without itself; of equal
/// distance in the order of the list. Empty when it is not among them.
[[nodiscard]] QList<SimilarAsset> similarAmong(const QList<HashTable::Picture> &pictures,
                                               const AssetId &id, int limit);

} // namespace peregrine
