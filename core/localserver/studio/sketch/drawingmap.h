#pragma once

#include "core/localserver/studio/oklab.h"

#include <QImage>
#include <QSize>

#include <vector>

namespace peregrine::studio {

/// A stretch of paper that lines of a drawing enclose, or that reaches the edge.
struct DrawnRegion
{
    int area = 0; ///< cells
    bool top = false; ///< touches that edge of the picture
    bool bottom = false;
    bool side = false;
    float left = 1.0F; ///< bounds and middle, shares of the picture
    float right = 0.0F;
    float upper = 1.0F;
    float lower = 0.0F;
    float middleX = 0.0F;
    float middleY = 0.0F;
    Lab ink; ///< mean colour of the lines around it
    int inkCells = 0;

    [[nodiscard]] bool enclosed() const { return !top && !bottom && !side; }
};

/// What can be seen in a drawing: where the pen has been, and which regions its lines make. Worked
/// out on a grid of cells of cellSide pixels, in which gaps of a line as wide as a cell are closed.
class DrawingMap
{
public:
    static constexpr int cellSide = 4;

    /// drawing: RGB32.
    explicit DrawingMap(const QImage &drawing);

    [[nodiscard]] int columns() const { return m_columns; }
    [[nodiscard]] int rows() const { return m_rows; }
    [[nodiscard]] int cells() const { return m_columns * m_rows; }
    /// The colour nobody has drawn on.
    [[nodiscard]] QRgb paper() const { return m_paper; }
    /// How much a colour stands out from the paper, 0 to 255.
    [[nodiscard]] int coverage(QRgb color) const;

    /// The region a cell belongs to; a cell under a line has that of the nearest paper. -1 where
    /// the drawing has no paper at all.
    [[nodiscard]] int regionOf(int cell) const { return m_region[index(cell)]; }
    [[nodiscard]] const std::vector<DrawnRegion> &regions() const { return m_regions; }
    [[nodiscard]] bool isInk(int cell) const { return m_ink[index(cell)] != 0; }
    /// Ink on all sides: a filled area rather than a line.
    [[nodiscard]] bool isSolid(int cell) const { return m_solid[index(cell)] != 0; }
    /// The strongest ink of a cell.
    [[nodiscard]] QRgb inkColor(int cell) const { return m_inkColor[index(cell)]; }
    /// Cells to the next change between a region, ink and another region; at most 15.
    [[nodiscard]] int depth(int cell) const { return m_depth[index(cell)]; }

private:
    [[nodiscard]] static std::size_t index(int cell) { return static_cast<std::size_t>(cell); }

    void findPaper(const QImage &drawing);
    void findInk(const QImage &drawing);
    void findRegions();
    void extendRegions();
    void measureRegions();
    void measureDepth();

    int m_columns;
    int m_rows;
    QRgb m_paper = qRgb(255, 255, 255);
    std::vector<quint8> m_ink;
    std::vector<quint8> m_solid;
    std::vector<QRgb> m_inkColor;
    std::vector<int> m_region;
    std::vector<quint8> m_depth;
    std::vector<DrawnRegion> m_regions;
};

} // namespace peregrine::studio
