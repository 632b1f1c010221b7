#pragma once

#include "core/localserver/studio/planes.h"
#include "core/localserver/studio/scene.h"
#include "core/localserver/studio/stepmeter.h"

namespace peregrine::studio {

/// What the log says while the words' style is applied.
[[nodiscard]] QString styleName(const PromptWords &words);

/// The composed picture in the style of the scene's words, ending with light and grain.
[[nodiscard]] QImage applyStyles(const QImage &picture, const Scene &scene, StepMeter &meter);

/// Image to image: the source repainted towards the scene. At strength 0 nearly the source alone,
/// at 1 the scene with the source's large shapes and colours still shining through.
[[nodiscard]] QImage blendSource(const QImage &picture, const QImage &source, const Scene &scene,
                                 double strength);

/// The planes as sheets of paper, each throwing a soft shadow on those behind it.
[[nodiscard]] QImage layPaper(const QList<Plane> &planes, const Scene &scene);

// One style each; all return an RGB32 picture of the same size.
[[nodiscard]] QImage paintOil(const QImage &picture, const Scene &scene, bool bold,
                              StepMeter &meter);
[[nodiscard]] QImage paintWatercolor(const QImage &picture, const Scene &scene);
[[nodiscard]] QImage drawLines(const QImage &picture, const Scene &scene, Style style);
[[nodiscard]] QImage makePixelArt(const QImage &picture, const Scene &scene);
[[nodiscard]] QImage makeLowPoly(const QImage &picture, const Scene &scene);
[[nodiscard]] QImage lightNeon(const QImage &picture, const Scene &scene);
void finish(QImage &picture, const Scene &scene);

} // namespace peregrine::studio
