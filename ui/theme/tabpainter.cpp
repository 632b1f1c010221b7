#include "ui/theme/tabpainter.h"

#include "ui/theme/paintertools.h"

#include <QTabBar>

namespace peregrine::theme {

namespace {

constexpr qreal underline = 2;

/// The edge of a tab that touches its page.
QRectF pageEdge(const QRectF &rect, QTabBar::Shape shape)
{
    switch (shape) {
    case QTabBar::RoundedNorth:
    case QTabBar::TriangularNorth:
        return {rect.left(), rect.bottom() - underline, rect.width(), underline};
    case QTabBar::RoundedSouth:
    case QTabBar::TriangularSouth:
        return {rect.left(), rect.top(), rect.width(), underline};
    case QTabBar::RoundedWest:
    case QTabBar::TriangularWest:
        return {rect.right() - underline, rect.top(), underline, rect.height()};
    case QTabBar::RoundedEast:
    case QTabBar::TriangularEast:
        return {rect.left(), rect.top(), underline, rect.height()};
    }
    return {};
}

} // namespace

void drawTab(const QStyleOptionTab &option, QPainter *painter)
{
    const QPalette &palette = option.palette;
    const bool chosen = option.state.testFlag(QStyle::State_Selected);
    const QRectF rect = option.rect;
    if (isHovered(option) && !chosen)
        drawRounded(painter, rect.adjusted(2, 3, -2, -3), 4,
                    shaded(palette.color(QPalette::Window), palette, 0.06));
    if (chosen) {
        QRectF line = pageEdge(rect, option.shape);
        line = line.width() > line.height() ? line.adjusted(space2, 0, -space2, 0)
                                            : line.adjusted(0, space2, 0, -space2);
        drawRounded(painter, line, underline / 2,
                    isEnabled(option) ? color(Tone::Accent, palette)
                                      : color(Tone::BorderStrong, palette));
    }
    if (chosen && showsFocus(option))
        drawFocusRing(painter, rect.adjusted(2, 3, -2, -4), 4, palette);
}

void drawDockTitle(const QStyleOptionDockWidget &option, QPainter *painter, const QRect &textRect)
{
    painter->fillRect(option.rect, option.palette.color(QPalette::Window));
    QFont font = painter->font();
    font.setWeight(QFont::DemiBold);
    painter->save();
    painter->setFont(font);
    painter->setPen(option.palette.color(QPalette::WindowText));
    const QRect text = textRect.adjusted(space2, 0, -space1, 0);
    painter->drawText(
        text, int(Qt::AlignVCenter | QStyle::visualAlignment(option.direction, Qt::AlignLeft)),
        QFontMetrics(font).elidedText(option.title, Qt::ElideRight, text.width()));
    painter->restore();
}

void drawHeaderSection(const QStyleOption &option, QPainter *painter)
{
    const QPalette &palette = option.palette;
    QColor fill = color(Tone::Surface, palette);
    if (isHovered(option))
        fill = shaded(fill, palette, 0.05);
    painter->fillRect(option.rect, fill);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      color(Tone::Border, palette));
}

void drawHandle(const QStyleOption &option, QPainter *painter, Qt::Orientation line)
{
    const bool lively = isHovered(option) || isPressed(option);
    QRect mark = option.rect;
    const int thickness = lively ? 2 : 1;
    if (line == Qt::Vertical) {
        mark.setLeft(mark.center().x());
        mark.setWidth(thickness);
    } else {
        mark.setTop(mark.center().y());
        mark.setHeight(thickness);
    }
    painter->fillRect(
        mark, lively ? color(Tone::Accent, option.palette) : color(Tone::Border, option.palette));
}

} // namespace peregrine::theme
