#include "core/library/likeness.h"

#include <algorithm>

namespace peregrine {

QList<SimilarAsset> similarAmong(const QList<HashTable::Picture> &pictures, const AssetId &id,
                                 int limit)
{
    const auto self =
        std::find_if(pictures.cbegin(), pictures.cend(),
                     [&id](const HashTable::Picture &picture) { return picture.id == id; });
    if (self == pictures.cend())
        return {};
    QList<SimilarAsset> similar;
    for (const HashTable::Picture &picture : pictures) {
        const int distance = hashDistance(picture.hash, self->hash);
        if (distance <= PictureHash::mostOfSimilar && picture.id != id)
            similar.append({picture.id, distance});
    }
    std::stable_sort(
        similar.begin(), similar.end(),
        [](const SimilarAsset &a, const SimilarAsset &b) { return a.distance < b.distance; });
    return similar.mid(0, std::max(limit, 0));
}

} // namespace peregrine
