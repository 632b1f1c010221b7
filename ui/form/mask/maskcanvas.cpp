#include "ui/form/mask/maskcanvas.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>
#include <vector>

namespace peregrine {

namespace {

constexpr int tileEdge = 128;

/// One pass of a box blur over a line; three of them are close to a Gaussian one.
void blurLine(const uchar *in, uchar *out, int length, qsizetype stride, int radius)
{
    int sum = 0;
    const auto at = [&](int i) {
        return int(in[qsizetype(std::clamp(i, 0, length - 1)) * stride]);
    };
    for (int i = -radius; i <= radius; ++i)
        sum += at(i);
    const int window = 2 * radius + 1;
    for (int i = 0; i < length; ++i) {
        out[qsizetype(i) * stride] = static_cast<uchar>((sum + radius) / window);
        sum += at(i + radius + 1) - at(i - radius);
    }
}

QImage blurred(const QImage &image, int radius)
{
    QImage rows(image.size(), QImage::Format_Grayscale8);
    QImage result(image.size(), QImage::Format_Grayscale8);
    for (int y = 0; y < image.height(); ++y)
        blurLine(image.constScanLine(y), rows.scanLine(y), image.width(), 1, radius);
    for (int x = 0; x < image.width(); ++x)
        blurLine(rows.constBits() + x, result.bits() + x, image.height(), rows.bytesPerLine(),
                 radius);
    return result;
}

qsizetype bytesOf(const QImage &image)
{
    return image.sizeInBytes();
}

} // namespace

MaskCanvas::MaskCanvas(const QSize &size)
    : m_mask(size, QImage::Format_Grayscale8)
{
    m_mask.fill(0);
}

void MaskCanvas::load(const QImage &mask)
{
    const QImage sized = mask.size() == m_mask.size()
        ? mask
        : mask.scaled(m_mask.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    m_mask.fill(0);
    QPainter painter(&m_mask);
    // A mask with alpha is white where it is to be seen; transparent parts are kept.
    painter.drawImage(0, 0, sized);
    painter.end();
    m_steps.clear();
    m_done = 0;
    m_changed = m_mask.rect();
}

void MaskCanvas::touch(const QRectF &area)
{
    const QRect pixels = area.toAlignedRect().adjusted(-1, -1, 1, 1).intersected(m_mask.rect());
    m_stepArea |= pixels;
    m_changed |= pixels;
}

void MaskCanvas::paintLine(const QPointF &from, const QPointF &to, double radius)
{
    const double reach = std::max(radius, m_lastRadius);
    touch(QRectF(from, to).normalized().adjusted(-reach, -reach, reach, reach));
    QPainter painter(&m_mask);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ink = m_mark == Mark::Add ? Qt::white : Qt::black;
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.drawEllipse(to, radius, radius);
    const double length = std::hypot(to.x() - from.x(), to.y() - from.y());
    if (length < 0.01)
        return;
    // The hull between the two circles, whose sizes may differ by pressure.
    const QPointF across(-(to.y() - from.y()) / length, (to.x() - from.x()) / length);
    painter.drawPolygon(QPolygonF{from + across * m_lastRadius, to + across * radius,
                                  to - across * radius, from - across * m_lastRadius});
}

void MaskCanvas::begin(Mark mark, const QPointF &place, double radius)
{
    m_before = m_mask;
    m_stepArea = {};
    m_mark = mark;
    m_last = place;
    m_lastRadius = radius;
    paintLine(place, place, radius);
}

void MaskCanvas::strokeTo(const QPointF &place, double radius)
{
    if (m_before.isNull())
        return;
    paintLine(m_last, place, radius);
    m_last = place;
    m_lastRadius = radius;
}

void MaskCanvas::finish()
{
    if (!m_before.isNull())
        keepStep();
}

void MaskCanvas::fillShape(Mark mark, const QPolygonF &outline)
{
    m_before = m_mask;
    m_stepArea = {};
    touch(outline.boundingRect());
    QPainter painter(&m_mask);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(mark == Mark::Add ? Qt::white : Qt::black);
    painter.drawPolygon(outline, Qt::WindingFill);
    painter.end();
    keepStep();
}

void MaskCanvas::fillAll(Mark mark)
{
    m_before = m_mask;
    m_stepArea = {};
    touch(m_mask.rect());
    m_mask.fill(mark == Mark::Add ? 255 : 0);
    keepStep();
}

void MaskCanvas::invert()
{
    m_before = m_mask;
    m_stepArea = {};
    touch(m_mask.rect());
    m_mask.invertPixels();
    keepStep();
}

void MaskCanvas::keepStep()
{
    const QImage before = std::exchange(m_before, QImage());
    Step step;
    for (int y = m_stepArea.top() / tileEdge * tileEdge; y <= m_stepArea.bottom(); y += tileEdge) {
        for (int x = m_stepArea.left() / tileEdge * tileEdge; x <= m_stepArea.right();
             x += tileEdge) {
            const QRect area = QRect(x, y, tileEdge, tileEdge).intersected(m_mask.rect());
            Tile tile{area.topLeft(), before.copy(area), m_mask.copy(area)};
            if (tile.before != tile.after)
                step.append(tile);
        }
    }
    if (step.isEmpty())
        return;
    m_steps.resize(m_done);
    m_steps.append(step);
    ++m_done;
    qsizetype bytes = 0;
    for (const Step &each : std::as_const(m_steps)) {
        for (const Tile &tile : each)
            bytes += bytesOf(tile.before) + bytesOf(tile.after);
    }
    while (bytes > stepBytes && m_steps.size() > 1) {
        for (const Tile &tile : std::as_const(m_steps.first()))
            bytes -= bytesOf(tile.before) + bytesOf(tile.after);
        m_steps.removeFirst();
        --m_done;
    }
}

void MaskCanvas::apply(const Step &step, bool forward)
{
    QPainter painter(&m_mask);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    for (const Tile &tile : step) {
        painter.drawImage(tile.place, forward ? tile.after : tile.before);
        m_changed |= QRect(tile.place, tile.before.size());
    }
}

void MaskCanvas::undo()
{
    if (canUndo())
        apply(m_steps.at(--m_done), false);
}

void MaskCanvas::redo()
{
    if (canRedo())
        apply(m_steps.at(m_done++), true);
}

QRect MaskCanvas::takeChanged()
{
    return std::exchange(m_changed, QRect());
}

bool MaskCanvas::isEmpty() const
{
    const std::vector<uchar> nothing(static_cast<std::size_t>(m_mask.width()), 0);
    for (int y = 0; y < m_mask.height(); ++y) {
        if (std::memcmp(m_mask.constScanLine(y), nothing.data(), nothing.size()) != 0)
            return false;
    }
    return true;
}

QImage MaskCanvas::feathered(int pixels) const
{
    const int radius = (pixels + 2) / 3;
    return radius <= 0 ? m_mask : blurred(blurred(blurred(m_mask, radius), radius), radius);
}

} // namespace peregrine
