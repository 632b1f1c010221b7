#pragma once

#include <QMap>
#include <QString>

namespace peregrine {

/// How many models meet the words and the filter, in each part of the catalogue.
struct ModelCounts
{
    int all = 0;
    int favorites = 0;
    int recent = 0;
    /// By fal's word of the category.
    QMap<QString, int> categories;

    friend bool operator==(const ModelCounts &, const ModelCounts &) = default;
};

} // namespace peregrine
