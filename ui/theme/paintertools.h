#pragma once

#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyleOption>

namespace peregrine::theme {

/// A rounded rectangle, outlined on whole pixels. An invalid colour leaves that part out.
void drawRounded(QPainter *painter, const QRectF &rect, qreal radius, const QColor &fill,
                 const QColor &outline = {}, qreal outlineWidth = 1);
/// The ring around whatever has the keyboard's attention.
void drawFocusRing(QPainter *painter, const QRectF &rect, qreal radius, const QPalette &palette);
void drawChevron(QPainter *painter, const QRectF &rect, Qt::ArrowType direction,
                 const QColor &color);
void drawTick(QPainter *painter, const QRectF &rect, const QColor &color);

[[nodiscard]] bool isEnabled(const QStyleOption &option);
/// Under the pointer and able to react.
[[nodiscard]] bool isHovered(const QStyleOption &option);
[[nodiscard]] bool isPressed(const QStyleOption &option);
/// Has the focus and the user is on the keyboard: a click shows no ring on a button.
[[nodiscard]] bool showsFocus(const QStyleOption &option);
/// A surface a little nearer to the text's colour: hover, pressed.
[[nodiscard]] QColor shaded(const QColor &surface, const QPalette &palette, double amount);

} // namespace peregrine::theme
