#include "core/localserver/studio/oklab.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace peregrine::studio {

namespace {

std::array<float, 256> makeLinearTable()
{
    std::array<float, 256> table{};
    for (size_t i = 0; i < table.size(); ++i) {
        const double value = static_cast<double>(i) / 255.0;
        table[i] = static_cast<float>(value <= 0.04045 ? value / 12.92
                                                       : std::pow((value + 0.055) / 1.055, 2.4));
    }
    return table;
}

float linear(int value)
{
    static const std::array<float, 256> table = makeLinearTable();
    return table[static_cast<size_t>(value)];
}

int encoded(float value)
{
    const float bounded = std::clamp(value, 0.0F, 1.0F);
    const float curved =
        bounded <= 0.0031308F ? bounded * 12.92F : 1.055F * std::pow(bounded, 1.0F / 2.4F) - 0.055F;
    return static_cast<int>(std::lround(curved * 255.0F));
}

struct LinearRgb
{
    float red;
    float green;
    float blue;

    [[nodiscard]] bool displayable() const
    {
        constexpr float slack = 0.002F;
        return std::min({red, green, blue}) >= -slack
            && std::max({red, green, blue}) <= 1.0F + slack;
    }
};

LinearRgb toLinear(const Lab &lab)
{
    const float l = lab.lightness + 0.3963377774F * lab.a + 0.2158037573F * lab.b;
    const float m = lab.lightness - 0.1055613458F * lab.a - 0.0638541728F * lab.b;
    const float s = lab.lightness - 0.0894841775F * lab.a - 1.2914855480F * lab.b;
    const float l3 = l * l * l;
    const float m3 = m * m * m;
    const float s3 = s * s * s;
    return {4.0767416621F * l3 - 3.3077115913F * m3 + 0.2309699292F * s3,
            -1.2684380046F * l3 + 2.6097574011F * m3 - 0.3413193965F * s3,
            -0.0041960863F * l3 - 0.7034186147F * m3 + 1.7076147010F * s3};
}

} // namespace

Lab Lab::of(QRgb color)
{
    const float red = linear(qRed(color));
    const float green = linear(qGreen(color));
    const float blue = linear(qBlue(color));
    const float l = std::cbrt(0.4122214708F * red + 0.5363325363F * green + 0.0514459929F * blue);
    const float m = std::cbrt(0.2119034982F * red + 0.6806995451F * green + 0.1073969566F * blue);
    const float s = std::cbrt(0.0883024619F * red + 0.2817188376F * green + 0.6299787005F * blue);
    return {0.2104542553F * l + 0.7936177850F * m - 0.0040720468F * s,
            1.9779984951F * l - 2.4285922050F * m + 0.4505937099F * s,
            0.0259040371F * l + 0.7827717662F * m - 0.8086757660F * s};
}

Lab Lab::fromPolar(float lightness, float chroma, float hue)
{
    return {lightness, chroma * std::cos(hue), chroma * std::sin(hue)};
}

float Lab::chroma() const
{
    return std::hypot(a, b);
}

float Lab::hue() const
{
    return std::atan2(b, a);
}

QRgb Lab::rgb() const
{
    Lab inside{std::clamp(lightness, 0.0F, 1.0F), a, b};
    LinearRgb value = toLinear(inside);
    // Too colourful for the screen: give up chroma, keep lightness and hue.
    for (int i = 0; i < 12 && !value.displayable(); ++i) {
        inside.a *= 0.88F;
        inside.b *= 0.88F;
        value = toLinear(inside);
    }
    return qRgb(encoded(value.red), encoded(value.green), encoded(value.blue));
}

QColor Lab::color(double opacity) const
{
    QColor result = QColor::fromRgb(rgb());
    result.setAlphaF(static_cast<float>(std::clamp(opacity, 0.0, 1.0)));
    return result;
}

float Lab::distanceTo(const Lab &other) const
{
    return std::hypot(lightness - other.lightness, a - other.a, b - other.b);
}

Lab mix(const Lab &from, const Lab &to, float amount)
{
    return {std::lerp(from.lightness, to.lightness, amount), std::lerp(from.a, to.a, amount),
            std::lerp(from.b, to.b, amount)};
}

QColor mix(const QColor &from, const QColor &to, double amount)
{
    const auto share = static_cast<float>(std::clamp(amount, 0.0, 1.0));
    return mix(Lab::of(from), Lab::of(to), share)
        .color(std::lerp(static_cast<double>(from.alphaF()), static_cast<double>(to.alphaF()),
                         static_cast<double>(share)));
}

QColor lighten(const QColor &color, double amount)
{
    Lab lab = Lab::of(color);
    lab.lightness = std::clamp(lab.lightness + static_cast<float>(amount), 0.0F, 1.0F);
    return lab.color(static_cast<double>(color.alphaF()));
}

QColor turn(const QColor &color, double degrees)
{
    const Lab lab = Lab::of(color);
    const float angle = lab.hue() + static_cast<float>(degrees * std::numbers::pi / 180.0);
    return Lab::fromPolar(lab.lightness, lab.chroma(), angle)
        .color(static_cast<double>(color.alphaF()));
}

QColor saturate(const QColor &color, double factor)
{
    Lab lab = Lab::of(color);
    lab.a *= static_cast<float>(factor);
    lab.b *= static_cast<float>(factor);
    return lab.color(static_cast<double>(color.alphaF()));
}

QColor withOpacity(QColor color, double opacity)
{
    color.setAlphaF(static_cast<float>(std::clamp(opacity, 0.0, 1.0)));
    return color;
}

} // namespace peregrine::studio
