#include "core/localserver/studio/sketch/paperwork.h"

#include "core/localserver/studio/styles/field.h"

#include <QColor>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace peregrine::studio {

namespace {

/// The grain of paper, repeating every 128 pixels; about -1 to 1 in parts of 64.
class Grain
{
public:
    explicit Grain(const Noise &noise)
        : m_values(static_cast<std::size_t>(side) * side)
    {
        for (int y = 0; y < side; ++y)
            for (int x = 0; x < side; ++x)
                m_values[static_cast<std::size_t>(y * side + x)] = static_cast<qint8>(
                    std::clamp(64.0F
                                   * noise.fractal(static_cast<float>(x) * 0.31F,
                                                   static_cast<float>(y) * 0.31F, 2),
                               -120.0F, 120.0F));
    }

    [[nodiscard]] int at(int x, int y) const
    {
        return m_values[static_cast<std::size_t>((y & (side - 1)) * side + (x & (side - 1)))];
    }

private:
    static constexpr int side = 128;
    std::vector<qint8> m_values;
};

QRgb pixelAt(const QImage &picture, int x, int y)
{
    return reinterpret_cast<const QRgb *>(picture.constScanLine(
        std::clamp(y, 0, picture.height() - 1)))[std::clamp(x, 0, picture.width() - 1)];
}

} // namespace

QImage washedSketch(const QImage &target, const Noise &noise)
{
    const Grain grain(noise);
    const QSize quarter((target.width() + 3) / 4, (target.height() + 3) / 4);
    const QImage soft =
        softened(target.scaled(quarter, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                     .convertToFormat(QImage::Format_RGB32),
                 2.0)
            .convertToFormat(QImage::Format_RGB32);
    QImage result(target.size(), QImage::Format_RGB32);
    for (int y = 0; y < target.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(result.scanLine(y));
        for (int x = 0; x < target.width(); ++x) {
            // Edges follow the grain instead of the pen.
            const int dx = grain.at(x / 2, y / 2) / 22;
            const int dy = grain.at(x / 2 + 57, y / 2 + 31) / 22;
            const QRgb sharp = pixelAt(target, x + dx, y + dy);
            const QRgb wide = pixelAt(soft, (x + dx) / 4, (y + dy) / 4);
            const int pigment = grain.at(x, y) / 3;
            const auto wash = [pigment](int near, int far) {
                // Darker than its surroundings: the rim of a wash, where pigment gathers.
                const int rim = std::min(0, near - far) / 3;
                const int mixed = (near * 3 + far) / 4 + rim;
                const int thin = 255 - (255 - mixed) * 218 / 256;
                return std::clamp(thin + pigment * (280 - thin) / 256, 0, 253);
            };
            line[x] = qRgb(wash(qRed(sharp), qRed(wide)), wash(qGreen(sharp), qGreen(wide)),
                           wash(qBlue(sharp), qBlue(wide)));
        }
    }
    return result;
}

QImage hatchedSketch(const QImage &target, const Noise &noise, bool colored)
{
    const Grain grain(noise);
    constexpr int paperRed = 250;
    constexpr int paperGreen = 246;
    constexpr int paperBlue = 236;
    QImage result(target.size(), QImage::Format_RGB32);
    for (int y = 0; y < target.height(); ++y) {
        const auto *source = reinterpret_cast<const QRgb *>(target.constScanLine(y));
        auto *line = reinterpret_cast<QRgb *>(result.scanLine(y));
        for (int x = 0; x < target.width(); ++x) {
            const QRgb color = source[x];
            const int dark = 255 - qGray(color);
            // Slow waves bend the lines, or they would look ruled.
            const int wave = grain.at(x / 5, y / 5) / 9 + grain.at(x / 11 + 40, y / 11) / 7;
            // Three directions of lines, each from its own darkness on.
            const std::array<int, 3> across{(2 * x + 3 * y + wave + 16384) % 19,
                                            (3 * x - 2 * y + wave + 16384) % 23,
                                            (5 * x + wave + 16384) % 29};
            int covered = colored ? dark / 3 + 26 : dark / 10;
            for (std::size_t i = 0; i < across.size(); ++i) {
                const int threshold = (colored ? 26 : 52) + 56 * static_cast<int>(i);
                const int distance = std::abs(across[i] - 5);
                if (dark > threshold && distance < 5)
                    covered += std::min(84, dark - threshold + 24) * (5 - distance) / 4;
            }
            if (dark > 200)
                covered += (dark - 200) * 4;
            covered = std::clamp(covered + covered * grain.at(x, y) / 110, 0, 256);
            const QRgb ink = colored
                ? qRgb(qRed(color) * 5 / 9, qGreen(color) * 5 / 9, qBlue(color) * 5 / 9)
                : qRgb(40, 38, 48);
            const auto laid = [covered](int paper, int pen) {
                return paper + (pen - paper) * covered / 256;
            };
            line[x] = qRgb(laid(paperRed, qRed(ink)), laid(paperGreen, qGreen(ink)),
                           laid(paperBlue, qBlue(ink)));
        }
    }
    return result;
}

} // namespace peregrine::studio
