#pragma once

#include <QStyleOptionDockWidget>
#include <QStyleOptionHeader>
#include <QStyleOptionTab>

class QPainter;

namespace peregrine::theme {

// What Style draws of the joints of a window: tabs, titles of docks, headers, splitters.

void drawTab(const QStyleOptionTab &option, QPainter *painter);
void drawDockTitle(const QStyleOptionDockWidget &option, QPainter *painter, const QRect &textRect);
void drawHeaderSection(const QStyleOption &option, QPainter *painter);
/// Splitters and the gaps between docks: nothing but a line when the pointer can move them.
void drawHandle(const QStyleOption &option, QPainter *painter, Qt::Orientation line);

} // namespace peregrine::theme
