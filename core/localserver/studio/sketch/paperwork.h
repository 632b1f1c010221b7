#pragma once

#include "core/localserver/studio/noise.h"

#include <QImage>

namespace peregrine::studio {

/// The picture as a watercolour: pigment gathers in the grain of the paper and at the edges of
/// washes, and light parts stay paper. RGB32, of the same size.
[[nodiscard]] QImage washedSketch(const QImage &target, const Noise &noise);

/// The picture as a drawing: hatched with more layers the darker it is, on tinted paper. colored:
/// with coloured pencils instead of one ink. RGB32, of the same size.
[[nodiscard]] QImage hatchedSketch(const QImage &target, const Noise &noise, bool colored);

} // namespace peregrine::studio
