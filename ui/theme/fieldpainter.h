#pragma once

#include <QStyleOptionComboBox>
#include <QStyleOptionSpinBox>

class QPainter;
class QWidget;

namespace peregrine::theme {

// What Style draws of everything one types or chooses in: line and text edits, combo boxes, spin
// boxes. All have the same panel.

void drawFieldPanel(const QStyleOption &option, QPainter *painter, const QRect &rect);
/// The outline of a list, tree or other framed area; quieter than a field.
void drawAreaFrame(const QStyleOption &option, QPainter *painter, bool isField);

void drawComboBox(const QStyleOptionComboBox &option, QPainter *painter);
[[nodiscard]] QRect comboBoxPart(const QStyleOptionComboBox &option, QStyle::SubControl part,
                                 const QRect &fallback);

void drawSpinBox(const QStyleOptionSpinBox &option, QPainter *painter);
[[nodiscard]] QRect spinBoxPart(const QStyleOptionSpinBox &option, QStyle::SubControl part,
                                const QRect &fallback);

} // namespace peregrine::theme
