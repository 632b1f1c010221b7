#include "ui/gallery/tilelayout.h"

#include <algorithm>

namespace peregrine {

void TileLayout::set(const QList<GallerySection> &sections, int width, int edge, int heading)
{
    m_columns = std::max(1, width / std::max(1, edge));
    m_edge = std::max(1, width / m_columns);
    m_heading = heading;
    m_sections.clear();
    m_sections.reserve(sections.size());
    int top = 0;
    for (const GallerySection &one : sections) {
        Section section{one.first, one.count, top, 0};
        section.height = m_heading + lines(section) * m_edge;
        top += section.height;
        m_sections.append(section);
    }
}

int TileLayout::lines(const Section &section) const
{
    return (section.count + m_columns - 1) / m_columns;
}

int TileLayout::height() const
{
    return m_sections.isEmpty() ? 0 : m_sections.constLast().top + m_sections.constLast().height;
}

int TileLayout::rowCount() const
{
    return m_sections.isEmpty() ? 0 : m_sections.constLast().first + m_sections.constLast().count;
}

int TileLayout::sectionOf(int row) const
{
    if (row < 0 || row >= rowCount())
        return -1;
    const auto after =
        std::upper_bound(m_sections.cbegin(), m_sections.cend(), row,
                         [](int value, const Section &section) { return value < section.first; });
    return int(after - m_sections.cbegin()) - 1;
}

QRect TileLayout::tile(int row) const
{
    const int place = sectionOf(row);
    if (place < 0)
        return {};
    const Section &section = m_sections.at(place);
    const int offset = row - section.first;
    return {offset % m_columns * m_edge, section.top + m_heading + offset / m_columns * m_edge,
            m_edge, m_edge};
}

int TileLayout::sectionAtHeight(int y) const
{
    const auto after =
        std::upper_bound(m_sections.cbegin(), m_sections.cend(), y,
                         [](int value, const Section &section) { return value < section.top; });
    return std::max(0, int(after - m_sections.cbegin()) - 1);
}

int TileLayout::rowAt(const QPoint &point) const
{
    if (m_sections.isEmpty() || point.x() < 0 || point.x() >= m_columns * m_edge)
        return -1;
    const Section &section = m_sections.at(sectionAtHeight(point.y()));
    const int y = point.y() - section.top - m_heading;
    if (y < 0)
        return -1;
    const int offset = y / m_edge * m_columns + point.x() / m_edge;
    return offset < section.count ? section.first + offset : -1;
}

QList<TileLayout::Rows> TileLayout::rowsIn(const QRect &rect) const
{
    QList<Rows> runs;
    if (m_sections.isEmpty() || rect.isEmpty())
        return runs;
    const int left = std::clamp(rect.left() / m_edge, 0, m_columns - 1);
    const int right = std::clamp(rect.right() / m_edge, 0, m_columns - 1);
    if (rect.right() < 0 || rect.left() >= m_columns * m_edge)
        return runs;
    const Rows touched = sectionsBetween(rect.top(), rect.bottom());
    for (int place = touched.first; place <= touched.last; ++place) {
        const Section &section = m_sections.at(place);
        const int tiles = section.top + m_heading;
        if (rect.bottom() < tiles)
            continue;
        const int firstLine = std::max(0, (rect.top() - tiles) / m_edge);
        const int lastLine = std::min(lines(section) - 1, (rect.bottom() - tiles) / m_edge);
        for (int line = firstLine; line <= lastLine; ++line) {
            const int first = section.first + line * m_columns + left;
            const int last = std::min(section.first + line * m_columns + right,
                                      section.first + section.count - 1);
            if (first > last)
                continue;
            if (!runs.isEmpty() && runs.constLast().last + 1 == first)
                runs.last().last = last;
            else
                runs.append({first, last});
        }
    }
    return runs;
}

QRect TileLayout::heading(int section) const
{
    if (m_heading == 0 || section < 0 || section >= m_sections.size())
        return {};
    return {0, m_sections.at(section).top, m_columns * m_edge, m_heading};
}

int TileLayout::headingAt(const QPoint &point) const
{
    if (m_sections.isEmpty() || point.y() < 0)
        return -1;
    const int section = sectionAtHeight(point.y());
    return heading(section).contains(point) ? section : -1;
}

TileLayout::Rows TileLayout::sectionsBetween(int top, int bottom) const
{
    if (m_sections.isEmpty() || bottom < 0 || top >= height())
        return {0, -1};
    return {sectionAtHeight(top), sectionAtHeight(bottom)};
}

int TileLayout::above(int row) const
{
    const int place = sectionOf(row);
    if (place < 0)
        return row;
    const Section &section = m_sections.at(place);
    const int offset = row - section.first;
    if (offset >= m_columns)
        return row - m_columns;
    if (place == 0)
        return row;
    const Section &before = m_sections.at(place - 1);
    const int lastLine = (lines(before) - 1) * m_columns;
    return before.first + std::min(lastLine + offset, before.count - 1);
}

int TileLayout::below(int row) const
{
    const int place = sectionOf(row);
    if (place < 0)
        return row;
    const Section &section = m_sections.at(place);
    const int offset = row - section.first;
    if (offset / m_columns < lines(section) - 1)
        return section.first + std::min(offset + m_columns, section.count - 1);
    if (place + 1 == m_sections.size())
        return row;
    const Section &after = m_sections.at(place + 1);
    return after.first + std::min(offset % m_columns, after.count - 1);
}

} // namespace peregrine
