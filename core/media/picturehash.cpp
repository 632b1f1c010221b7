#include "core/media/picturehash.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>

namespace peregrine {

namespace {

constexpr int side = 32;
constexpr int kept = 8;
/// Of 255, how far gray values spread in a picture that shows something.
constexpr double leastSpread = 2.0;
/// Large pictures are made small in two steps: bilinear scaling looks at few pixels only.
constexpr int middleSide = 256;

using Grays = std::array<double, size_t(side) * side>;
using Waves = std::array<std::array<double, side>, kept>;

QImage onWhite(const QImage &image)
{
    if (!image.hasAlphaChannel())
        return image;
    QImage flat(image.size(), QImage::Format_RGB32);
    flat.fill(Qt::white);
    QPainter painter(&flat);
    painter.drawImage(0, 0, image);
    return flat;
}

Grays graysOf(const QImage &image)
{
    const QImage small = image.scaled(side, side, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                             .convertToFormat(QImage::Format_Grayscale8);
    Grays grays{};
    for (int y = 0; y < side; ++y) {
        const uchar *line = small.constScanLine(y);
        for (int x = 0; x < side; ++x)
            grays[size_t(y * side + x)] = line[x];
    }
    return grays;
}

double spreadOf(const Grays &grays)
{
    double sum = 0;
    double squares = 0;
    for (const double gray : grays) {
        sum += gray;
        squares += gray * gray;
    }
    const double mean = sum / double(grays.size());
    return std::sqrt(std::max(0.0, squares / double(grays.size()) - mean * mean));
}

const Waves &waves()
{
    static const Waves table = [] {
        Waves made{};
        for (int u = 0; u < kept; ++u) {
            for (int x = 0; x < side; ++x)
                made[size_t(u)][size_t(x)] =
                    std::cos((2 * x + 1) * u * std::numbers::pi / (2 * side));
        }
        return made;
    }();
    return table;
}

quint64 hashOf(const Grays &grays)
{
    std::array<std::array<double, side>, kept> rows{};
    for (size_t u = 0; u < kept; ++u) {
        for (size_t y = 0; y < side; ++y) {
            for (size_t x = 0; x < side; ++x)
                rows[u][y] += grays[y * side + x] * waves()[u][x];
        }
    }
    std::array<double, size_t(kept) * kept> strengths{};
    for (size_t u = 0; u < kept; ++u) {
        for (size_t v = 0; v < kept; ++v) {
            for (size_t y = 0; y < side; ++y)
                strengths[v * kept + u] += rows[u][y] * waves()[v][y];
        }
    }
    // The first is the mean brightness, which says nothing about what is seen.
    std::array<double, size_t(kept) * kept - 1> sorted{};
    std::copy(strengths.begin() + 1, strengths.end(), sorted.begin());
    std::nth_element(sorted.begin(), sorted.begin() + sorted.size() / 2, sorted.end());
    const double median = sorted[sorted.size() / 2];
    quint64 bits = 0;
    for (size_t i = 1; i < strengths.size(); ++i) {
        if (strengths[i] > median)
            bits |= quint64(1) << i;
    }
    return bits;
}

} // namespace

std::optional<PictureHash> pictureHash(const QImage &image)
{
    if (image.isNull())
        return std::nullopt;
    QImage picture = image;
    if (std::max(image.width(), image.height()) > middleSide)
        picture =
            image.scaled(middleSide, middleSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    picture = onWhite(picture);
    const Grays whole = graysOf(picture);
    if (spreadOf(whole) < leastSpread)
        return std::nullopt;
    const int left = picture.width() / 10;
    const int top = picture.height() / 10;
    const QImage middle =
        picture.copy(left, top, picture.width() - 2 * left, picture.height() - 2 * top);
    return PictureHash{hashOf(whole), hashOf(graysOf(middle))};
}

int hashDistance(const PictureHash &a, const PictureHash &b)
{
    const auto differing = [](quint64 one, quint64 other) { return std::popcount(one ^ other); };
    return std::min(
        {differing(a.whole, b.whole), differing(a.whole, b.center), differing(a.center, b.whole)});
}

} // namespace peregrine
