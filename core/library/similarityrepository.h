#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/library/similarasset.h"

#include <QFuture>
#include <QList>

namespace peregrine {

class Store;

/// Pictures that look alike, as far as PictureHashes has looked at them. Calls return at once; rows
/// are read on the store's thread and compared on another. What is in the trash is passed over.
class SimilarityRepository
{
public:
    /// The store must outlive it.
    explicit SimilarityRepository(Store &store);

    /// The most similar first, without the asset itself. Empty when it was not looked at yet, or
    /// there is nothing to see in it.
    [[nodiscard]] QFuture<Expected<QList<SimilarAsset>, Error>> similarTo(const AssetId &id,
                                                                          int limit = 200);
    /// Groups of two and more that are copies of each other: of the same content, or pictures in
    /// another size or format, or slightly cut. The largest groups first; in each the oldest.
    [[nodiscard]] QFuture<Expected<QList<QList<AssetId>>, Error>> duplicates();

private:
    Store &m_store;
};

} // namespace peregrine
