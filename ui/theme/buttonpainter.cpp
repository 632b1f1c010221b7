#include "ui/theme/buttonpainter.h"

#include "ui/theme/paintertools.h"

#include <QStyle>
#include <QWidget>

namespace peregrine::theme {

namespace {

bool has(const QWidget *widget, const char *property)
{
    return widget && widget->property(property).toBool();
}

bool isOn(const QStyleOption &option)
{
    return option.state.testFlag(QStyle::State_On);
}

bool isFlat(const QStyleOption &option)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option);
    return button && button->features.testFlag(QStyleOptionButton::Flat);
}

double pressure(const QStyleOption &option)
{
    if (isPressed(option))
        return 0.14;
    return isHovered(option) ? 0.07 : 0;
}

void drawPrimaryPanel(const QStyleOption &option, QPainter *painter)
{
    const QPalette &palette = option.palette;
    QColor fill = color(Tone::Accent, palette);
    // Towards the window: lighter on light, darker on dark, so the text stays legible.
    if (const double amount = pressure(option); amount > 0)
        fill = mixed(fill, isDark(palette) ? Qt::white : Qt::black, amount);
    if (!isEnabled(option))
        fill = color(Tone::Border, palette);
    drawRounded(painter, option.rect, radiusControl, fill);
    if (showsFocus(option)) {
        const QRectF gap = QRectF(option.rect).adjusted(2, 2, -2, -2);
        drawRounded(painter, gap, radiusControl - 2, {}, color(Tone::OnAccent, palette), 1.5);
    }
}

/// Fill and outline of a box that can be ticked; true when it is to carry a mark.
void drawIndicatorBox(const QStyleOption &option, QPainter *painter, const QRectF &box,
                      qreal radius, bool marked)
{
    const QPalette &palette = option.palette;
    QColor fill = palette.color(QPalette::Base);
    QColor outline = color(Tone::BorderStrong, palette);
    if (marked) {
        fill = color(Tone::Accent, palette);
        outline = fill;
    } else if (isHovered(option)) {
        fill = shaded(fill, palette, 0.06);
        outline = palette.color(QPalette::WindowText);
    }
    if (!isEnabled(option)) {
        outline = color(Tone::Border, palette);
        fill = marked ? outline : palette.color(QPalette::Window);
    }
    drawRounded(painter, box, radius, fill, outline);
}

QColor markColor(const QStyleOption &option)
{
    if (!isEnabled(option))
        return option.palette.color(QPalette::Disabled, QPalette::Text);
    return color(Tone::OnAccent, option.palette);
}

QRectF centeredSquare(const QRect &rect)
{
    const qreal edge = qMin(rect.width(), rect.height());
    QRectF square(0, 0, edge, edge);
    square.moveCenter(QRectF(rect).center());
    return square;
}

} // namespace

void drawPushButtonPanel(const QStyleOption &option, QPainter *painter, const QWidget *widget)
{
    if (has(widget, "primary")) {
        drawPrimaryPanel(option, painter);
        return;
    }
    const QPalette &palette = option.palette;
    const bool danger = has(widget, "danger") && isEnabled(option);
    QColor fill =
        isFlat(option) ? palette.color(QPalette::Window) : palette.color(QPalette::Button);
    if (danger && pressure(option) > 0)
        fill = tinted(fill, Tone::Danger, palette);
    else if (isOn(option))
        fill = tinted(fill, Tone::Accent, palette);
    fill = shaded(fill, palette, pressure(option) * (danger ? 0.3 : 0.8));
    if (!isEnabled(option))
        fill = palette.color(QPalette::Window);
    if (isFlat(option)) {
        if (pressure(option) > 0 || isOn(option))
            drawRounded(painter, option.rect, radiusControl, fill);
    } else {
        QColor outline =
            mixed(color(Tone::Border, palette), color(Tone::BorderStrong, palette), 0.35);
        if (danger && pressure(option) > 0)
            outline = color(Tone::Danger, palette);
        if (!isEnabled(option))
            outline = color(Tone::Border, palette);
        drawRounded(painter, option.rect, radiusControl, fill, outline);
    }
    if (showsFocus(option))
        drawFocusRing(painter, option.rect, radiusControl, palette);
}

QStyleOptionButton pushButtonLabel(const QStyleOptionButton &option, const QWidget *widget)
{
    QStyleOptionButton label = option;
    if (!isEnabled(option))
        return label;
    std::optional<Tone> tone;
    if (has(widget, "primary"))
        tone = Tone::OnAccent;
    else if (has(widget, "danger"))
        tone = Tone::Danger;
    if (!tone)
        return label;
    const QColor ink = color(*tone, option.palette);
    label.palette.setColor(QPalette::ButtonText, ink);
    if (!label.icon.isNull()) {
        const qreal ratio = widget->devicePixelRatioF();
        QPixmap pixmap = label.icon.pixmap(label.iconSize, ratio);
        QPainter painter(&pixmap);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(QRectF(QPointF(), pixmap.deviceIndependentSize()), ink);
        painter.end();
        label.icon = QIcon(pixmap);
    }
    return label;
}

void drawToolButtonPanel(const QStyleOption &option, QPainter *painter)
{
    const QPalette &palette = option.palette;
    const QColor surface = palette.color(QPalette::Window);
    if (isOn(option))
        drawRounded(
            painter, option.rect, radiusControl,
            shaded(tinted(surface, Tone::Accent, palette), palette, pressure(option) * 0.6));
    else if (pressure(option) > 0)
        drawRounded(painter, option.rect, radiusControl,
                    shaded(surface, palette, pressure(option)));
}

void drawCheckIndicator(const QStyleOption &option, QPainter *painter)
{
    const QRectF box = centeredSquare(option.rect);
    const bool partly = option.state.testFlag(QStyle::State_NoChange);
    drawIndicatorBox(option, painter, box, 4, partly || isOn(option));
    if (partly) {
        const QRectF dash(box.left() + 4, box.center().y() - 1, box.width() - 8, 2);
        drawRounded(painter, dash, 1, markColor(option));
    } else if (isOn(option)) {
        drawTick(painter, box, markColor(option));
    }
}

void drawRadioIndicator(const QStyleOption &option, QPainter *painter)
{
    const QRectF box = centeredSquare(option.rect);
    drawIndicatorBox(option, painter, box, box.width() / 2, isOn(option));
    if (isOn(option)) {
        const qreal inset = box.width() * 0.32;
        const QRectF dot = box.adjusted(inset, inset, -inset, -inset);
        drawRounded(painter, dot, dot.width() / 2, markColor(option));
    }
}

} // namespace peregrine::theme
