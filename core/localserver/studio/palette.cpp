#include "core/localserver/studio/palette.h"

#include "core/localserver/studio/oklab.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace peregrine::studio {

namespace {

QColor hex(QRgb color)
{
    return QColor::fromRgb(color | 0xff000000U);
}

using Foliage = std::array<QColor, 5>;

const Foliage &summerLeaves()
{
    static const Foliage leaves{hex(0x2f5d3a), hex(0x4a7f3f), hex(0x6f9d4a), hex(0x9dbb58),
                                hex(0x3d6f52)};
    return leaves;
}

const Foliage &leavesOf(std::optional<Season> season)
{
    static const Foliage autumn{hex(0xa63d17), hex(0xd0641c), hex(0xe8922c), hex(0xf2b950),
                                hex(0x7d2f1a)};
    static const Foliage spring{hex(0x7fae5a), hex(0xb9d178), hex(0xf3b6c6), hex(0xf8d3da),
                                hex(0xd98aa5)};
    static const Foliage winter{hex(0x8fa3ad), hex(0xc6d4da), hex(0xeef3f4), hex(0xdfe9ee),
                                hex(0x6f8794)};
    if (!season)
        return summerLeaves();
    switch (*season) {
    case Season::Autumn:
        return autumn;
    case Season::Spring:
        return spring;
    case Season::Winter:
        return winter;
    case Season::Summer:
        break;
    }
    return summerLeaves();
}

Palette paletteOf(Hour hour)
{
    Palette p;
    switch (hour) {
    case Hour::Day:
        p = {hex(0x3f8fcb),
             hex(0x86c2e4),
             hex(0xe4f0e8),
             hex(0xfff3cf),
             hex(0xfdfaf2),
             hex(0x9dbfce),
             hex(0x274b40),
             hex(0x8fae5d),
             hex(0x40683f),
             hex(0x3f93ad),
             hex(0xe2633f),
             hex(0x5a4536),
             {},
             0.34,
             1.0,
             false};
        break;
    case Hour::Dawn:
        p = {hex(0x4b5f93),
             hex(0xa796bb),
             hex(0xf6cdbb),
             hex(0xffe6cf),
             hex(0xf1c9c4),
             hex(0xa294b4),
             hex(0x2a2c48),
             hex(0x7e7d84),
             hex(0x3e4460),
             hex(0x7d8bb0),
             hex(0xe88a72),
             hex(0x4a3d4f),
             {},
             0.5,
             0.62,
             false};
        break;
    case Hour::Sunrise:
        p = {hex(0x7f9bb4),
             hex(0xecc39b),
             hex(0xffdca0),
             hex(0xfff0c4),
             hex(0xfbd9b4),
             hex(0xd3a98f),
             hex(0x35262b),
             hex(0xb8854a),
             hex(0x5e3d2c),
             hex(0xc79f8a),
             hex(0xd9532b),
             hex(0x4a332f),
             {},
             0.46,
             0.85,
             false};
        break;
    case Hour::GoldenHour:
        p = {hex(0x6f9fc0),
             hex(0xf0cf9a),
             hex(0xffe3a4),
             hex(0xfff1c0),
             hex(0xffe6bd),
             hex(0xc9b08e),
             hex(0x3a3426),
             hex(0xc09a4a),
             hex(0x66572c),
             hex(0x8fa79c),
             hex(0xd8622e),
             hex(0x54402d),
             {},
             0.4,
             0.92,
             false};
        break;
    case Hour::Sunset:
        p = {hex(0x37406f),
             hex(0xc9647a),
             hex(0xffb26b),
             hex(0xffe3a3),
             hex(0xf2907c),
             hex(0xa8628a),
             hex(0x231b35),
             hex(0x7a4b58),
             hex(0x3a2743),
             hex(0xb0607c),
             hex(0xf5764e),
             hex(0x35233a),
             {},
             0.42,
             0.66,
             false};
        break;
    case Hour::Dusk:
        p = {hex(0x1e2a55),
             hex(0x5c5a92),
             hex(0xd795a0),
             hex(0xffd2a8),
             hex(0x94799f),
             hex(0x5d5b8d),
             hex(0x141732),
             hex(0x3d4163),
             hex(0x1f2444),
             hex(0x565f94),
             hex(0xf2a65a),
             hex(0x262340),
             {},
             0.44,
             0.4,
             true};
        break;
    case Hour::Night:
        p = {hex(0x0a1230),
             hex(0x1b3262),
             hex(0x4a6a9a),
             hex(0xf6efd0),
             hex(0x3d5584),
             hex(0x34507f),
             hex(0x080d20),
             hex(0x24405a),
             hex(0x0f1c36),
             hex(0x24497a),
             hex(0xf3b95a),
             hex(0x141c33),
             {},
             0.42,
             0.25,
             true};
        break;
    }
    return p;
}

template <typename Change> void forAll(Palette &palette, Change change)
{
    for (QColor *color : {&palette.skyTop, &palette.skyMiddle, &palette.skyLow, &palette.glow,
                          &palette.cloud, &palette.far, &palette.near, &palette.ground,
                          &palette.groundDark, &palette.water, &palette.accent, &palette.trunk})
        *color = change(*color);
    for (QColor &leaf : palette.foliage)
        leaf = change(leaf);
}

/// The colour's hue and part of its chroma, at the old lightness: a tint that keeps the light.
QColor tint(const QColor &color, const QColor &towards, double amount)
{
    const Lab from = Lab::of(color);
    const Lab to = Lab::of(towards);
    const float room = 0.35F + 0.65F * (1.0F - std::fabs(2.0F * from.lightness - 1.0F));
    const Lab tinted{std::lerp(from.lightness, to.lightness, 0.18F), to.a * room, to.b * room};
    return mix(from, tinted, static_cast<float>(amount)).color();
}

void applySeason(Palette &palette, const PromptWords &words)
{
    const bool snowy = words.has(Weather::Snow) || words.season == Season::Winter;
    palette.foliage = leavesOf(words.season                   ? words.season
                                   : words.has(Weather::Snow) ? std::optional(Season::Winter)
                                                              : std::nullopt);
    // Leaves take the colour of the light that falls on them.
    for (QColor &leaf : palette.foliage) {
        leaf = mix(leaf, palette.glow, 0.10 * palette.light);
        leaf = mix(leaf, palette.near, (1.0 - palette.light) * 0.62);
    }
    if (snowy) {
        const QColor snow =
            mix(hex(0xf2f6f8), palette.skyMiddle, 0.18 + 0.5 * (1.0 - palette.light));
        palette.ground = snow;
        palette.groundDark = mix(snow, palette.skyTop, 0.45);
        palette.far = mix(palette.far, snow, 0.35);
    } else if (words.season == Season::Autumn) {
        palette.ground =
            mix(palette.ground, mix(hex(0xb56a2a), palette.near, 0.4 * (1.0 - palette.light)), 0.6);
        palette.groundDark = mix(palette.groundDark, hex(0x4a2418), 0.5);
    } else if (words.season == Season::Spring || words.season == Season::Summer) {
        palette.ground = mix(palette.ground, hex(0x8fbf52), 0.3 * palette.light);
    }
}

void applyWeather(Palette &palette, const PromptWords &words)
{
    if (words.has(Weather::Fog)) {
        palette.haze = std::min(0.8, palette.haze + 0.26);
        palette.skyTop = mix(palette.skyTop, palette.skyLow, 0.4);
        palette.skyMiddle = mix(palette.skyMiddle, palette.skyLow, 0.25);
    }
    if (words.has(Weather::Rain) || words.has(Weather::Storm)) {
        const double depth = words.has(Weather::Storm) ? 0.75 : 0.5;
        palette.skyTop = mix(palette.skyTop, hex(0x26303c), depth);
        palette.skyMiddle = mix(palette.skyMiddle, hex(0x51606b), depth);
        palette.skyLow = mix(palette.skyLow, hex(0xa9b3ad), depth);
        palette.cloud = mix(palette.cloud, hex(0x6c7983), depth);
        palette.water = mix(palette.water, hex(0x3c545f), depth);
        palette.far = mix(palette.far, hex(0x66757c), depth);
        palette.ground = mix(palette.ground, hex(0x4b5a4e), depth * 0.7);
        palette.light *= 1.0 - 0.35 * depth;
        palette.haze = std::min(0.7, palette.haze + 0.12);
    }
}

void applyMoods(Palette &palette, const PromptWords &words)
{
    if (words.has(Mood::Dreamy))
        forAll(palette,
               [](const QColor &c) { return lighten(tint(c, hex(0xc9a6e6), 0.28), 0.03); });
    if (words.has(Mood::Magical))
        palette.accent = hex(0x6ff0d8);
    if (words.has(Mood::Cozy))
        forAll(palette, [](const QColor &c) { return tint(c, hex(0xd98f4e), 0.26); });
    if (words.has(Mood::Dark))
        forAll(palette, [](const QColor &c) { return saturate(lighten(c, -0.12), 0.85); });
    if (words.has(Mood::Vivid))
        forAll(palette, [](const QColor &c) { return saturate(c, 1.45); });
    if (words.has(Mood::Pastel))
        forAll(palette, [](const QColor &c) { return mix(saturate(c, 0.85), hex(0xfdf6f0), 0.3); });
    if (words.has(Mood::Melancholy))
        forAll(palette, [](const QColor &c) { return saturate(c, 0.55); });
    if (words.has(Mood::Calm))
        forAll(palette, [](const QColor &c) { return saturate(c, 0.9); });
}

void applyStyles(Palette &palette, const PromptWords &words)
{
    if (words.has(Style::Vaporwave)) {
        palette.skyTop = hex(0x24104f);
        palette.skyMiddle = hex(0x8a3aa8);
        palette.skyLow = hex(0xff86b4);
        palette.glow = hex(0xffe27a);
        palette.cloud = hex(0xf77bc0);
        palette.far = hex(0x6a3fa0);
        palette.near = hex(0x160a35);
        palette.ground = hex(0x3a1a70);
        palette.groundDark = hex(0x1b0c44);
        palette.water = hex(0x4a2a94);
        palette.accent = hex(0x2de2e6);
        palette.foliage = {hex(0x1fb8b0), hex(0x3a6fc0), hex(0xc03fa0), hex(0xf07ab8),
                           hex(0x5a2f98)};
        palette.night = true;
        palette.light = 0.45;
    } else if (words.has(Style::Neon)) {
        palette.skyTop = hex(0x0a0620);
        palette.skyMiddle = hex(0x2c1157);
        palette.skyLow = hex(0xc02f86);
        palette.glow = hex(0xff9ad5);
        palette.cloud = hex(0x5a2a86);
        palette.far = hex(0x472078);
        palette.near = hex(0x07051a);
        palette.ground = hex(0x1f1646);
        palette.groundDark = hex(0x0d0a26);
        palette.water = hex(0x1b1f63);
        palette.accent = hex(0x26e8ff);
        palette.foliage = {hex(0x0f6d78), hex(0x1f9aa0), hex(0x8a2f9a), hex(0xe04fb0),
                           hex(0x31206b)};
        palette.night = true;
        palette.light = 0.35;
    }
}

void avoid(Palette &palette, const QList<QColor> &colors)
{
    for (const QColor &unwanted : colors) {
        const Lab out = Lab::of(unwanted);
        if (out.chroma() < 0.04F)
            continue;
        forAll(palette, [&](const QColor &color) {
            const Lab lab = Lab::of(color);
            const double away =
                std::remainder(static_cast<double>(lab.hue() - out.hue()), 2.0 * std::numbers::pi);
            constexpr double reach = 0.62;
            if (std::fabs(away) > reach || lab.chroma() < 0.02F)
                return color;
            return saturate(turn(color, (away < 0 ? -1.0 : 1.0) * 75.0), 0.7);
        });
    }
}

} // namespace

Palette choosePalette(const PromptWords &words, Hour hour, double guidance, Random random)
{
    Palette palette = paletteOf(hour);
    applySeason(palette, words);
    applyWeather(palette, words);
    applyStyles(palette, words);
    applyMoods(palette, words);

    // Guidance 3.5 is the usual; less leaves more to chance, more draws the prompt's colours in.
    const double rule = std::clamp(guidance / 7.0, 0.0, 1.6);
    const double drift = 9.0 / (0.5 + rule);
    const double turnSky = random.normal() * drift;
    const double turnLand = random.normal() * drift;
    const double chroma = random.between(0.92, 1.12);
    for (QColor *color : {&palette.skyTop, &palette.skyMiddle, &palette.water, &palette.far})
        *color = saturate(turn(*color, turnSky), chroma);
    for (QColor *color : {&palette.ground, &palette.groundDark, &palette.near})
        *color = turn(*color, turnLand);

    const qsizetype named = words.colors.size();
    if (named > 0) {
        const QColor first = words.colors.first();
        const QColor second = words.colors.value(1, first);
        const double amount = std::clamp(0.34 + 0.4 * rule, 0.2, 0.85);
        for (QColor *color :
             {&palette.skyTop, &palette.far, &palette.near, &palette.water, &palette.groundDark})
            *color = tint(*color, first, amount);
        for (QColor *color : {&palette.skyMiddle, &palette.skyLow, &palette.ground, &palette.cloud})
            *color = tint(*color, second, amount * 0.75);
        for (size_t i = 0; i < palette.foliage.size(); ++i)
            palette.foliage[i] =
                tint(palette.foliage[i],
                     words.colors.at(static_cast<int>(i) % static_cast<int>(named)), amount * 0.8);
        palette.accent = mix(palette.accent, words.colors.last(), 0.9);
    } else if (!words.unknown.isEmpty()) {
        // Words without a meaning still have a colour, if a weak one.
        const auto hue = static_cast<float>(
            static_cast<double>(hashText(words.unknown.first()) % 360U) * std::numbers::pi / 180.0);
        const QColor color = Lab::fromPolar(0.6F, 0.12F, hue).color();
        palette.accent = mix(palette.accent, color, 0.5);
        forAll(palette, [&](const QColor &c) { return tint(c, color, 0.07); });
    }
    avoid(palette, words.avoidedColors);
    if (words.has(Mood::Monochrome))
        forAll(palette, [](const QColor &c) { return saturate(c, 0.06); });
    return palette;
}

} // namespace peregrine::studio
