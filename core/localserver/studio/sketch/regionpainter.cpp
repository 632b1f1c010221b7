#include "core/localserver/studio/sketch/regionpainter.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace peregrine::studio {

namespace {

/// Below this a colour counts as black, grey or white.
constexpr float colorful = 0.055F;
/// Shares of the picture: eyes and window panes; suns.
constexpr float smallShape = 0.012F;
constexpr float largestSun = 0.09F;

float smooth(float from, float to, float value)
{
    const float t = std::clamp((value - from) / (to - from), 0.0F, 1.0F);
    return t * t * (3.0F - 2.0F * t);
}

Lab brighter(Lab color, float amount)
{
    color.lightness = std::clamp(color.lightness + amount, 0.05F, 0.98F);
    return color;
}

} // namespace

RegionPainter::RegionPainter(const DrawingMap &map, const SketchLook &look)
    : m_map(map)
    , m_look(look)
{
    findHorizon();
    findLight();
    int largest = -1;
    for (std::size_t i = 0; i < map.regions().size(); ++i) {
        const DrawnRegion &region = map.regions()[i];
        const bool larger =
            largest < 0 || region.area > map.regions()[static_cast<std::size_t>(largest)].area;
        if (region.enclosed() && larger)
            largest = static_cast<int>(i);
    }
    for (std::size_t i = 0; i < map.regions().size(); ++i)
        m_plans.push_back(planFor(map.regions()[i], static_cast<int>(i) == largest));
}

void RegionPainter::findHorizon()
{
    int lowest = -1;
    for (int cell = 0; cell < m_map.cells(); ++cell)
        if (m_map.isInk(cell))
            lowest = cell / m_map.columns();
    if (lowest < 0)
        return;
    // Things stand on the ground a little before the horizon.
    const float foot = static_cast<float>(lowest) / static_cast<float>(m_map.rows());
    m_horizon = std::clamp(foot - 0.07F, 0.5F, 0.86F);
}

void RegionPainter::findLight()
{
    for (const DrawnRegion &region : m_map.regions()) {
        const bool sunny = region.enclosed() && region.middleY < 0.5F
            && static_cast<float>(region.area) < largestSun * static_cast<float>(m_map.cells())
            && region.inkCells > 0 && region.ink.b > 0.07F && region.ink.a < 0.12F;
        if (sunny) {
            m_lightX = region.middleX;
            m_lightY = region.middleY;
            m_sunRadius = 0.5F * (region.right - region.left) + 0.02F;
        }
    }
    // A filled disk of yellow is a sun as well.
    float x = 0.0F;
    float y = 0.0F;
    int count = 0;
    for (int cell = 0; cell < m_map.cells() / 2 && m_sunRadius <= 0.0F; ++cell) {
        if (!m_map.isSolid(cell))
            continue;
        const QRgb color = m_map.inkColor(cell);
        if (qRed(color) > 200 && qGreen(color) > 130 && qBlue(color) < 120) {
            x += static_cast<float>(cell % m_map.columns());
            y += static_cast<float>(cell / m_map.columns());
            ++count;
        }
    }
    if (count > 6 && static_cast<float>(count) < largestSun * static_cast<float>(m_map.cells())) {
        m_lightX = x / static_cast<float>(count * m_map.columns());
        m_lightY = y / static_cast<float>(count * m_map.rows());
        m_sunRadius = 0.01F
            + std::sqrt(static_cast<float>(count) / static_cast<float>(m_map.cells()) * 0.318F);
    }
}

RegionPainter::Plan RegionPainter::planFor(const DrawnRegion &region, bool largest) const
{
    if (region.enclosed()) {
        const float dx = region.middleX - m_lightX;
        const float dy = region.middleY - m_lightY;
        if (m_sunRadius > 0.0F && dx * dx + dy * dy < 1e-4F)
            return {Role::Highlight,
                    mix(Lab::of(m_look.palette.glow), m_look.toned(region.ink), 0.25F)};
        const bool small =
            static_cast<float>(region.area) < smallShape * static_cast<float>(m_map.cells());
        if (small && region.ink.chroma() < colorful)
            return {Role::Highlight, brighter(Lab::of(m_look.palette.glow), 0.06F)};
        return {Role::Shape, shapeColor(region, largest)};
    }
    if (m_look.wall || (region.top && region.bottom))
        return {Role::Open, {}};
    if (region.top)
        return {Role::Sky, {}};
    Lab color = Lab::of(m_look.water ? m_look.palette.water : m_look.palette.ground);
    if (region.inkCells > 0 && region.ink.chroma() > colorful)
        color = mix(brighter(m_look.toned(region.ink), 0.06F), color, 0.25F);
    // What ends higher up is farther away.
    const float distance = std::clamp((0.75F - region.middleY) * 1.3F, 0.0F, 0.6F);
    return {Role::Ground, mix(color, Lab::of(m_look.palette.far), distance)};
}

Lab RegionPainter::shapeColor(const DrawnRegion &region, bool largest) const
{
    const Palette &palette = m_look.palette;
    if (region.ink.chroma() > colorful) {
        Lab color = m_look.toned(region.ink);
        color.lightness = std::clamp(color.lightness * 0.5F + 0.4F, 0.3F, 0.9F);
        color.a *= 0.9F;
        color.b *= 0.9F;
        return color;
    }
    if (m_look.portrait && largest)
        return mix(Lab::of(qRgb(0xe6, 0xb0, 0x8a)), Lab::of(palette.glow), 0.25F);
    // A black outline says nothing of the colour; the place says which it is, so that the shape
    // keeps it while others are drawn.
    const std::array<Lab, 6> choices{
        Lab::of(palette.accent),
        mix(Lab::of(palette.glow), Lab::of(palette.trunk), 0.35F),
        brighter(Lab::of(palette.foliage[2]), 0.1F),
        mix(Lab::of(palette.accent), Lab::of(palette.glow), 0.55F),
        brighter(Lab::of(palette.water), 0.08F),
        brighter(Lab::of(palette.trunk), 0.24F),
    };
    const auto place = static_cast<quint64>(region.middleX * 8.0F)
        + 8 * static_cast<quint64>(region.middleY * 8.0F);
    Random random(m_look.seed * 64 + place);
    Lab color =
        choices[static_cast<std::size_t>(random.integer(0, static_cast<int>(choices.size()) - 1))];
    color.lightness = std::max(color.lightness, 0.45F + 0.2F * static_cast<float>(palette.light));
    return color;
}

Lab RegionPainter::sky(float x, float y, float horizon) const
{
    const Palette &palette = m_look.palette;
    const float height = std::clamp(y / std::max(0.2F, horizon), 0.0F, 1.0F);
    Lab color = height < 0.55F
        ? mix(Lab::of(palette.skyTop), Lab::of(palette.skyMiddle), height / 0.55F)
        : mix(Lab::of(palette.skyMiddle), Lab::of(palette.skyLow), (height - 0.55F) / 0.45F);
    const float clouds = m_look.noise.fractal(x * 3.1F, y * 7.5F, 3);
    color = mix(color, Lab::of(palette.cloud),
                0.75F * smooth(0.05F, 0.5F, clouds) * (1.0F - 0.4F * height));
    const float dx = x - m_lightX;
    const float dy = y - m_lightY;
    const float near = std::exp(-(dx * dx + dy * dy) * (m_sunRadius > 0.0F ? 14.0F : 7.0F));
    return mix(color, Lab::of(palette.glow), near * (m_sunRadius > 0.0F ? 0.75F : 0.4F));
}

Lab RegionPainter::ground(const Lab &own, float x, float y, float horizon) const
{
    const Palette &palette = m_look.palette;
    const float near = std::clamp((y - horizon) / std::max(0.1F, 1.0F - horizon), 0.0F, 1.0F);
    const Lab dark =
        m_look.water ? mix(own, Lab::of(palette.skyTop), 0.5F) : Lab::of(palette.groundDark);
    Lab color = mix(own, dark, 0.5F * near);
    // Nearer patches are larger.
    const float scale = 14.0F - 8.0F * near;
    const float patch = m_look.noise.fractal(x * scale, y * scale * 2.6F, 2);
    if (m_look.water) {
        color = mix(color, Lab::of(palette.skyLow), 0.55F * smooth(0.12F, 0.4F, patch));
        const float dx = x - m_lightX;
        color = mix(color, Lab::of(palette.glow),
                    0.6F * std::exp(-dx * dx * 60.0F) * smooth(-0.1F, 0.35F, patch));
    } else {
        color = mix(color, Lab::of(palette.foliage[1]), 0.4F * smooth(0.0F, 0.5F, patch));
        color = mix(color, Lab::of(palette.glow), 0.22F * smooth(0.1F, 0.6F, -patch));
    }
    return color;
}

Lab RegionPainter::wallAt(float x, float y) const
{
    const Palette &palette = m_look.palette;
    const float dx = x - 0.38F;
    const float dy = y - 0.34F;
    const float light = std::exp(-(dx * dx + dy * dy) * 3.2F);
    Lab color = mix(Lab::of(palette.skyTop), Lab::of(palette.skyMiddle), light);
    color = mix(color, Lab::of(palette.skyLow), 0.4F * light);
    const float patch = m_look.noise.fractal(x * 4.0F, y * 4.0F, 3);
    return mix(color, Lab::of(palette.accent), 0.16F * smooth(0.0F, 0.6F, patch));
}

Lab RegionPainter::colorOf(int cell) const
{
    const float x =
        (static_cast<float>(cell % m_map.columns()) + 0.5F) / static_cast<float>(m_map.columns());
    const float y =
        (static_cast<float>(cell / m_map.columns()) + 0.5F) / static_cast<float>(m_map.rows());
    const int number = m_map.regionOf(cell);
    if (number < 0)
        return wallAt(x, y);
    const Plan &plan = m_plans[static_cast<std::size_t>(number)];
    const DrawnRegion &region = m_map.regions()[static_cast<std::size_t>(number)];
    switch (plan.role) {
    case Role::Open: {
        if (m_look.wall)
            return wallAt(x, y);
        const float edge = m_horizon + 0.015F * m_look.noise.fractal(x * 4.0F, 0.5F, 2);
        const Lab own = Lab::of(m_look.water ? m_look.palette.water : m_look.palette.ground);
        return y < edge ? sky(x, y, edge) : ground(own, x, y, edge);
    }
    case Role::Sky:
        return sky(x, y, std::max(0.3F, region.lower));
    case Role::Ground:
        return ground(plan.color, x, y, region.upper);
    case Role::Shape:
    case Role::Highlight:
        break;
    }
    // A turn of the colour from light to shade makes a shape round.
    const float lit = shadeOf(cell);
    Lab color = brighter(plan.color, 0.11F * lit);
    color = mix(color, Lab::of(m_look.palette.glow), std::max(0.0F, lit) * 0.22F);
    return mix(color, Lab::of(m_look.palette.skyTop), std::max(0.0F, -lit) * 0.2F);
}

bool RegionPainter::isSun(int cell) const
{
    const float x =
        static_cast<float>(cell % m_map.columns()) / static_cast<float>(m_map.columns());
    const float y = static_cast<float>(cell / m_map.columns()) / static_cast<float>(m_map.rows());
    return std::hypot(x - m_lightX, y - m_lightY) < m_sunRadius;
}

float RegionPainter::shadeOf(int cell) const
{
    const int columns = m_map.columns();
    const int row = cell / columns;
    const int column = cell % columns;
    // The slope of a cushion under the shape, against the light.
    const auto height = [this](int at) { return std::sqrt(static_cast<float>(m_map.depth(at))); };
    constexpr int reach = 2;
    const int left = row * columns + std::max(0, column - reach);
    const int right = row * columns + std::min(columns - 1, column + reach);
    const int up = std::max(0, row - reach) * columns + column;
    const int down = std::min(m_map.rows() - 1, row + reach) * columns + column;
    const float x = static_cast<float>(column) / static_cast<float>(columns);
    const float y = static_cast<float>(row) / static_cast<float>(m_map.rows());
    const float toX = m_lightX - x;
    const float toY = m_lightY - 0.25F - y;
    const float length = std::max(0.05F, std::hypot(toX, toY));
    const float slope =
        -((height(right) - height(left)) * toX + (height(down) - height(up)) * toY) / length;
    return std::clamp(slope * 0.45F, -1.0F, 1.0F);
}

} // namespace peregrine::studio
