#include "core/localserver/studio/sketch/sketchlook.h"

#include "core/localserver/studio/oklab.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace peregrine::studio {

namespace {

constexpr double guidance = 5.0;

bool isWall(const PromptWords &words)
{
    constexpr std::array walls{Place::Table, Place::Backdrop, Place::Abstract, Place::Space,
                               Place::Underwater};
    return std::any_of(walls.cbegin(), walls.cend(),
                       [&words](Place place) { return words.has(place); });
}

bool isWater(const PromptWords &words)
{
    constexpr std::array waters{Place::Sea, Place::Lake, Place::River, Place::Island};
    return std::any_of(waters.cbegin(), waters.cend(),
                       [&words](Place place) { return words.has(place); });
}

} // namespace

SketchLook::SketchLook(const QString &prompt, double strengthAsked, quint64 seedAsked)
    : words(readPrompt(prompt, {}))
    , palette(choosePalette(words, words.hour.value_or(Hour::Day), guidance,
                            Random(words.fingerprint ^ seedAsked).fork(u"sketch palette")))
    , strength(static_cast<float>(std::clamp(strengthAsked, 0.0, 1.0)))
    , seed(seedAsked)
    , noise(seedAsked ^ words.fingerprint)
    , portrait(words.has(Subject::Portrait) || words.has(Subject::Person))
    , water(isWater(words))
{
    wall = isWall(words) || (portrait && words.places.isEmpty());
    m_colors = {
        Lab::of(palette.skyTop),     Lab::of(palette.skyMiddle),  Lab::of(palette.glow),
        Lab::of(palette.accent),     Lab::of(palette.ground),     Lab::of(palette.groundDark),
        Lab::of(palette.water),      Lab::of(palette.trunk),      Lab::of(palette.near),
        Lab::of(palette.foliage[0]), Lab::of(palette.foliage[2]), Lab::of(palette.foliage[4])};
    for (const QColor &color : std::as_const(words.colors))
        m_colors.push_back(Lab::of(color));
    m_cube.reserve(static_cast<std::size_t>(corners) * corners * corners);
    for (int red = 0; red < corners; ++red) {
        for (int green = 0; green < corners; ++green) {
            for (int blue = 0; blue < corners; ++blue) {
                const auto level = [](int step) { return std::min(255, step * 16); };
                const QRgb color =
                    toned(Lab::of(qRgb(level(red), level(green), level(blue)))).rgb();
                m_cube.push_back({qRed(color), qGreen(color), qBlue(color)});
            }
        }
    }
}

Lab SketchLook::toned(const Lab &ink) const
{
    const Lab *nearest = &m_colors.front();
    float least = std::numeric_limits<float>::max();
    for (const Lab &color : m_colors) {
        const float dl = (color.lightness - ink.lightness) * 0.5F;
        const float da = (color.a - ink.a) * 2.0F;
        const float db = (color.b - ink.b) * 2.0F;
        const float distance = dl * dl + da * da + db * db;
        if (distance < least) {
            least = distance;
            nearest = &color;
        }
    }
    const float pull = 0.12F + 0.5F * strength;
    Lab result{std::lerp(ink.lightness, nearest->lightness, pull * 0.5F),
               std::lerp(ink.a, nearest->a, pull), std::lerp(ink.b, nearest->b, pull)};
    // The pure colours of a drawing program become pigments.
    const float chroma = result.chroma();
    constexpr float strongest = 0.16F;
    if (chroma > strongest) {
        const float less = (strongest + (chroma - strongest) * 0.35F) / chroma;
        result.a *= less;
        result.b *= less;
    }
    // At dusk and night everything is darker, as far as the picture may leave the drawing.
    const auto light = static_cast<float>(palette.light);
    result.lightness *= std::lerp(1.0F, 0.55F + 0.45F * light, strength);
    result.lightness = std::clamp(result.lightness, 0.12F, 0.97F);
    return result;
}

std::array<int, 3> SketchLook::corner(int red, int green, int blue) const
{
    return m_cube[static_cast<std::size_t>((red * corners + green) * corners + blue)];
}

QRgb SketchLook::toned(QRgb ink) const
{
    const int r = qRed(ink) >> 4;
    const int g = qGreen(ink) >> 4;
    const int b = qBlue(ink) >> 4;
    const int fr = qRed(ink) & 15;
    const int fg = qGreen(ink) & 15;
    const int fb = qBlue(ink) & 15;
    // Along the three edges from the corner below: enough between corners that are this close.
    const auto base = corner(r, g, b);
    const auto alongRed = corner(r + 1, g, b);
    const auto alongGreen = corner(r, g + 1, b);
    const auto alongBlue = corner(r, g, b + 1);
    std::array<int, 3> color{};
    for (std::size_t i = 0; i < color.size(); ++i) {
        color[i] = std::clamp(base[i]
                                  + ((alongRed[i] - base[i]) * fr + (alongGreen[i] - base[i]) * fg
                                     + (alongBlue[i] - base[i]) * fb)
                                      / 16,
                              0, 255);
    }
    return qRgb(color[0], color[1], color[2]);
}

} // namespace peregrine::studio
