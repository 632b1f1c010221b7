#include "ui/theme/paintertools.h"

#include <QStyle>

namespace peregrine::theme {

namespace {

void drawStroke(QPainter *painter, const QPolygonF &points, const QColor &color)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    painter->drawPolyline(points);
    painter->restore();
}

} // namespace

void drawRounded(QPainter *painter, const QRectF &rect, qreal radius, const QColor &fill,
                 const QColor &outline, qreal outlineWidth)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    QRectF shape = rect;
    if (outline.isValid()) {
        painter->setPen(QPen(outline, outlineWidth));
        const qreal half = outlineWidth / 2;
        shape.adjust(half, half, -half, -half);
    } else {
        painter->setPen(Qt::NoPen);
    }
    painter->drawRoundedRect(shape, radius, radius);
    painter->restore();
}

void drawFocusRing(QPainter *painter, const QRectF &rect, qreal radius, const QPalette &palette)
{
    drawRounded(painter, rect, radius, {}, color(Tone::Accent, palette), 2);
}

void drawChevron(QPainter *painter, const QRectF &rect, Qt::ArrowType direction,
                 const QColor &color)
{
    const QPointF c = rect.center();
    const qreal wide = 3.5;
    const qreal deep = 1.75;
    QPolygonF points;
    switch (direction) {
    case Qt::UpArrow:
        points << QPointF(-wide, deep) << QPointF(0, -deep) << QPointF(wide, deep);
        break;
    case Qt::DownArrow:
        points << QPointF(-wide, -deep) << QPointF(0, deep) << QPointF(wide, -deep);
        break;
    case Qt::LeftArrow:
        points << QPointF(deep, -wide) << QPointF(-deep, 0) << QPointF(deep, wide);
        break;
    case Qt::RightArrow:
        points << QPointF(-deep, -wide) << QPointF(deep, 0) << QPointF(-deep, wide);
        break;
    case Qt::NoArrow:
        return;
    }
    points.translate(c);
    drawStroke(painter, points, color);
}

void drawTick(QPainter *painter, const QRectF &rect, const QColor &color)
{
    const qreal unit = qMin(rect.width(), rect.height()) / 16;
    QPolygonF points{QPointF(4.25 * unit, 8.25 * unit), QPointF(7 * unit, 11 * unit),
                     QPointF(11.75 * unit, 5.25 * unit)};
    points.translate(rect.topLeft());
    drawStroke(painter, points, color);
}

bool isEnabled(const QStyleOption &option)
{
    return option.state.testFlag(QStyle::State_Enabled);
}

bool isHovered(const QStyleOption &option)
{
    return isEnabled(option) && option.state.testFlag(QStyle::State_MouseOver);
}

bool isPressed(const QStyleOption &option)
{
    return isEnabled(option) && option.state.testFlag(QStyle::State_Sunken);
}

bool showsFocus(const QStyleOption &option)
{
    return option.state.testFlag(QStyle::State_HasFocus)
        && option.state.testFlag(QStyle::State_KeyboardFocusChange);
}

QColor shaded(const QColor &surface, const QPalette &palette, double amount)
{
    return mixed(surface, palette.color(QPalette::Active, QPalette::WindowText), amount);
}

} // namespace peregrine::theme
