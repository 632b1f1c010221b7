#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/styles/field.h"
#include "core/localserver/studio/styles/styles.h"

#include <algorithm>
#include <cmath>

namespace peregrine::studio {

QImage drawLines(const QImage &picture, const Scene &scene, Style style)
{
    const QImage source = picture.convertToFormat(QImage::Format_RGB32);
    const auto unit = static_cast<float>(scene.unit);
    Field sharp = Field::luma(source);
    sharp.blur(std::max(1, qRound(scene.unit * (style == Style::Pencil ? 0.0012 : 0.0018))));
    Field soft = sharp;
    soft.blur(std::max(2, qRound(scene.unit * 0.0042)));
    const Field tone = [&] {
        Field field = Field::luma(source);
        field.blur(std::max(1, qRound(scene.unit * 0.003)));
        return field;
    }();
    const Lab paper = Lab::of(style == Style::Ink           ? QColor(0xf3, 0xec, 0xdc)
                                  : style == Style::Woodcut ? QColor(0xf1, 0xe3, 0xc6)
                                                            : QColor(0xf9, 0xf6, 0xef));
    const Lab ink =
        Lab::of(style == Style::Woodcut ? mix(scene.palette.near, QColor(0x14, 0x16, 0x22), 0.6)
                    : style == Style::Pencil ? QColor(0x3a, 0x38, 0x3c)
                                             : QColor(0x1b, 0x1b, 0x22));
    const Lab tint = Lab::of(mix(scene.palette.accent, scene.palette.foliage[1], 0.2));
    QImage result(source.size(), QImage::Format_RGB32);
    for (int y = 0; y < source.height(); ++y) {
        const auto *from = reinterpret_cast<const QRgb *>(source.constScanLine(y));
        auto *line = reinterpret_cast<QRgb *>(result.scanLine(y));
        for (int x = 0; x < source.width(); ++x) {
            const float u = static_cast<float>(x) / unit;
            const float v = static_cast<float>(y) / unit;
            const float tooth = scene.noise.at(u * 150.0F, v * 150.0F);
            const float edge =
                std::clamp((soft.at(x, y) - sharp.at(x, y) - 0.006F) * 26.0F, 0.0F, 1.0F);
            const float dark = 1.0F - tone.at(x, y);
            const Lab own = Lab::of(from[x]);
            Lab color = paper;
            switch (style) {
            case Style::Ink: {
                // Three washes with wet borders, then the brush's own strokes.
                const float wash = dark + 0.09F * scene.noise.fractal(u * 5.0F, v * 5.0F, 4);
                float depth = 0.0F;
                for (const float level : {0.3F, 0.52F, 0.74F})
                    depth += std::clamp((wash - level) * 22.0F, 0.0F, 1.0F) * 0.25F;
                color = mix(paper, ink,
                            std::clamp(depth * (0.9F + 0.22F * tooth) + edge * 0.85F, 0.0F, 0.97F));
                const float red = std::clamp((own.chroma() - 0.115F) * 14.0F, 0.0F, 1.0F);
                color = mix(color, {color.lightness * 0.9F + 0.08F, tint.a, tint.b}, red * 0.75F);
                break;
            }
            case Style::Pencil: {
                const float hatch = 0.5F
                    + 0.5F * std::sin((u + v) * 520.0F + 2.4F * scene.noise.at(u * 9.0F, v * 9.0F));
                const float cross = 0.5F
                    + 0.5F * std::sin((u - v) * 520.0F + 2.0F * scene.noise.at(u * 8.0F, v * 8.0F));
                float depth =
                    std::clamp((dark - 0.2F) * 1.3F, 0.0F, 1.0F) * (0.32F + 0.68F * hatch);
                if (dark > 0.55F)
                    depth += (dark - 0.55F) * cross;
                color = mix(paper, ink,
                            std::clamp(depth * (0.62F + 0.5F * tooth) + edge * 0.7F, 0.0F, 0.9F));
                break;
            }
            case Style::Woodcut: {
                const float carve = 0.5F
                    + 0.5F
                        * std::sin(v * 300.0F + 5.0F * scene.noise.fractal(u * 3.0F, v * 6.0F, 2));
                const bool black = dark > 0.42F + 0.4F * carve || edge > 0.55F;
                Lab flat = mix(
                    paper, {std::round(own.lightness * 4.0F) / 4.0F, own.a * 1.1F, own.b * 1.1F},
                    0.72F);
                flat.lightness = std::max(flat.lightness, 0.6F);
                color = black ? ink : flat;
                break;
            }
            default: {
                const float level = own.lightness > 0.68F ? 0.0F
                    : own.lightness > 0.45F               ? 0.34F
                                                          : 0.6F;
                Lab wash = mix(paper, {std::max(0.62F, own.lightness), own.a, own.b}, level);
                color = mix(wash, ink, std::clamp(edge * 1.25F, 0.0F, 0.95F));
                break;
            }
            }
            color.lightness += tooth * 0.008F;
            line[x] = color.rgb();
        }
    }
    return result;
}

} // namespace peregrine::studio
