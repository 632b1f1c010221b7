#pragma once

#include <QString>

#include <optional>

namespace peregrine {

/// Which models are shown, and in which order.
struct ModelCriteria
{
    enum class Shelf { All, Favorites, Recent };
    enum class Order {
        /// What fits the words best; without words the catalogue's own order.
        Relevance,
        Name,
        /// The latest first.
        Newest,
        /// The cheapest first among those with the same unit; what has no price comes last.
        Price,
    };

    QString words;
    Shelf shelf = Shelf::All;
    /// fal's word; none: all categories.
    std::optional<QString> category;
    bool commercialOnly = false;
    bool withoutDeprecated = false;
    bool realtimeOnly = false;
    bool streamOnly = false;
    Order order = Order::Relevance;

    [[nodiscard]] bool hasFilter() const
    {
        return commercialOnly || withoutDeprecated || realtimeOnly || streamOnly;
    }

    friend bool operator==(const ModelCriteria &, const ModelCriteria &) = default;
};

} // namespace peregrine
