#pragma once

#include <QtGlobal>

#include <array>

namespace peregrine::studio {

/// Gradient noise on a plane, the source of clouds, ridges, foliage and paper.
class Noise
{
public:
    explicit Noise(quint64 seed);

    [[nodiscard]] float at(float x, float y) const; ///< about -1 to 1
    [[nodiscard]] float fractal(float x, float y, int octaves) const; ///< about -1 to 1
    [[nodiscard]] float ridged(float x, float y, int octaves) const; ///< 0 to 1, sharp crests

private:
    std::array<quint8, 512> m_order;
};

} // namespace peregrine::studio
