#include "ui/theme/fieldpainter.h"

#include "ui/theme/paintertools.h"

namespace peregrine::theme {

namespace {

constexpr int comboArrowWidth = 28;
constexpr int spinButtonWidth = 22;
constexpr int textInset = 9;

QColor arrowColor(const QStyleOption &option, bool enabled)
{
    return enabled ? color(Tone::TextMuted, option.palette)
                   : option.palette.color(QPalette::Disabled, QPalette::Text);
}

} // namespace

void drawFieldPanel(const QStyleOption &option, QPainter *painter, const QRect &rect)
{
    const QPalette &palette = option.palette;
    QColor fill = palette.color(QPalette::Base);
    QColor outline = mixed(color(Tone::Border, palette), color(Tone::BorderStrong, palette),
                           isHovered(option) ? 0.8 : 0.35);
    if (!isEnabled(option)) {
        fill = palette.color(QPalette::Window);
        outline = color(Tone::Border, palette);
    }
    drawRounded(painter, rect, radiusControl, fill, outline);
    // One types here after a click as well: the ring always shows.
    if (option.state.testFlag(QStyle::State_HasFocus))
        drawFocusRing(painter, rect, radiusControl, palette);
}

void drawAreaFrame(const QStyleOption &option, QPainter *painter, bool isField)
{
    if (isField) {
        drawFieldPanel(option, painter, option.rect);
        return;
    }
    drawRounded(painter, option.rect, radiusControl, {}, color(Tone::Border, option.palette));
    if (showsFocus(option))
        drawFocusRing(painter, option.rect, radiusControl, option.palette);
}

void drawComboBox(const QStyleOptionComboBox &option, QPainter *painter)
{
    if (option.frame) {
        drawFieldPanel(option, painter, option.rect);
        if (!option.editable && isEnabled(option)
            && !option.state.testFlag(QStyle::State_HasFocus)) {
            // Chosen from, not typed in: looks like a button.
            const QPalette &palette = option.palette;
            const QColor fill =
                shaded(palette.color(QPalette::Button), palette, isHovered(option) ? 0.05 : 0);
            drawRounded(
                painter, option.rect, radiusControl, fill,
                mixed(color(Tone::Border, palette), color(Tone::BorderStrong, palette), 0.35));
        }
    } else if (isHovered(option) || option.state.testFlag(QStyle::State_On)) {
        drawRounded(painter, option.rect, radiusControl,
                    shaded(option.palette.color(QPalette::Window), option.palette, 0.07));
    }
    const QRect arrow = comboBoxPart(option, QStyle::SC_ComboBoxArrow, option.rect);
    drawChevron(painter, arrow, Qt::DownArrow, arrowColor(option, isEnabled(option)));
}

QRect comboBoxPart(const QStyleOptionComboBox &option, QStyle::SubControl part,
                   const QRect &fallback)
{
    const QRect &whole = option.rect;
    QRect logical = fallback;
    if (part == QStyle::SC_ComboBoxArrow)
        logical = QRect(whole.right() - comboArrowWidth + 1, whole.top(), comboArrowWidth,
                        whole.height());
    else if (part == QStyle::SC_ComboBoxEditField)
        logical = whole.adjusted(textInset, 2, -comboArrowWidth, -2);
    else
        return fallback;
    return QStyle::visualRect(option.direction, whole, logical);
}

void drawSpinBox(const QStyleOptionSpinBox &option, QPainter *painter)
{
    if (option.frame)
        drawFieldPanel(option, painter, option.rect);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto draw = [&](QStyle::SubControl part, QAbstractSpinBox::StepEnabledFlag step,
                          Qt::ArrowType direction) {
        const QRect rect = spinBoxPart(option, part, {});
        const bool enabled = isEnabled(option) && option.stepEnabled.testFlag(step);
        if (enabled && option.activeSubControls == part && isHovered(option))
            drawRounded(painter, QRectF(rect).adjusted(1, 1, -2, -1), 3,
                        shaded(option.palette.color(QPalette::Base), option.palette,
                               isPressed(option) ? 0.18 : 0.09));
        drawChevron(painter, QRectF(rect).adjusted(0, 0, -1, 0), direction,
                    arrowColor(option, enabled));
    };
    draw(QStyle::SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, Qt::UpArrow);
    draw(QStyle::SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, Qt::DownArrow);
}

QRect spinBoxPart(const QStyleOptionSpinBox &option, QStyle::SubControl part, const QRect &fallback)
{
    const QRect &whole = option.rect;
    const bool buttons = option.buttonSymbols != QAbstractSpinBox::NoButtons;
    const int width = buttons ? spinButtonWidth : 0;
    const QRect column(whole.right() - width + 1, whole.top() + 2, width, whole.height() - 4);
    QRect logical;
    switch (part) {
    case QStyle::SC_SpinBoxUp:
        logical = QRect(column.topLeft(), QSize(width, column.height() / 2));
        break;
    case QStyle::SC_SpinBoxDown:
        logical = column.adjusted(0, column.height() / 2, 0, 0);
        break;
    case QStyle::SC_SpinBoxEditField:
        logical = whole.adjusted(textInset - 3, 2, -qMax(width, 3), -2);
        break;
    default:
        return fallback;
    }
    if (!buttons && part != QStyle::SC_SpinBoxEditField)
        return {};
    return QStyle::visualRect(option.direction, whole, logical);
}

} // namespace peregrine::theme
