#pragma once

#include "core/localserver/studio/sketch/drawingmap.h"
#include "core/localserver/studio/sketch/sketchlook.h"

#include <QImage>

namespace peregrine::studio {

/// What the brush is to paint: the drawing's inks in the palette, its paper become sky, ground,
/// walls and coloured shapes, with light on them. RGB32, as large as the drawing.
[[nodiscard]] QImage sketchTarget(const QImage &drawing, const DrawingMap &map,
                                  const SketchLook &look);

} // namespace peregrine::studio
