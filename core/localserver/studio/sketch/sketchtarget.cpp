#include "core/localserver/studio/sketch/sketchtarget.h"

#include "core/localserver/studio/sketch/regionpainter.h"

#include <algorithm>
#include <vector>

namespace peregrine::studio {

namespace {

struct CellPaint
{
    int red = 0; ///< of what lies under the ink
    int green = 0;
    int blue = 0;
    int line = 0; ///< 256: what ink there is belongs to a line; 0: to a filled area
    int shade = 0; ///< added to the ink
};

std::vector<CellPaint> paintCells(const DrawingMap &map, const SketchLook &look)
{
    const RegionPainter regions(map, look);
    std::vector<CellPaint> cells(static_cast<std::size_t>(map.cells()));
    const int columns = map.columns();
    for (int cell = 0; cell < map.cells(); ++cell) {
        CellPaint &paint = cells[static_cast<std::size_t>(cell)];
        // At low strength the paper stays paper, only tinted.
        Lab color = regions.colorOf(cell);
        const float keep = std::clamp(1.0F - look.strength * 1.6F, 0.0F, 1.0F);
        if (keep > 0.0F)
            color = mix(color, Lab::of(map.paper()), keep * 0.85F);
        const QRgb rgb = color.rgb();
        paint.red = qRed(rgb);
        paint.green = qGreen(rgb);
        paint.blue = qBlue(rgb);
        bool nearSolid = map.isSolid(cell);
        const int column = cell % columns;
        for (const int other :
             {column > 0 ? cell - 1 : cell, column + 1 < columns ? cell + 1 : cell,
              cell >= columns ? cell - columns : cell,
              cell + columns < map.cells() ? cell + columns : cell})
            nearSolid = nearSolid || map.isSolid(other);
        paint.line = nearSolid ? 0 : 256;
        const float x = static_cast<float>(column) * 0.09F;
        const float y = static_cast<float>(cell / columns) * 0.09F;
        const float mottle = look.noise.fractal(x + 31.0F, y, 2);
        paint.shade = regions.isSun(cell)
            ? 70
            : static_cast<int>(26.0F * mottle
                               + (map.isSolid(cell) ? 34.0F * regions.shadeOf(cell) : 0.0F));
    }
    return cells;
}

} // namespace

QImage sketchTarget(const QImage &drawing, const DrawingMap &map, const SketchLook &look)
{
    const std::vector<CellPaint> cells = paintCells(map, look);
    const int columns = map.columns();
    constexpr int side = DrawingMap::cellSide;
    // How far lines dissolve into what they enclose.
    const int lineFade = static_cast<int>(150.0F * look.strength * look.strength);
    QImage target(drawing.size(), QImage::Format_RGB32);
    for (int y = 0; y < drawing.height(); ++y) {
        const auto *source = reinterpret_cast<const QRgb *>(drawing.constScanLine(y));
        auto *line = reinterpret_cast<QRgb *>(target.scanLine(y));
        // Between the middles of four cells, in parts of 8.
        const int v = std::max(0, 2 * y + 1 - side);
        const int row = std::min(v / (2 * side), map.rows() - 1);
        const int below = std::min(row + 1, map.rows() - 1);
        const int fy = v % (2 * side);
        const CellPaint *upper = &cells[static_cast<std::size_t>(row * columns)];
        const CellPaint *lower = &cells[static_cast<std::size_t>(below * columns)];
        for (int x = 0; x < drawing.width(); ++x) {
            const int u = std::max(0, 2 * x + 1 - side);
            const int column = std::min(u / (2 * side), columns - 1);
            const int next = std::min(column + 1, columns - 1);
            const int fx = u % (2 * side);
            const int w11 = fx * fy;
            const int w10 = fx * (2 * side - fy);
            const int w01 = (2 * side - fx) * fy;
            const int w00 = (2 * side - fx) * (2 * side - fy);
            const auto between = [&](int CellPaint::*part) {
                return (upper[column].*part * w00 + upper[next].*part * w10
                        + lower[column].*part * w01 + lower[next].*part * w11)
                    / (4 * side * side);
            };
            int red = between(&CellPaint::red);
            int green = between(&CellPaint::green);
            int blue = between(&CellPaint::blue);
            if (const int covered = map.coverage(source[x]); covered > 0) {
                const QRgb ink = look.toned(source[x]);
                const int shade = between(&CellPaint::shade);
                const int amount =
                    covered * (256 - lineFade * between(&CellPaint::line) / 256) / 256;
                const auto blend = [amount, shade](int under, int over) {
                    return under + (std::clamp(over + shade, 0, 255) - under) * amount / 255;
                };
                red = blend(red, qRed(ink));
                green = blend(green, qGreen(ink));
                blue = blend(blue, qBlue(ink));
            }
            line[x] = qRgb(red, green, blue);
        }
    }
    return target;
}

} // namespace peregrine::studio
