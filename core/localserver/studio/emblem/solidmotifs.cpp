#include "core/localserver/studio/emblem/motifs.h"
#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/pen.h"

#include <QVector3D>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace peregrine::studio {

namespace {

constexpr double pi = std::numbers::pi;

struct Facet
{
    std::array<QVector3D, 4> corners;

    [[nodiscard]] QVector3D normal() const
    {
        return QVector3D::crossProduct(corners[2] - corners[0], corners[3] - corners[1])
            .normalized();
    }
    [[nodiscard]] float depth() const
    {
        return corners[0].z() + corners[1].z() + corners[2].z() + corners[3].z();
    }
};

/// Turned towards the eye: a little from above.
QVector3D turned(double x, double y, double z, double yaw)
{
    constexpr double pitch = 0.42;
    const double across = x * std::cos(yaw) + z * std::sin(yaw);
    const double along = z * std::cos(yaw) - x * std::sin(yaw);
    return {static_cast<float>(across),
            static_cast<float>(y * std::cos(pitch) - along * std::sin(pitch)),
            static_cast<float>(y * std::sin(pitch) + along * std::cos(pitch))};
}

/// A closed line turned around an axis: a ring, or a turned body as of a vase.
std::vector<Facet> turnedBody(Random random)
{
    const bool ring = random.chance(0.35);
    const int around = random.integer(11, 17);
    const int along = ring ? random.integer(7, 10) : random.integer(8, 11);
    const double yaw = random.between(0, 2);
    std::vector<std::pair<double, double>> profile; // distance from the axis, height
    if (ring) {
        const double thick = random.between(0.34, 0.44);
        for (int i = 0; i <= along; ++i) {
            const double angle = 2 * pi * i / along;
            profile.emplace_back(0.92 + thick * std::cos(angle), thick * std::sin(angle));
        }
    } else {
        const double waist = random.between(1.2, 2.6);
        const double phase = random.between(0, 2 * pi);
        for (int i = 0; i <= along; ++i) {
            const double share = static_cast<double>(i) / along;
            const double body = 0.66 + 0.3 * std::sin(phase + waist * pi * share);
            const double closed = i == 0 || i == along ? 0.0 : 1.0;
            profile.emplace_back(body * closed, 1.15 - 2.3 * share);
        }
    }
    const auto corner = [&](int step, int row) {
        const double angle = 2 * pi * step / around;
        const auto &[distance, height] = profile.at(static_cast<std::size_t>(row));
        return turned(distance * std::cos(angle), height, distance * std::sin(angle), yaw);
    };
    std::vector<Facet> facets;
    for (int row = 0; row < along; ++row) {
        for (int step = 0; step < around; ++step) {
            facets.push_back({{corner(step, row), corner(step + 1, row), corner(step + 1, row + 1),
                               corner(step, row + 1)}});
        }
    }
    std::sort(facets.begin(), facets.end(),
              [](const Facet &a, const Facet &b) { return a.depth() < b.depth(); });
    return facets;
}

/// A block of cubes that stand on each other.
std::vector<Facet> cubes(Random random)
{
    std::vector<Facet> facets;
    const double yaw = random.between(0.55, 1.0);
    constexpr int side = 3;
    constexpr double edge = 0.62;
    for (int column = 0; column < side; ++column) {
        for (int row = 0; row < side; ++row) {
            const int tall = random.integer(1, 3);
            for (int level = 0; level < tall; ++level) {
                const double x = (column - 1.5) * edge;
                const double z = (row - 1.5) * edge;
                const double y = -1.0 + level * edge;
                const auto at = [&](int dx, int dy, int dz) {
                    return turned(x + dx * edge, y + dy * edge, z + dz * edge, yaw);
                };
                facets.push_back({{at(0, 1, 0), at(0, 1, 1), at(1, 1, 1), at(1, 1, 0)}});
                facets.push_back({{at(0, 0, 1), at(1, 0, 1), at(1, 1, 1), at(0, 1, 1)}});
                facets.push_back({{at(1, 0, 1), at(1, 0, 0), at(1, 1, 0), at(1, 1, 1)}});
                facets.push_back({{at(0, 0, 0), at(0, 0, 1), at(0, 1, 1), at(0, 1, 0)}});
                facets.push_back({{at(1, 0, 0), at(0, 0, 0), at(0, 1, 0), at(1, 1, 0)}});
            }
        }
    }
    std::sort(facets.begin(), facets.end(),
              [](const Facet &a, const Facet &b) { return a.depth() < b.depth(); });
    return facets;
}

QPainterPath outline(const Facet &facet, QPointF centre, double scale)
{
    QPolygonF polygon;
    for (const QVector3D &corner : facet.corners) {
        polygon.append(centre
                       + QPointF(static_cast<double>(corner.x()), -static_cast<double>(corner.y()))
                           * scale);
    }
    QPainterPath path;
    path.addPolygon(polygon);
    path.closeSubpath();
    return path;
}

void shaded(EmblemSheet &sheet, const std::vector<Facet> &facets, QPointF centre, double scale)
{
    const QVector3D light = QVector3D(-0.5F, 0.75F, 0.62F).normalized();
    for (const Facet &facet : facets) {
        QVector3D normal = facet.normal();
        if (normal.z() < 0)
            normal = -normal;
        const double bright = std::clamp(
            0.5 + 0.5 * static_cast<double>(QVector3D::dotProduct(normal, light)), 0.0, 1.0);
        const QColor color = bright > 0.6
            ? mix(sheet.colors().accent, sheet.colors().glow, (bright - 0.6) * 1.9)
            : mix(sheet.colors().layers.at(4), sheet.colors().accent, bright / 0.6);
        const QPainterPath path = outline(facet, centre, scale);
        sheet.fill(path, color);
        // Closes the hairline between neighbours.
        sheet.line(path, color, 1.0);
    }
}

void wired(EmblemSheet &sheet, const std::vector<Facet> &facets, QPointF centre, double scale)
{
    for (const Facet &facet : facets)
        sheet.line(outline(facet, centre, scale), withOpacity(sheet.colors().paper, 0.62), 2.4);
}

} // namespace

void drawSolidMotif(EmblemSheet &sheet, EmblemTask task)
{
    const EmblemColors &colors = sheet.colors();
    Random &random = sheet.random();
    // Lines and light both need a dark ground.
    sheet.ground();
    sheet.painter().fillRect(EmblemSheet::whole(),
                             withOpacity(saturate(colors.layers.at(3), 0.7), 0.78));
    const std::vector<Facet> facets = random.chance(0.3) ? cubes(random) : turnedBody(random);
    const bool two = task == EmblemTask::SolidEdit;
    const double scale = two ? 104 : 142;
    const QPointF middle(EmblemSheet::width / 2, EmblemSheet::height / 2);
    const QPointF left = two ? middle - QPointF(154, 0) : middle;
    const QPointF right = two ? middle + QPointF(154, 0) : middle;
    for (const QPointF &centre : {left, right}) {
        sheet.fill(ellipse(centre.x(), centre.y() + 1.16 * scale, 1.1 * scale, 0.26 * scale),
                   withOpacity(colors.ink, 0.28));
    }
    if (task == EmblemTask::Solid)
        return shaded(sheet, facets, middle, scale);
    sheet.painter().save();
    if (!two)
        sheet.painter().setClipRect(QRectF(0, 0, middle.x(), EmblemSheet::height));
    wired(sheet, facets, left, scale);
    sheet.painter().restore();
    sheet.painter().save();
    if (!two)
        sheet.painter().setClipRect(QRectF(middle.x(), 0, middle.x(), EmblemSheet::height));
    shaded(sheet, facets, right, scale);
    sheet.painter().restore();
}

} // namespace peregrine::studio
