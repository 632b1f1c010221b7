#pragma once

#include "core/library/hashtable.h"

#include <QHash>
#include <QList>

namespace peregrine {

/// Brings together what are copies of each other, directly or by way of others.
class CopyGroups
{
public:
    /// All in the group are copies of each other.
    void add(const QList<AssetId> &group);
    /// Finds those whose pictures are copies; 50,000 in well under a second.
    void addPictures(const QList<HashTable::Picture> &pictures);
    /// The groups of two and more, the largest first; ids in their order, which is of time.
    [[nodiscard]] QList<QList<AssetId>> groups() const;

private:
    [[nodiscard]] int placeOf(const AssetId &id);
    [[nodiscard]] int rootOf(int place) const;
    void join(int a, int b);

    QHash<AssetId, int> m_places;
    QList<AssetId> m_ids;
    /// Each points to another of its group, the last to itself; shortened on the way.
    mutable QList<int> m_parents;
};

} // namespace peregrine
