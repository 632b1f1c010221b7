#pragma once

#include <QStyleOptionButton>

class QPainter;
class QWidget;

namespace peregrine::theme {

// What Style draws of buttons, check boxes and radio buttons.

void drawPushButtonPanel(const QStyleOption &option, QPainter *painter, const QWidget *widget);
/// The option with text and icon in the colour that suits the button's panel.
[[nodiscard]] QStyleOptionButton pushButtonLabel(const QStyleOptionButton &option,
                                                 const QWidget *widget);
void drawToolButtonPanel(const QStyleOption &option, QPainter *painter);
void drawCheckIndicator(const QStyleOption &option, QPainter *painter);
void drawRadioIndicator(const QStyleOption &option, QPainter *painter);

} // namespace peregrine::theme
