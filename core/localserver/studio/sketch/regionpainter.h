#pragma once

#include "core/localserver/studio/sketch/drawingmap.h"
#include "core/localserver/studio/sketch/sketchlook.h"

#include <vector>

namespace peregrine::studio {

/// Decides what the paper between the lines of a drawing becomes: open paper a sky over ground, or
/// a wall; closed shapes the colour of their outline. One colour a cell, light included.
class RegionPainter
{
public:
    RegionPainter(const DrawingMap &map, const SketchLook &look);

    /// Also of cells under ink: what would be there without it.
    [[nodiscard]] Lab colorOf(int cell) const;
    /// How much light a cell gets by its place in its shape, about -1 to 1.
    [[nodiscard]] float shadeOf(int cell) const;
    /// Whether a cell is part of a sun that was drawn, which shines itself.
    [[nodiscard]] bool isSun(int cell) const;

private:
    enum class Role { Open, Sky, Ground, Shape, Highlight };

    struct Plan
    {
        Role role = Role::Open;
        Lab color;
    };

    [[nodiscard]] Plan planFor(const DrawnRegion &region, bool largest) const;
    [[nodiscard]] Lab shapeColor(const DrawnRegion &region, bool largest) const;
    [[nodiscard]] Lab sky(float x, float y, float horizon) const;
    [[nodiscard]] Lab ground(const Lab &own, float x, float y, float horizon) const;
    [[nodiscard]] Lab wallAt(float x, float y) const;
    void findHorizon();
    void findLight();

    const DrawingMap &m_map;
    const SketchLook &m_look;
    std::vector<Plan> m_plans;
    float m_horizon = 0.68F; ///< share of the height
    float m_lightX = 0.72F; ///< where the sun is, shares of the picture
    float m_lightY = 0.2F;
    float m_sunRadius = 0.0F; ///< share of the picture; 0: none was drawn
};

} // namespace peregrine::studio
