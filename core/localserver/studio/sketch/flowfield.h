#pragma once

#include "core/localserver/studio/noise.h"

#include <QImage>

#include <vector>

namespace peregrine::studio {

/// Which way a brush goes: along the edges of a picture, and where it has none along a slow
/// current. On a grid of cells of 8 pixels.
class FlowField
{
public:
    struct Direction
    {
        float x = 1.0F;
        float y = 0.0F;
    };

    /// picture: RGB32. Neighbours agree with each other, so that strokes lie together.
    FlowField(const QImage &picture, const Noise &noise);

    /// A unit vector; its sign means nothing.
    [[nodiscard]] Direction at(float x, float y) const;

private:
    static constexpr int cellSide = 8;

    int m_columns;
    int m_rows;
    std::vector<Direction> m_directions;
};

} // namespace peregrine::studio
