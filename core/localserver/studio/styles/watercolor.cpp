#include "core/localserver/studio/styles/field.h"
#include "core/localserver/studio/styles/styles.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace peregrine::studio {

namespace {

/// Each pixel takes the mean of the calmest of the four squares around it: areas flatten while
/// their borders stay (a Kuwahara filter, on running sums).
QImage flattened(const QImage &picture, int radius)
{
    const int width = picture.width();
    const int height = picture.height();
    const size_t stride = static_cast<size_t>(width) + 1;
    std::vector<double> sums[4];
    for (auto &sum : sums)
        sum.assign(stride * (static_cast<size_t>(height) + 1), 0.0);
    for (int y = 0; y < height; ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(picture.constScanLine(y));
        double row[4] = {};
        for (int x = 0; x < width; ++x) {
            const double parts[3] = {double(qRed(line[x])), double(qGreen(line[x])),
                                     double(qBlue(line[x]))};
            const double luma = 0.3 * parts[0] + 0.59 * parts[1] + 0.11 * parts[2];
            const double values[4] = {parts[0], parts[1], parts[2], luma * luma};
            for (size_t c = 0; c < 4; ++c) {
                row[c] += values[c];
                const size_t at = static_cast<size_t>(y + 1) * stride + static_cast<size_t>(x + 1);
                sums[c][at] = sums[c][at - stride] + row[c];
            }
        }
    }
    QImage result(picture.size(), QImage::Format_RGB32);
    for (int y = 0; y < height; ++y) {
        auto *line = reinterpret_cast<QRgb *>(result.scanLine(y));
        for (int x = 0; x < width; ++x) {
            double calmest = 1e18;
            for (int quadrant = 0; quadrant < 4; ++quadrant) {
                const int left = std::max(0, quadrant % 2 == 0 ? x - radius : x);
                const int right = std::min(width, (quadrant % 2 == 0 ? x : x + radius) + 1);
                const int top = std::max(0, quadrant / 2 == 0 ? y - radius : y);
                const int bottom = std::min(height, (quadrant / 2 == 0 ? y : y + radius) + 1);
                const double area = static_cast<double>(right - left) * (bottom - top);
                double mean[4];
                for (size_t c = 0; c < 4; ++c) {
                    const auto at = [&](int px, int py) {
                        return sums[c][static_cast<size_t>(py) * stride + static_cast<size_t>(px)];
                    };
                    mean[c] =
                        (at(right, bottom) - at(left, bottom) - at(right, top) + at(left, top))
                        / area;
                }
                const double luma = 0.3 * mean[0] + 0.59 * mean[1] + 0.11 * mean[2];
                const double spread = mean[3] - luma * luma;
                if (spread < calmest) {
                    calmest = spread;
                    line[x] = qRgb(static_cast<int>(mean[0]), static_cast<int>(mean[1]),
                                   static_cast<int>(mean[2]));
                }
            }
        }
    }
    return result;
}

} // namespace

QImage paintWatercolor(const QImage &picture, const Scene &scene)
{
    const QImage flat = flattened(picture.convertToFormat(QImage::Format_RGB32),
                                  std::max(2, qRound(scene.unit * 0.005)));
    const int width = flat.width();
    const int height = flat.height();
    const auto unit = static_cast<float>(scene.unit);
    Field luma = Field::luma(flat);
    Field wide = luma;
    wide.blur(std::max(2, qRound(scene.unit * 0.005)));
    Random random = scene.random.fork(u"paper");
    QImage result(flat.size(), QImage::Format_RGB32);
    for (int y = 0; y < height; ++y) {
        auto *line = reinterpret_cast<QRgb *>(result.scanLine(y));
        for (int x = 0; x < width; ++x) {
            const float u = static_cast<float>(x) / unit;
            const float v = static_cast<float>(y) / unit;
            // Wet edges wander; pigment gathers in pools, at borders and in the paper's hollows.
            const float wander = scene.noise.fractal(u * 16.0F, v * 16.0F, 2) * unit * 0.0055F;
            const int sx = std::clamp(x + static_cast<int>(wander), 0, width - 1);
            const int sy = std::clamp(y + static_cast<int>(wander * 0.7F), 0, height - 1);
            const QRgb color = flat.pixel(sx, sy);
            const float edge = std::clamp((wide.at(sx, sy) - luma.at(sx, sy)) * 1.6F, -0.1F, 0.22F);
            const float pool = scene.noise.fractal(u * 3.2F + 9.0F, v * 3.2F, 3);
            const float tooth = 0.06F * scene.noise.at(u * 130.0F, v * 130.0F)
                + 0.03F * (static_cast<float>(random.next() >> 40) / 16777216.0F - 0.5F);
            float density = 0.86F + 0.28F * pool + edge * 2.2F + tooth * 1.3F;
            const float rimX = static_cast<float>(std::min(x, width - 1 - x)) / unit;
            const float rimY = static_cast<float>(std::min(y, height - 1 - y)) / unit;
            const float border =
                std::min(rimX, rimY) - 0.028F - 0.022F * scene.noise.fractal(u * 7.0F, v * 7.0F, 4);
            const float inside = std::clamp(border * 110.0F, 0.0F, 1.0F);
            const float dried =
                std::clamp(1.0F - std::fabs(border - 0.006F) * 150.0F, 0.0F, 1.0F) * 0.22F;
            density = (density + dried) * inside;
            const float paperTone = 1.0F + tooth * 0.35F;
            const auto glaze = [&](int value, float paper) {
                const float ink = static_cast<float>(value) / 255.0F;
                const float shown =
                    paper * paperTone * std::pow(std::max(0.02F, ink * 0.96F + 0.05F), density);
                return std::clamp(static_cast<int>(shown * 255.0F), 0, 255);
            };
            line[x] = qRgb(glaze(qRed(color), 0.985F), glaze(qGreen(color), 0.97F),
                           glaze(qBlue(color), 0.935F));
        }
    }
    return result;
}

} // namespace peregrine::studio
