#include "ui/theme/rangepainter.h"

#include "ui/theme/paintertools.h"

namespace peregrine::theme {

namespace {

constexpr int shortestScrollHandle = 28;
constexpr qreal scrollHandleThickness = 6;
constexpr qreal grooveThickness = 4;
constexpr qreal progressThickness = 6;

/// The strip of this thickness in the middle of a rectangle.
QRectF strip(const QRectF &rect, Qt::Orientation orientation, qreal thickness)
{
    QRectF middle = rect;
    if (orientation == Qt::Horizontal)
        middle.setHeight(thickness);
    else
        middle.setWidth(thickness);
    middle.moveCenter(rect.center());
    return middle;
}

QRectF busyChunk(const QRectF &bar, double phase)
{
    const qreal width = bar.width() * 0.3;
    const qreal left = bar.left() + (bar.width() + width) * phase - width;
    return QRectF(left, bar.top(), width, bar.height()).intersected(bar);
}

} // namespace

QRect scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part)
{
    const QRect &whole = option.rect;
    const bool horizontal = option.orientation == Qt::Horizontal;
    const int length = horizontal ? whole.width() : whole.height();
    const qint64 range = qint64(option.maximum) - option.minimum;
    int handle = length;
    if (range > 0) {
        const qint64 share = qint64(option.pageStep) * length / (range + option.pageStep);
        handle = qBound(qMin(shortestScrollHandle, length), static_cast<int>(share), length);
    }
    const int start = QStyle::sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - handle, option.upsideDown);
    const auto along = [&](int from, int size) {
        const QRect logical = horizontal
            ? QRect(whole.left() + from, whole.top(), size, whole.height())
            : QRect(whole.left(), whole.top() + from, whole.width(), size);
        return QStyle::visualRect(option.direction, whole, logical);
    };
    switch (part) {
    case QStyle::SC_ScrollBarGroove:
        return whole;
    case QStyle::SC_ScrollBarSlider:
        return along(start, handle);
    case QStyle::SC_ScrollBarSubPage:
        return along(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return along(start + handle, length - start - handle);
    default:
        return {};
    }
}

void drawScrollBar(const QStyleOptionSlider &option, QPainter *painter)
{
    if (option.maximum <= option.minimum)
        return;
    const QPalette &palette = option.palette;
    const bool active =
        option.activeSubControls.testFlag(QStyle::SC_ScrollBarSlider) && isHovered(option);
    const QRectF handle = scrollBarPart(option, QStyle::SC_ScrollBarSlider);
    const QRectF bar =
        strip(handle, option.orientation == Qt::Horizontal ? Qt::Horizontal : Qt::Vertical,
              active || isPressed(option) ? scrollHandleThickness + 2 : scrollHandleThickness);
    const QColor fill = mixed(palette.color(QPalette::Window), palette.color(QPalette::WindowText),
                              isPressed(option) ? 0.5
                                  : active      ? 0.4
                                                : 0.22);
    const QRectF inset = option.orientation == Qt::Horizontal ? bar.adjusted(2, 0, -2, 0)
                                                              : bar.adjusted(0, 2, 0, -2);
    drawRounded(painter, inset, qMin(inset.width(), inset.height()) / 2, fill);
}

void drawSlider(const QStyleOptionSlider &option, QPainter *painter, const QRect &groove,
                const QRect &handle)
{
    const QPalette &palette = option.palette;
    const bool horizontal = option.orientation == Qt::Horizontal;
    const QRectF line = strip(groove, option.orientation, grooveThickness);
    const QColor accent =
        isEnabled(option) ? color(Tone::Accent, palette) : color(Tone::BorderStrong, palette);
    drawRounded(painter, line, grooveThickness / 2,
                mixed(palette.color(QPalette::Window), palette.color(QPalette::WindowText), 0.18));
    QRectF done = line;
    const QPointF knobCenter = QRectF(handle).center();
    // The filled part starts at the minimum's end, wherever layout direction and flags put it.
    if (horizontal) {
        if (option.upsideDown)
            done.setLeft(knobCenter.x());
        else
            done.setRight(knobCenter.x());
    } else if (option.upsideDown) {
        done.setTop(knobCenter.y());
    } else {
        done.setBottom(knobCenter.y());
    }
    drawRounded(painter, done, grooveThickness / 2, accent);
    const qreal diameter = isPressed(option) ? 16 : 14;
    QRectF knob(0, 0, diameter, diameter);
    knob.moveCenter(knobCenter);
    const QColor fill = isEnabled(option)
        ? (isHovered(option) ? shaded(palette.color(QPalette::Button), palette, 0.08)
                             : palette.color(QPalette::Button))
        : palette.color(QPalette::Window);
    drawRounded(painter, knob, diameter / 2, fill, accent, 2);
    if (showsFocus(option))
        drawRounded(painter, knob.adjusted(-3, -3, 3, 3), diameter, {}, accent, 1.5);
}

bool isBusy(const QStyleOptionProgressBar &option)
{
    return option.minimum >= option.maximum;
}

void drawProgressBar(const QStyleOptionProgressBar &option, QPainter *painter, double phase)
{
    const QPalette &palette = option.palette;
    QRectF rect = option.rect;
    const bool horizontal = option.state.testFlag(QStyle::State_Horizontal);
    if (option.textVisible && !isBusy(option) && horizontal) {
        const int width = option.fontMetrics.horizontalAdvance(QStringLiteral("100 %")) + space2;
        const QRectF text(rect.right() - width, rect.top(), width, rect.height());
        painter->setPen(palette.color(QPalette::WindowText));
        painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, option.text);
        rect.setRight(text.left() - space1);
    }
    const QRectF bar = strip(rect, horizontal ? Qt::Horizontal : Qt::Vertical, progressThickness);
    drawRounded(painter, bar, progressThickness / 2,
                mixed(palette.color(QPalette::Window), palette.color(QPalette::WindowText), 0.12));
    const QColor fill = color(Tone::Accent, palette);
    if (isBusy(option)) {
        drawRounded(painter, busyChunk(bar, phase), progressThickness / 2, fill);
        return;
    }
    const double share = qBound(
        0.0, double(option.progress - option.minimum) / (double(option.maximum) - option.minimum),
        1.0);
    if (share <= 0)
        return;
    QRectF done = bar;
    if (horizontal) {
        done.setWidth(qMax(progressThickness, bar.width() * share));
        if (option.invertedAppearance != (option.direction == Qt::RightToLeft))
            done.moveRight(bar.right());
    } else {
        done.setTop(bar.bottom() - qMax(progressThickness, bar.height() * share));
    }
    drawRounded(painter, done, progressThickness / 2, fill);
}

} // namespace peregrine::theme
