#pragma once

#include "ui/gallery/galleryarrangement.h"

#include <QList>
#include <QRect>

namespace peregrine {

/// Where tiles and headings stand: square tiles in columns that fill the width, section under
/// section. Knows numbers only, and takes time by the sections and not by the rows. Rectangles are
/// in the content's coordinates, device independent pixels.
class TileLayout
{
public:
    struct Rows
    {
        int first = 0;
        int last = 0;

        friend bool operator==(const Rows &, const Rows &) = default;
    };

    /// `heading`: the height over each section, 0 for none. Tiles are at least `edge` wide where
    /// the width allows.
    void set(const QList<GallerySection> &sections, int width, int edge, int heading);

    [[nodiscard]] int columns() const { return m_columns; }
    [[nodiscard]] int edge() const { return m_edge; }
    [[nodiscard]] int height() const;
    [[nodiscard]] int rowCount() const;

    /// Null for rows that are not there.
    [[nodiscard]] QRect tile(int row) const;
    /// -1 where there is no tile.
    [[nodiscard]] int rowAt(const QPoint &point) const;
    /// The rows whose tiles the rectangle touches, in runs of neighbours.
    [[nodiscard]] QList<Rows> rowsIn(const QRect &rect) const;

    [[nodiscard]] QRect heading(int section) const;
    /// -1 where there is no heading.
    [[nodiscard]] int headingAt(const QPoint &point) const;
    /// -1 when there is none.
    [[nodiscard]] int sectionOf(int row) const;
    /// The sections of which something lies between two heights.
    [[nodiscard]] Rows sectionsBetween(int top, int bottom) const;

    /// The row over or under a row, in the same column where there is one, else the last of its
    /// line; the row itself at the end.
    [[nodiscard]] int above(int row) const;
    [[nodiscard]] int below(int row) const;

private:
    struct Section
    {
        int first = 0;
        int count = 0;
        int top = 0;
        int height = 0;
    };

    [[nodiscard]] int lines(const Section &section) const;
    /// The section that holds the height, or the nearest.
    [[nodiscard]] int sectionAtHeight(int y) const;

    QList<Section> m_sections;
    int m_columns = 1;
    int m_edge = 1;
    int m_heading = 0;
};

} // namespace peregrine
