#pragma once

#include "core/localserver/studio/promptwords.h"
#include "core/localserver/studio/random.h"

#include <array>

namespace peregrine::studio {

/// The colours of one scene, made to belong together.
struct Palette
{
    QColor skyTop;
    QColor skyMiddle;
    QColor skyLow;
    QColor glow; ///< sun or moon, and the light on everything
    QColor cloud;
    QColor far; ///< the most distant ridge
    QColor near; ///< the foremost shapes, darkest
    QColor ground;
    QColor groundDark;
    QColor water;
    QColor accent;
    QColor trunk;
    std::array<QColor, 5> foliage;
    double haze = 0.35; ///< how far distance dissolves into skyLow, 0 to 1
    double light = 1.0; ///< 0 deep night to 1 full day
    bool night = false;
};

/// A palette for the hour, season, weather and moods of the words, drawn towards the colours they
/// name by `guidance`, and varied by chance.
[[nodiscard]] Palette choosePalette(const PromptWords &words, Hour hour, double guidance,
                                    Random random);

} // namespace peregrine::studio
