#pragma once

#include "core/jobs/judgement.h"

#include <QRect>

class QPainter;

namespace peregrine {

/// Draws what is thought of a result over the upper edge of its tile: stars, heart, cross and the
/// colour of its label; nothing for what was not judged.
void drawMarks(QPainter *painter, const QRect &tile, const Judgement &judgement);

} // namespace peregrine
