#pragma once

#include "core/localserver/studio/random.h"
#include "core/localserver/studio/sketch/flowfield.h"

#include <QImage>

#include <array>
#include <functional>
#include <vector>

namespace peregrine::studio {

/// Paints a picture in oil: large strokes first, then smaller ones where the large have missed
/// something, all along the picture's edges; at last light falls on the ridges of the paint.
class Brushwork
{
public:
    struct Layer
    {
        float width = 24.0F; ///< pixels
        float length = 56.0F;
        float spacing = 18.0F;
        /// How wrong the canvas has to be for a stroke, as the sum of three channels' differences.
        int tolerance = 0;
        int opacity = 230; ///< of 256
    };

    /// target: RGB32. random decides where each stroke begins and how its bristles lie.
    Brushwork(const QImage &target, const Noise &noise, Random random);

    /// Strokes of one size over the whole canvas. False when stopped.
    bool paint(const Layer &layer, const std::function<bool()> &stopped);
    /// The canvas in light from the upper left; relief: 0 flat to 1 thick paint.
    [[nodiscard]] QImage lit(float relief) const;

private:
    static constexpr std::size_t maximumBristles = 64;

    void stroke(float x, float y, const Layer &layer);
    void dab(float x, float y, float normalX, float normalY, int half, QRgb color, int opacity);
    [[nodiscard]] QRgb targetAt(int x, int y) const;

    QImage m_target;
    QImage m_canvas;
    FlowField m_flow;
    Random m_random;
    int m_width;
    int m_height;
    /// How thick the paint lies on each pixel.
    std::vector<quint8> m_paint;
    std::array<quint8, 256> m_hairs{}; ///< how much paint each hair of a large brush carries
    std::array<int, maximumBristles> m_bristles{}; ///< of the stroke at hand
};

} // namespace peregrine::studio
