#pragma once

#include "core/localserver/studio/pen.h"

namespace peregrine::studio {

/// Draws a placed subject where the scene put it.
void drawSubject(QPainter &painter, const Scene &scene, const Placed &placed);

// One group a file; each draws any of its subjects into the pen's box.
void drawSitting(Pen &pen, Subject subject);
void drawStanding(Pen &pen, Subject subject);
void drawWinged(Pen &pen, Subject subject);
void drawSwimming(Pen &pen, Subject subject);
void drawFigure(Pen &pen, Subject subject);
void drawPortrait(Pen &pen);
void drawBuilding(Pen &pen, Subject subject);
void drawPlant(Pen &pen, Subject subject);
void drawBloom(Pen &pen, Subject subject);
void drawVehicle(Pen &pen, Subject subject);
void drawStillLife(Pen &pen, Subject subject);
void drawPlanet(Pen &pen);

} // namespace peregrine::studio
