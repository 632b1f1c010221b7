#include "core/localserver/studio/sketch/drawingmap.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace peregrine::studio {

namespace {

constexpr int inkThreshold = 110;
constexpr int maximumDepth = 15;
constexpr int unassigned = -1;
/// A gap of paper too small to be a region.
constexpr int minimumArea = 5;

} // namespace

DrawingMap::DrawingMap(const QImage &drawing)
    : m_columns((drawing.width() + cellSide - 1) / cellSide)
    , m_rows((drawing.height() + cellSide - 1) / cellSide)
{
    const std::size_t count = index(cells());
    m_ink.resize(count);
    m_solid.resize(count);
    m_inkColor.resize(count);
    m_region.assign(count, unassigned);
    m_depth.resize(count);
    findPaper(drawing);
    findInk(drawing);
    findRegions();
    extendRegions();
    measureRegions();
    measureDepth();
}

int DrawingMap::coverage(QRgb color) const
{
    const int distance = std::abs(qRed(color) - qRed(m_paper))
        + std::abs(qGreen(color) - qGreen(m_paper)) + std::abs(qBlue(color) - qBlue(m_paper));
    return std::clamp((distance - 30) * 2, 0, 255);
}

void DrawingMap::findPaper(const QImage &drawing)
{
    // The commonest colour along the edges, in steps of 16.
    struct Bucket
    {
        int count = 0;
        int red = 0;
        int green = 0;
        int blue = 0;
    };
    std::vector<Bucket> buckets(4096);
    const auto see = [&](int x, int y) {
        const QRgb color = reinterpret_cast<const QRgb *>(drawing.constScanLine(y))[x];
        Bucket &bucket = buckets[static_cast<std::size_t>(
            (qRed(color) >> 4) * 256 + (qGreen(color) >> 4) * 16 + (qBlue(color) >> 4))];
        ++bucket.count;
        bucket.red += qRed(color);
        bucket.green += qGreen(color);
        bucket.blue += qBlue(color);
    };
    for (int x = 0; x < drawing.width(); ++x) {
        see(x, 0);
        see(x, drawing.height() - 1);
    }
    for (int y = 0; y < drawing.height(); ++y) {
        see(0, y);
        see(drawing.width() - 1, y);
    }
    const Bucket &common =
        *std::max_element(buckets.cbegin(), buckets.cend(),
                          [](const Bucket &a, const Bucket &b) { return a.count < b.count; });
    m_paper =
        qRgb(common.red / common.count, common.green / common.count, common.blue / common.count);
}

void DrawingMap::findInk(const QImage &drawing)
{
    for (int row = 0; row < m_rows; ++row) {
        const int lastY = std::min((row + 1) * cellSide, drawing.height());
        for (int column = 0; column < m_columns; ++column) {
            const int lastX = std::min((column + 1) * cellSide, drawing.width());
            int strongest = -1;
            QRgb color = m_paper;
            for (int y = row * cellSide; y < lastY; ++y) {
                const auto *line = reinterpret_cast<const QRgb *>(drawing.constScanLine(y));
                for (int x = column * cellSide; x < lastX; ++x) {
                    const int covered = coverage(line[x]);
                    if (covered > strongest) {
                        strongest = covered;
                        color = line[x];
                    }
                }
            }
            const std::size_t cell = index(row * m_columns + column);
            m_ink[cell] = strongest > inkThreshold;
            m_inkColor[cell] = color;
        }
    }
    for (int row = 0; row < m_rows; ++row) {
        for (int column = 0; column < m_columns; ++column) {
            bool solid = true;
            for (int y = std::max(0, row - 1); solid && y <= std::min(m_rows - 1, row + 1); ++y)
                for (int x = std::max(0, column - 1); x <= std::min(m_columns - 1, column + 1); ++x)
                    solid = solid && m_ink[index(y * m_columns + x)] != 0;
            m_solid[index(row * m_columns + column)] = solid;
        }
    }
}

void DrawingMap::findRegions()
{
    // Paper that has no ink beside it: what lies between belongs to a line, so that a small gap of
    // the line does not let the region out.
    const auto open = [this](int row, int column) {
        for (int y = std::max(0, row - 1); y <= std::min(m_rows - 1, row + 1); ++y)
            for (int x = std::max(0, column - 1); x <= std::min(m_columns - 1, column + 1); ++x)
                if (m_ink[index(y * m_columns + x)] != 0)
                    return false;
        return true;
    };
    std::vector<quint8> isOpen(index(cells()));
    for (int row = 0; row < m_rows; ++row)
        for (int column = 0; column < m_columns; ++column)
            isOpen[index(row * m_columns + column)] = open(row, column);

    std::vector<int> queue;
    queue.reserve(index(cells()));
    int found = 0;
    for (int start = 0; start < cells(); ++start) {
        if (isOpen[index(start)] == 0 || m_region[index(start)] != unassigned)
            continue;
        queue.assign(1, start);
        m_region[index(start)] = found;
        for (std::size_t next = 0; next < queue.size(); ++next) {
            const int cell = queue[next];
            const int column = cell % m_columns;
            const std::array<int, 4> near{column > 0 ? cell - 1 : -1,
                                          column + 1 < m_columns ? cell + 1 : -1, cell - m_columns,
                                          cell + m_columns};
            for (const int other : near) {
                if (other >= 0 && other < cells() && isOpen[index(other)] != 0
                    && m_region[index(other)] == unassigned) {
                    m_region[index(other)] = found;
                    queue.push_back(other);
                }
            }
        }
        if (queue.size() < static_cast<std::size_t>(minimumArea)) {
            for (const int cell : queue) {
                m_region[index(cell)] = unassigned;
                isOpen[index(cell)] = 0;
            }
        } else {
            ++found;
        }
    }
    m_regions.resize(static_cast<std::size_t>(found));
}

void DrawingMap::extendRegions()
{
    // Every other cell takes the region it is nearest to, step by step outwards.
    std::vector<int> queue;
    queue.reserve(index(cells()));
    for (int cell = 0; cell < cells(); ++cell)
        if (m_region[index(cell)] != unassigned)
            queue.push_back(cell);
    for (std::size_t next = 0; next < queue.size(); ++next) {
        const int cell = queue[next];
        const int column = cell % m_columns;
        const std::array<int, 4> near{column > 0 ? cell - 1 : -1,
                                      column + 1 < m_columns ? cell + 1 : -1, cell - m_columns,
                                      cell + m_columns};
        for (const int other : near) {
            if (other >= 0 && other < cells() && m_region[index(other)] == unassigned) {
                m_region[index(other)] = m_region[index(cell)];
                queue.push_back(other);
            }
        }
    }
}

void DrawingMap::measureRegions()
{
    constexpr int reach = 2;
    for (int cell = 0; cell < cells(); ++cell) {
        const int own = m_region[index(cell)];
        if (own == unassigned)
            continue;
        const int row = cell / m_columns;
        const int column = cell % m_columns;
        if (m_ink[index(cell)] != 0) {
            const Lab color = Lab::of(m_inkColor[index(cell)]);
            // A line belongs to both of its sides.
            std::array<int, 4> seen{unassigned, unassigned, unassigned, unassigned};
            const std::array<int, 4> sides{std::max(0, row - reach) * m_columns + column,
                                           std::min(m_rows - 1, row + reach) * m_columns + column,
                                           row * m_columns + std::max(0, column - reach),
                                           row * m_columns
                                               + std::min(m_columns - 1, column + reach)};
            for (std::size_t i = 0; i < sides.size(); ++i) {
                const int region = m_region[index(sides[i])];
                if (m_ink[index(sides[i])] != 0
                    || std::find(seen.cbegin(), seen.cend(), region) != seen.cend())
                    continue;
                seen[i] = region;
                DrawnRegion &beside = m_regions[index(region)];
                beside.ink.lightness += color.lightness;
                beside.ink.a += color.a;
                beside.ink.b += color.b;
                ++beside.inkCells;
            }
            continue;
        }
        DrawnRegion &region = m_regions[index(own)];
        const float x = (static_cast<float>(column) + 0.5F) / static_cast<float>(m_columns);
        const float y = (static_cast<float>(row) + 0.5F) / static_cast<float>(m_rows);
        ++region.area;
        region.top = region.top || row == 0;
        region.bottom = region.bottom || row == m_rows - 1;
        region.side = region.side || column == 0 || column == m_columns - 1;
        region.left = std::min(region.left, x);
        region.right = std::max(region.right, x);
        region.upper = std::min(region.upper, y);
        region.lower = std::max(region.lower, y);
        region.middleX += x;
        region.middleY += y;
    }
    for (DrawnRegion &region : m_regions) {
        const auto area = static_cast<float>(std::max(1, region.area));
        region.middleX /= area;
        region.middleY /= area;
        const auto ink = static_cast<float>(std::max(1, region.inkCells));
        region.ink = {region.ink.lightness / ink, region.ink.a / ink, region.ink.b / ink};
    }
}

void DrawingMap::measureDepth()
{
    const auto kind = [this](int cell) {
        return m_solid[index(cell)] != 0 ? -2 : m_region[index(cell)];
    };
    // Two sweeps of a chamfer transform.
    const auto start = [&](int cell, int column, int row) {
        const int own = kind(cell);
        const bool change = (column > 0 && kind(cell - 1) != own)
            || (column + 1 < m_columns && kind(cell + 1) != own)
            || (row > 0 && kind(cell - m_columns) != own)
            || (row + 1 < m_rows && kind(cell + m_columns) != own);
        return change ? 0 : maximumDepth;
    };
    for (int row = 0; row < m_rows; ++row) {
        for (int column = 0; column < m_columns; ++column) {
            const int cell = row * m_columns + column;
            int value = start(cell, column, row);
            if (column > 0)
                value = std::min(value, m_depth[index(cell - 1)] + 1);
            if (row > 0)
                value = std::min(value, m_depth[index(cell - m_columns)] + 1);
            m_depth[index(cell)] = static_cast<quint8>(value);
        }
    }
    for (int row = m_rows - 1; row >= 0; --row) {
        for (int column = m_columns - 1; column >= 0; --column) {
            const int cell = row * m_columns + column;
            int value = m_depth[index(cell)];
            if (column + 1 < m_columns)
                value = std::min(value, m_depth[index(cell + 1)] + 1);
            if (row + 1 < m_rows)
                value = std::min(value, m_depth[index(cell + m_columns)] + 1);
            m_depth[index(cell)] = static_cast<quint8>(value);
        }
    }
}

} // namespace peregrine::studio
