#pragma once

#include <QColor>

namespace peregrine::studio {

/// A colour in OKLab, where equal steps look equally large: mixing, shading and harmony are done
/// here, drawing in sRGB..
struct Lab
{
    float lightness = 0.0F; ///< 0 to 1
    float a = 0.0F; ///< green to red
    float b = 0.0F; ///< blue to yellow

    [[nodiscard]] static Lab of(QRgb color);
    [[nodiscard]] static Lab of(const QColor &color) { return of(color.rgb()); }
    [[nodiscard]] static Lab fromPolar(float lightness, float chroma, float hue);

    [[nodiscard]] float chroma() const;
    [[nodiscard]] float hue() const; ///< radians
    [[nodiscard]] QColor color(double opacity = 1.0) const; ///< moved into sRGB's bounds
    [[nodiscard]] QRgb rgb() const;
    [[nodiscard]] float distanceTo(const Lab &other) const;
};

/// From `from` (0) to `to` (1).
[[nodiscard]] Lab mix(const Lab &from, const Lab &to, float amount);
[[nodiscard]] QColor mix(const QColor &from, const QColor &to, double amount);

/// Lighter (or with a negative amount darker) by so much lightness.
[[nodiscard]] QColor lighten(const QColor &color, double amount);
/// Turned around the colour wheel by degrees.
[[nodiscard]] QColor turn(const QColor &color, double degrees);
/// With its chroma multiplied.
[[nodiscard]] QColor saturate(const QColor &color, double factor);
[[nodiscard]] QColor withOpacity(QColor color, double opacity);

} // namespace peregrine::studio
