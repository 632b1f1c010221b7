#pragma once

#include "core/base/ids.h"

#include <QDateTime>
#include <QString>

namespace peregrine {

/// Assets that belong together: put in by hand, or all that a search finds.
struct Collection
{
    CollectionId id;
    /// Unique in the library, whatever its case.
    QString name;
    /// For parseLibraryQuery(); empty: what is in it was put there by hand.
    QString search;
    QDateTime createdAt;
    /// Of those by hand; -1 for a search, which nobody has counted.
    int assets = 0;

    [[nodiscard]] bool isSearch() const { return !search.isEmpty(); }
    friend bool operator==(const Collection &, const Collection &) = default;
};

} // namespace peregrine
