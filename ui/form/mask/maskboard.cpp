#include "ui/form/mask/maskboard.h"

#include <QPainter>

#include <algorithm>

namespace peregrine {

namespace {

constexpr int filmAlpha = 150;
constexpr double lightestPressure = 0.15;

} // namespace

MaskBoard::MaskBoard(QWidget *parent)
    : PictureBoard(parent)
{
    setAccessibleName(tr("Mask"));
    setAccessibleDescription(tr("The arrow keys move the brush, Space paints. Hold Shift to move "
                                "by single pixels."));
}

void MaskBoard::start(const QImage &picture, const QImage &mask)
{
    m_canvas = MaskCanvas(picture.size());
    if (!mask.isNull())
        m_canvas.load(mask);
    m_film = QImage(picture.size(), QImage::Format_ARGB32_Premultiplied);
    m_brushSize = std::max(4, std::max(picture.width(), picture.height()) / 16);
    setPicture(picture, picture.size());
    updateFilm(Part::Whole);
    Q_EMIT canvasChanged();
}

void MaskBoard::showCanvas()
{
    updateFilm(Part::Changed);
    update();
    Q_EMIT canvasChanged();
}

void MaskBoard::setTool(Tool tool)
{
    m_tool = tool;
    update();
}

void MaskBoard::setBrushSize(int pixels)
{
    m_brushSize = std::max(1, pixels);
    update();
}

void MaskBoard::setFeather(int pixels)
{
    m_feather = pixels;
    updateFilm(Part::Whole);
    update();
}

double MaskBoard::radiusFor(double pressure) const
{
    return std::max(0.5, m_brushSize / 2.0 * std::max(lightestPressure, pressure));
}

void MaskBoard::updateFilm(Part part)
{
    QRect area = m_canvas.takeChanged();
    // While a stroke goes on its edges are hard; they soften when it ends.
    const bool soft = m_feather > 0 && !isPressed();
    if (soft || part == Part::Whole)
        area = m_film.rect();
    const QImage seen = soft ? m_canvas.feathered(m_feather) : m_canvas.mask();
    for (int y = area.top(); y <= area.bottom(); ++y) {
        const uchar *mask = seen.constScanLine(y);
        auto *film = reinterpret_cast<QRgb *>(m_film.scanLine(y));
        for (int x = area.left(); x <= area.right(); ++x)
            film[x] = qPremultiply(qRgba(230, 40, 60, mask[x] * filmAlpha / 255));
    }
}

void MaskBoard::paintOver(QPainter &painter)
{
    painter.drawImage(pictureRect(), m_film);
    const auto outlined = [&painter](const auto &draw) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(Qt::black, 3));
        draw();
        painter.setPen(QPen(Qt::white, 1));
        draw();
    };
    if (m_outline.size() > 1) {
        QPolygonF seen;
        for (const QPointF &place : std::as_const(m_outline))
            seen.append(toView(place));
        outlined([&] { painter.drawPolygon(seen); });
    }
    if (m_pointer && (m_tool == Tool::Brush || m_tool == Tool::Eraser)) {
        const double radius = m_brushSize / 2.0 * scale();
        outlined([&] { painter.drawEllipse(toView(*m_pointer), radius, radius); });
    }
}

void MaskBoard::pressAt(const QPointF &place, Button button, double pressure)
{
    // The other button does the opposite, as in most painting programs.
    const bool removes = (m_tool == Tool::Eraser) != (button == Button::Other);
    m_mark = removes ? MaskCanvas::Mark::Remove : MaskCanvas::Mark::Add;
    m_pressedAt = place;
    m_pointer = place;
    if (m_tool == Tool::Brush || m_tool == Tool::Eraser) {
        m_canvas.begin(m_mark, place, radiusFor(pressure));
        updateFilm(Part::Changed);
    } else {
        m_outline = {place};
    }
}

void MaskBoard::dragTo(const QPointF &place, double pressure)
{
    m_pointer = place;
    if (m_tool == Tool::Rectangle) {
        m_outline = QRectF(m_pressedAt, place).normalized();
    } else if (m_tool == Tool::Lasso) {
        m_outline.append(place);
    } else {
        m_canvas.strokeTo(place, radiusFor(pressure));
        updateFilm(Part::Changed);
    }
}

void MaskBoard::releaseAt(const QPointF &place)
{
    m_pointer = place;
    if (m_tool == Tool::Brush || m_tool == Tool::Eraser)
        m_canvas.finish();
    else
        m_canvas.fillShape(m_mark, m_outline);
    m_outline.clear();
    showCanvas();
}

void MaskBoard::hoverAt(std::optional<QPointF> place)
{
    m_pointer = place;
}

} // namespace peregrine
