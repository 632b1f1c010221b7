#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/styles/field.h"
#include "core/localserver/studio/styles/styles.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace peregrine::studio {

QImage makePixelArt(const QImage &picture, const Scene &scene)
{
    const double cell = std::max(2.0, std::round(scene.unit / 128.0));
    const QSize grid(std::max(8, qRound(picture.width() / cell)),
                     std::max(8, qRound(picture.height() / cell)));
    QImage small = picture.scaled(grid, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                       .convertToFormat(QImage::Format_RGB32);
    // A palette of its own for each picture: a few rounds of k-means from spread-out beginnings.
    constexpr size_t inks = 28;
    std::vector<Lab> pixels;
    for (int y = 0; y < grid.height(); ++y)
        for (int x = 0; x < grid.width(); ++x)
            pixels.push_back(Lab::of(small.pixel(x, y)));
    Random random = scene.random.fork(u"pixels");
    std::vector<Lab> palette{pixels[pixels.size() / 2]};
    while (palette.size() < inks) {
        Lab farthest = pixels.front();
        float best = -1.0F;
        for (int attempt = 0; attempt < 160; ++attempt) {
            const Lab &candidate = pixels[static_cast<size_t>(random.next() % pixels.size())];
            float nearest = 9.0F;
            for (const Lab &ink : palette)
                nearest = std::min(nearest, ink.distanceTo(candidate));
            if (nearest > best) {
                best = nearest;
                farthest = candidate;
            }
        }
        palette.push_back(farthest);
    }
    const auto nearest = [&](const Lab &color) {
        size_t best = 0;
        for (size_t i = 1; i < palette.size(); ++i) {
            if (palette[i].distanceTo(color) < palette[best].distanceTo(color))
                best = i;
        }
        return best;
    };
    for (int round = 0; round < 4; ++round) {
        std::vector<Lab> sums(inks);
        std::vector<float> counts(inks, 0.0F);
        for (size_t i = 0; i < pixels.size(); i += 3) {
            const size_t ink = nearest(pixels[i]);
            sums[ink].lightness += pixels[i].lightness;
            sums[ink].a += pixels[i].a;
            sums[ink].b += pixels[i].b;
            counts[ink] += 1.0F;
        }
        for (size_t i = 0; i < inks; ++i) {
            if (counts[i] > 0)
                palette[i] = {sums[i].lightness / counts[i], sums[i].a / counts[i] * 1.06F,
                              sums[i].b / counts[i] * 1.06F};
        }
    }
    static const float bayer[4][4] = {{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}};
    for (int y = 0; y < grid.height(); ++y) {
        for (int x = 0; x < grid.width(); ++x) {
            Lab color = pixels[static_cast<size_t>(y) * static_cast<size_t>(grid.width())
                               + static_cast<size_t>(x)];
            color.lightness += (bayer[y % 4][x % 4] / 15.0F - 0.5F) * 0.05F;
            small.setPixel(x, y, palette[nearest(color)].rgb());
        }
    }
    return small.scaled(picture.size(), Qt::IgnoreAspectRatio, Qt::FastTransformation);
}

QImage makeLowPoly(const QImage &picture, const Scene &scene)
{
    const QImage source = picture.convertToFormat(QImage::Format_RGB32);
    Field luma = Field::luma(source);
    luma.blur(std::max(1, qRound(scene.unit * 0.003)));
    const double cell = scene.unit / std::lerp(30.0, 52.0, scene.detail);
    const int columns = std::max(2, static_cast<int>(std::ceil(source.width() / cell)));
    const int rows = std::max(2, static_cast<int>(std::ceil(source.height() / cell)));
    Random random = scene.random.fork(u"poly");
    std::vector<QPointF> corners;
    for (int row = 0; row <= rows; ++row) {
        for (int column = 0; column <= columns; ++column) {
            QPointF best(source.width() * static_cast<double>(column) / columns,
                         source.height() * static_cast<double>(row) / rows);
            const QPointF home = best;
            // Corners move to the strongest edge nearby, so that facets follow the shapes.
            float strongest = -1.0F;
            for (int attempt = 0; attempt < 14; ++attempt) {
                const QPointF at(home.x() + random.between(-0.46, 0.46) * cell,
                                 home.y() + random.between(-0.46, 0.46) * cell);
                const int x = static_cast<int>(at.x());
                const int y = static_cast<int>(at.y());
                const float edge = std::hypot(luma.slopeX(x, y), luma.slopeY(x, y));
                if (edge > strongest) {
                    strongest = edge;
                    best = at;
                }
            }
            if (column == 0 || column == columns)
                best.setX(home.x());
            if (row == 0 || row == rows)
                best.setY(home.y());
            corners.push_back(best);
        }
    }
    QImage result = source;
    QPainter painter(&result);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto corner = [&](int column, int row) {
        return corners[static_cast<size_t>(row * (columns + 1) + column)];
    };
    const auto sample = [&](QPointF at) {
        return Lab::of(source.pixel(std::clamp(static_cast<int>(at.x()), 0, source.width() - 1),
                                    std::clamp(static_cast<int>(at.y()), 0, source.height() - 1)));
    };
    const auto facet = [&](QPointF a, QPointF b, QPointF c) {
        Lab sum;
        constexpr int samples = 9;
        for (int i = 0; i < samples; ++i) {
            double s = random.uniform();
            double t = random.uniform();
            if (s + t > 1.0) {
                s = 1.0 - s;
                t = 1.0 - t;
            }
            const Lab lab = sample(a + (b - a) * s + (c - a) * t);
            sum.lightness += lab.lightness / samples;
            sum.a += lab.a / samples;
            sum.b += lab.b / samples;
        }
        sum.lightness += static_cast<float>(random.normal() * 0.014);
        const QColor color = sum.color();
        painter.setPen(QPen(color, 0.8));
        painter.setBrush(color);
        const QPointF points[] = {a, b, c};
        painter.drawPolygon(points, 3);
    };
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            const QPointF a = corner(column, row);
            const QPointF b = corner(column + 1, row);
            const QPointF c = corner(column + 1, row + 1);
            const QPointF d = corner(column, row + 1);
            if (sample(a).distanceTo(sample(c)) < sample(b).distanceTo(sample(d))) {
                facet(a, b, c);
                facet(a, c, d);
            } else {
                facet(a, b, d);
                facet(b, c, d);
            }
        }
    }
    return result;
}

} // namespace peregrine::studio
