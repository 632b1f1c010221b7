#include "core/localserver/emulation/picturetasks.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <random>

namespace peregrine::localserver::picturetasks {

namespace {

QImage gray(const QImage &picture)
{
    return picture.convertToFormat(QImage::Format_Grayscale8);
}

/// Softened by going through a smaller picture: quick at any size.
QImage blurred(const QImage &picture, int times)
{
    const QSize small(std::max(2, picture.width() / times), std::max(2, picture.height() / times));
    return picture.scaled(small, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .scaled(picture.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

/// Unsharp masking: what blurring took away is added again.
QImage sharpened(const QImage &picture, double amount)
{
    QImage result = picture.convertToFormat(QImage::Format_ARGB32);
    const QImage soft = blurred(result, 2).convertToFormat(QImage::Format_ARGB32);
    const auto channel = [amount](int sharp, int smooth) {
        return std::clamp(sharp + static_cast<int>((sharp - smooth) * amount), 0, 255);
    };
    for (int y = 0; y < result.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(result.scanLine(y));
        const auto *low = reinterpret_cast<const QRgb *>(soft.constScanLine(y));
        for (int x = 0; x < result.width(); ++x) {
            line[x] = qRgba(channel(qRed(line[x]), qRed(low[x])),
                            channel(qGreen(line[x]), qGreen(low[x])),
                            channel(qBlue(line[x]), qBlue(low[x])), qAlpha(line[x]));
        }
    }
    return result;
}

int distance(QRgb a, QRgb b)
{
    return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b))
        + std::abs(qBlue(a) - qBlue(b));
}

} // namespace

QImage scaled(const QImage &picture, QSize size)
{
    return sharpened(picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation), 0.5);
}

QImage restored(const QImage &picture)
{
    return sharpened(picture, 0.8);
}

QImage subjectMask(const QImage &picture)
{
    // Measured on a small copy: a mask needs no fine detail, and takes no longer for large
    // pictures.
    constexpr int side = 160;
    const QImage small = picture.convertToFormat(QImage::Format_RGB32)
                             .scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    QImage mask(small.size(), QImage::Format_Grayscale8);
    const int width = small.width();
    const int height = small.height();
    const QPointF middle(width * 0.5, height * 0.55);
    for (int y = 0; y < height; ++y) {
        uchar *line = mask.scanLine(y);
        for (int x = 0; x < width; ++x) {
            const QRgb here = small.pixel(x, y);
            const int apart = std::min({distance(here, small.pixel(0, y)),
                                        distance(here, small.pixel(width - 1, y)),
                                        distance(here, small.pixel(x, 0))});
            // Subjects stand in the middle more often than not.
            const double off = std::hypot((x - middle.x()) / width, (y - middle.y()) / height);
            const double weight = apart / 90.0 + 0.9 - 2.0 * off;
            line[x] = static_cast<uchar>(std::clamp((weight - 0.35) * 400.0, 0.0, 255.0));
        }
    }
    return blurred(mask, 3)
        .scaled(picture.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .convertToFormat(QImage::Format_Grayscale8);
}

QImage cutOut(const QImage &picture, const QImage &mask)
{
    QImage result = picture.convertToFormat(QImage::Format_ARGB32);
    QImage alpha = mask.size() == result.size() ? mask : mask.scaled(result.size());
    result.setAlphaChannel(gray(alpha));
    return result;
}

QImage depth(const QImage &picture)
{
    QImage light = gray(blurred(picture.convertToFormat(QImage::Format_RGB32), 24));
    const QImage near = subjectMask(picture);
    for (int y = 0; y < light.height(); ++y) {
        uchar *line = light.scanLine(y);
        const uchar *subject = near.constScanLine(y);
        const double ground = 255.0 * y / std::max(1, light.height() - 1);
        for (int x = 0; x < light.width(); ++x) {
            line[x] = static_cast<uchar>(
                std::clamp(0.5 * ground + 0.35 * subject[x] + 0.15 * line[x], 0.0, 255.0));
        }
    }
    return light;
}

QImage normals(const QImage &picture)
{
    const QImage height = depth(picture);
    QImage result(height.size(), QImage::Format_RGB32);
    for (int y = 0; y < result.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(result.scanLine(y));
        const uchar *here = height.constScanLine(y);
        const uchar *above = height.constScanLine(std::max(0, y - 1));
        for (int x = 0; x < result.width(); ++x) {
            const double dx = (here[x] - here[std::max(0, x - 1)]) / 12.0;
            const double dy = (here[x] - above[x]) / 12.0;
            const double length = std::sqrt(dx * dx + dy * dy + 1.0);
            const auto channel = [length](double part) {
                return std::clamp(static_cast<int>((part / length * 0.5 + 0.5) * 255.0), 0, 255);
            };
            line[x] = qRgb(channel(-dx), channel(-dy), channel(1.0));
        }
    }
    return result;
}

QImage edges(const QImage &picture)
{
    const QImage light = gray(picture);
    QImage result(light.size(), QImage::Format_Grayscale8);
    const int right = light.width() - 1;
    const int bottom = light.height() - 1;
    for (int y = 0; y <= bottom; ++y) {
        const uchar *above = light.constScanLine(std::max(0, y - 1));
        const uchar *here = light.constScanLine(y);
        const uchar *below = light.constScanLine(std::min(bottom, y + 1));
        uchar *line = result.scanLine(y);
        for (int x = 0; x <= right; ++x) {
            const int l = std::max(0, x - 1);
            const int r = std::min(right, x + 1);
            // Sobel's two directions.
            const int across =
                above[r] + 2 * here[r] + below[r] - above[l] - 2 * here[l] - below[l];
            const int down =
                below[l] + 2 * below[x] + below[r] - above[l] - 2 * above[x] - above[r];
            line[x] = std::abs(across) + std::abs(down) > 110 ? 255 : 0;
        }
    }
    return result;
}

QImage pose(QSize size, quint64 seed)
{
    struct Bone
    {
        int from;
        int to;
    };
    // Head, neck, shoulders, elbows, hands, hips, knees, feet; shares of the figure's box.
    static constexpr std::array<std::array<double, 2>, 14> joints{{{0.50, 0.08},
                                                                   {0.50, 0.22},
                                                                   {0.34, 0.24},
                                                                   {0.24, 0.42},
                                                                   {0.20, 0.58},
                                                                   {0.66, 0.24},
                                                                   {0.76, 0.42},
                                                                   {0.80, 0.58},
                                                                   {0.40, 0.54},
                                                                   {0.38, 0.76},
                                                                   {0.36, 0.96},
                                                                   {0.60, 0.54},
                                                                   {0.62, 0.76},
                                                                   {0.64, 0.96}}};
    static constexpr std::array<Bone, 13> bones{{{0, 1},
                                                 {1, 2},
                                                 {2, 3},
                                                 {3, 4},
                                                 {1, 5},
                                                 {5, 6},
                                                 {6, 7},
                                                 {1, 8},
                                                 {8, 9},
                                                 {9, 10},
                                                 {1, 11},
                                                 {11, 12},
                                                 {12, 13}}};
    std::mt19937_64 random(seed);
    QImage result(size, QImage::Format_RGB32);
    result.fill(Qt::black);
    const double unit = std::min(size.width(), size.height());
    const QPointF corner((size.width() - unit * 0.6) * 0.5, (size.height() - unit * 0.9) * 0.5);
    std::array<QPointF, joints.size()> places;
    for (std::size_t i = 0; i < joints.size(); ++i) {
        const double sway = (static_cast<double>(random() % 1000) / 1000.0 - 0.5) * 0.06;
        places[i] = corner + QPointF((joints[i][0] + sway) * unit * 0.6, joints[i][1] * unit * 0.9);
    }
    QPainter painter(&result);
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < bones.size(); ++i) {
        const int hue = static_cast<int>(i * 27);
        painter.setPen(
            QPen(QColor::fromHsv(hue, 230, 230), unit * 0.015, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(places[static_cast<std::size_t>(bones[i].from)],
                         places[static_cast<std::size_t>(bones[i].to)]);
    }
    painter.setPen(Qt::NoPen);
    for (const QPointF &place : places) {
        painter.setBrush(QColor(250, 250, 250));
        painter.drawEllipse(place, unit * 0.012, unit * 0.012);
    }
    return result;
}

QImage regionMask(QSize size, const QRect &region)
{
    QImage result(size, QImage::Format_RGB32);
    result.fill(Qt::black);
    QPainter painter(&result);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    painter.drawEllipse(region);
    return result;
}

QRect region(QSize size, int index, quint64 seed)
{
    std::mt19937_64 random(seed * 31 + static_cast<quint64>(index));
    const auto share = [&random](double from, double to) {
        return from + (to - from) * static_cast<double>(random() % 10'000) / 10'000.0;
    };
    const double width = share(0.2, 0.45);
    const double height = share(0.25, 0.5);
    const double x = share(0.05, 0.95 - width);
    const double y = share(0.05, 0.95 - height);
    return QRectF(x * size.width(), y * size.height(), width * size.width(), height * size.height())
        .toRect();
}

QImage within(const QImage &source, const QImage &painted, const QImage &mask)
{
    QImage result = source.scaled(painted.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                        .convertToFormat(QImage::Format_ARGB32_Premultiplied);
    const QImage alpha =
        mask.scaled(painted.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QPainter(&result).drawImage(0, 0, cutOut(painted, alpha));
    return result.convertToFormat(QImage::Format_RGB32);
}

} // namespace peregrine::localserver::picturetasks
