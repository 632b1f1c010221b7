#pragma once

#include "core/localserver/studio/random.h"

#include <QColor>

#include <array>

namespace peregrine::studio {

/// The few colours of one emblem.
struct EmblemColors
{
    QColor high; ///< the ground at the top
    QColor low; ///< the ground further down
    std::array<QColor, 5> layers; ///< from the far to the near
    QColor glow; ///< sun, moon, lamps
    QColor accent; ///< the one thing to look at
    QColor paper; ///< lightest
    QColor ink; ///< darkest
};

/// Calm colours around one hue and an accent across from it. The family decides the hue, chance
/// turns it a little and chooses between the lights of the day.
[[nodiscard]] EmblemColors chooseEmblemColors(quint64 family, Random random);

} // namespace peregrine::studio
