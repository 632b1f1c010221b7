#pragma once

#include "core/localserver/studio/noise.h"
#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/palette.h"

#include <QRgb>
#include <QString>

#include <array>
#include <vector>

namespace peregrine::studio {

/// What a prompt and a seed make of any drawing: the palette, and the colour that each ink becomes.
/// Costs some milliseconds, and the same one serves as long as prompt, seed and strength stay.
class SketchLook
{
public:
    SketchLook(const QString &prompt, double strength, quint64 seed);

    /// The ink's colour in the palette's direction.
    [[nodiscard]] QRgb toned(QRgb ink) const;
    [[nodiscard]] Lab toned(const Lab &ink) const;

    PromptWords words;
    Palette palette;
    float strength = 0.7F;
    quint64 seed = 0;
    Noise noise;
    bool wall = false; ///< a backdrop without a horizon
    bool portrait = false;
    bool water = false; ///< the ground is water

private:
    /// Corners of a cube of colours, which toned() mixes.
    static constexpr int corners = 17;

    [[nodiscard]] std::array<int, 3> corner(int red, int green, int blue) const;

    std::vector<Lab> m_colors;
    std::vector<std::array<int, 3>> m_cube;
};

} // namespace peregrine::studio
