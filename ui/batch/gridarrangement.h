#pragma once

#include "core/batch/variationplan.h"

#include <QList>
#include <QString>

namespace peregrine {

/// Which axis of a plan goes across, which down, and which stop of the others is on show: pages. A
/// plan with one axis is laid out in lines, as words are.
struct GridArrangement
{
    /// Index of an axis; -1: none.
    int across = -1;
    int down = -1;
    /// The stop on each axis. Those of across and down do not count.
    QList<int> page;
    /// Cells in a line, where there is only one axis.
    int wrap = 1;

    /// The axis with most stops goes down and the next across: scrolling goes down more easily.
    [[nodiscard]] static GridArrangement of(const VariationPlan &plan);

    [[nodiscard]] bool isWrapped() const { return down < 0; }
    [[nodiscard]] int columnCount(const VariationPlan &plan) const;
    [[nodiscard]] int rowCount(const VariationPlan &plan) const;
    /// The place of a cell; empty for the cells behind the last one of a wrapped axis.
    [[nodiscard]] QList<int> placeAt(const VariationPlan &plan, int row, int column) const;
    /// The axes that pages are made of.
    [[nodiscard]] QList<int> pageAxes(const VariationPlan &plan) const;
    /// "Model Flux · Steps 20"; empty without pages.
    [[nodiscard]] QString pageWords(const VariationPlan &plan) const;

    friend bool operator==(const GridArrangement &, const GridArrangement &) = default;
};

} // namespace peregrine
