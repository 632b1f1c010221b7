#include "core/localserver/studio/emblem/emblemcolors.h"

#include "core/localserver/studio/oklab.h"

#include <cmath>
#include <numbers>

namespace peregrine::studio {

namespace {

QColor polar(double lightness, double chroma, double hue)
{
    return Lab::fromPolar(static_cast<float>(lightness), static_cast<float>(chroma),
                          static_cast<float>(hue))
        .color();
}

} // namespace

EmblemColors chooseEmblemColors(quint64 family, Random random)
{
    constexpr double turn = 2.0 * std::numbers::pi;
    const double hue = Random(family).uniform() * turn + random.between(-0.3, 0.3);
    // The ground leans to a neighbour, so that the whole is not one colour in steps.
    const double lean = random.chance(0.5) ? random.between(0.5, 1.0) : -random.between(0.5, 1.0);
    const double across = hue + turn / 2.0 + random.between(-0.7, 0.7);
    // Dark yellow is brown, which is no colour of the night.
    const double wheel = std::fmod(hue + turn, turn);
    const bool night = random.chance(0.5) && (wheel < 0.6 || wheel > 2.35);
    const double chroma = random.between(0.06, 0.095);

    EmblemColors colors;
    colors.high = night ? polar(0.27, chroma * 0.8, hue) : polar(0.83, chroma * 0.75, hue);
    colors.low = night ? polar(0.5, chroma * 1.1, hue + lean) : polar(0.94, 0.04, hue + lean);
    const double far = night ? 0.5 : 0.77;
    const double near = night ? 0.17 : 0.33;
    for (std::size_t i = 0; i < colors.layers.size(); ++i) {
        const double share = static_cast<double>(i) / static_cast<double>(colors.layers.size() - 1);
        colors.layers.at(i) =
            polar(std::lerp(far, near, share), chroma * std::lerp(0.85, 0.95, share),
                  hue + lean * (1 - share));
    }
    colors.glow = night ? polar(0.92, 0.07, across) : polar(0.97, 0.05, across);
    colors.accent = polar(night ? 0.74 : 0.68, 0.135, across);
    colors.paper = polar(0.965, 0.012, hue + lean);
    colors.ink = polar(0.22, 0.035, hue);
    return colors;
}

} // namespace peregrine::studio
