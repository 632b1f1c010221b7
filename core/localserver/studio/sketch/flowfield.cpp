#include "core/localserver/studio/sketch/flowfield.h"

#include <algorithm>
#include <cmath>

namespace peregrine::studio {

namespace {

/// The structure tensor of a cell: how its light changes.
struct Tensor
{
    float xx = 0.0F;
    float xy = 0.0F;
    float yy = 0.0F;
};

Tensor sum(const Tensor &a, const Tensor &b, const Tensor &c)
{
    return {a.xx + b.xx + c.xx, a.xy + b.xy + c.xy, a.yy + b.yy + c.yy};
}

/// Each cell becomes the sum of three in a row, then of three in a column.
void blur(std::vector<Tensor> &cells, int columns, int rows)
{
    std::vector<Tensor> across(cells.size());
    const auto at = [columns](int column, int row) {
        return static_cast<std::size_t>(row * columns + column);
    };
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column)
            across[at(column, row)] =
                sum(cells[at(std::max(0, column - 1), row)], cells[at(column, row)],
                    cells[at(std::min(columns - 1, column + 1), row)]);
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column)
            cells[at(column, row)] =
                sum(across[at(column, std::max(0, row - 1))], across[at(column, row)],
                    across[at(column, std::min(rows - 1, row + 1))]);
}

int brightness(QRgb color)
{
    return 2 * qRed(color) + 5 * qGreen(color) + qBlue(color);
}

} // namespace

FlowField::FlowField(const QImage &picture, const Noise &noise)
    : m_columns((picture.width() + cellSide - 1) / cellSide)
    , m_rows((picture.height() + cellSide - 1) / cellSide)
{
    std::vector<Tensor> tensors(static_cast<std::size_t>(m_columns * m_rows));
    // Every other pixel is enough for a direction.
    for (int y = 1; y + 1 < picture.height(); y += 2) {
        const auto *above = reinterpret_cast<const QRgb *>(picture.constScanLine(y - 1));
        const auto *line = reinterpret_cast<const QRgb *>(picture.constScanLine(y));
        const auto *under = reinterpret_cast<const QRgb *>(picture.constScanLine(y + 1));
        Tensor *row = &tensors[static_cast<std::size_t>(y / cellSide * m_columns)];
        for (int x = 1; x + 1 < picture.width(); x += 2) {
            const auto dx = static_cast<float>(brightness(line[x + 1]) - brightness(line[x - 1]));
            const auto dy = static_cast<float>(brightness(under[x]) - brightness(above[x]));
            Tensor &cell = row[x / cellSide];
            cell.xx += dx * dx;
            cell.xy += dx * dy;
            cell.yy += dy * dy;
        }
    }
    for (int i = 0; i < 3; ++i)
        blur(tensors, m_columns, m_rows);

    m_directions.reserve(tensors.size());
    // Sums over 729 cells of changes of brightness; below this there is no edge to follow.
    constexpr float weak = 4.0e6F;
    for (int row = 0; row < m_rows; ++row) {
        for (int column = 0; column < m_columns; ++column) {
            const Tensor &tensor = tensors[static_cast<std::size_t>(row * m_columns + column)];
            const float u = static_cast<float>(column) * 0.035F;
            const float v = static_cast<float>(row) * 0.06F;
            const float current = 0.9F * noise.fractal(u, v, 2);
            // Along the edge is across the change; angles are doubled, for they have no sign.
            const float x = -(tensor.xx - tensor.yy) + weak * std::cos(2.0F * current);
            const float y = -2.0F * tensor.xy + weak * std::sin(2.0F * current);
            const float angle = 0.5F * std::atan2(y, x);
            m_directions.push_back({std::cos(angle), std::sin(angle)});
        }
    }
}

FlowField::Direction FlowField::at(float x, float y) const
{
    const int column = std::clamp(static_cast<int>(x) / cellSide, 0, m_columns - 1);
    const int row = std::clamp(static_cast<int>(y) / cellSide, 0, m_rows - 1);
    return m_directions[static_cast<std::size_t>(row * m_columns + column)];
}

} // namespace peregrine::studio
