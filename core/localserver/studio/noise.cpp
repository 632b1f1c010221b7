#include "core/localserver/studio/noise.h"

#include "core/localserver/studio/random.h"

#include <cmath>
#include <utility>

namespace peregrine::studio {

namespace {

float fade(float t)
{
    return t * t * t * (t * (t * 6.0F - 15.0F) + 10.0F);
}

float slope(quint8 hash, float x, float y)
{
    switch (hash & 7U) {
    case 0:
        return x + y;
    case 1:
        return x - y;
    case 2:
        return -x + y;
    case 3:
        return -x - y;
    case 4:
        return 1.4142F * x;
    case 5:
        return -1.4142F * x;
    case 6:
        return 1.4142F * y;
    default:
        return -1.4142F * y;
    }
}

} // namespace

Noise::Noise(quint64 seed)
{
    Random random(seed);
    for (size_t i = 0; i < 256; ++i)
        m_order[i] = static_cast<quint8>(i);
    for (size_t i = 255; i > 0; --i)
        std::swap(m_order[i], m_order[static_cast<size_t>(random.integer(0, static_cast<int>(i)))]);
    for (size_t i = 0; i < 256; ++i)
        m_order[i + 256] = m_order[i];
}

float Noise::at(float x, float y) const
{
    const float left = std::floor(x);
    const float top = std::floor(y);
    const float dx = x - left;
    const float dy = y - top;
    const size_t column = static_cast<size_t>(static_cast<qint64>(left) & 255);
    const size_t row = static_cast<size_t>(static_cast<qint64>(top) & 255);
    const size_t a = m_order[column] + row;
    const size_t b = m_order[column + 1] + row;
    const float u = fade(dx);
    const float v = fade(dy);
    const float upper = std::lerp(slope(m_order[a], dx, dy), slope(m_order[b], dx - 1.0F, dy), u);
    const float lower = std::lerp(slope(m_order[a + 1], dx, dy - 1.0F),
                                  slope(m_order[b + 1], dx - 1.0F, dy - 1.0F), u);
    return std::lerp(upper, lower, v);
}

float Noise::fractal(float x, float y, int octaves) const
{
    float sum = 0.0F;
    float weight = 0.5F;
    for (int i = 0; i < octaves; ++i) {
        sum += weight * at(x, y);
        weight *= 0.5F;
        // A turn between octaves hides the lattice.
        const float turned = 1.62F * x - 1.18F * y + 17.3F;
        y = 1.18F * x + 1.62F * y + 9.1F;
        x = turned;
    }
    return sum * 1.2F;
}

float Noise::ridged(float x, float y, int octaves) const
{
    float sum = 0.0F;
    float weight = 0.55F;
    float total = 0.0F;
    for (int i = 0; i < octaves; ++i) {
        const float crest = 1.0F - std::fabs(at(x, y));
        sum += weight * crest * crest;
        total += weight;
        weight *= 0.5F;
        x = x * 2.03F + 31.7F;
        y = y * 2.03F + 11.9F;
    }
    return total > 0.0F ? sum / total : 0.0F;
}

} // namespace peregrine::studio
