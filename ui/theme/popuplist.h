#pragma once

class QWidget;

namespace peregrine::theme {

/// Whether it is the list under a combo box or under a text that is being completed, or the frame
/// around it.
[[nodiscard]] bool isPopupList(const QWidget *widget);

/// Lifts such a list from the page, as menus are; leaves other widgets alone.
void polishPopupList(QWidget *widget);

/// Of each row, in pixels: its text begins under the text of the field.
inline constexpr int popupListMargin = 7;

} // namespace peregrine::theme
