#pragma once

#include <QSize>
#include <QStyleOptionMenuItem>

class QPainter;

namespace peregrine::theme {

// What Style draws of menus, the menu bar and tool tips.

void drawMenuItem(const QStyleOptionMenuItem &option, QPainter *painter);
[[nodiscard]] QSize menuItemSize(const QStyleOptionMenuItem &option, const QSize &contents);
void drawMenuBarItem(const QStyleOptionMenuItem &option, QPainter *painter);
/// Menus, tool tips and other small surfaces above the window.
void drawPopupPanel(const QStyleOption &option, QPainter *painter);

} // namespace peregrine::theme
