#include "core/localserver/studio/backdrops/backdrops.h"
#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/pen.h"

#include <algorithm>
#include <cmath>

namespace peregrine::studio {

namespace {

struct Layer
{
    double ground; // where its trees stand, pixels
    double trunk; // thickness, pixels
    double haze; // 1 far
    int trees;
    int leaves; // a cluster
    double leaf; // pixels
};

void drawTrunk(QPainter &painter, const Scene &scene, QPointF foot, double thick, double top,
               double haze, Random &random, bool bare)
{
    const Palette &palette = scene.palette;
    const double height = foot.y() - top;
    const double lean = random.normal() * thick * 0.7;
    const std::vector<QPointF> line{
        foot + QPointF(0, thick * 0.4),
        foot + QPointF(lean * 0.3 + random.normal() * thick * 0.12, -height * 0.3),
        foot + QPointF(lean * 0.6 + random.normal() * thick * 0.2, -height * 0.65),
        foot + QPointF(lean, -height)};
    const QColor bark = mix(palette.trunk, palette.skyLow, haze);
    const double sunward = scene.sun.x() > foot.x() ? 1.0 : -1.0;
    QLinearGradient round(foot.x() - sunward * thick * 0.6, 0, foot.x() + sunward * thick * 0.6, 0);
    round.setColorAt(0, mix(bark, palette.near, 0.4 * (1.0 - haze)));
    round.setColorAt(0.6, bark);
    round.setColorAt(0.88, mix(bark, palette.glow, 0.42 * (1.0 - 0.5 * haze)));
    round.setColorAt(1, mix(bark, palette.glow, 0.2));
    QPainterPath trunk = limb(line, thick * 1.25, thick * 0.5);
    trunk.setFillRule(Qt::WindingFill);
    painter.fillPath(trunk, round);
    // Roots spread where it meets the ground.
    painter.fillPath(
        smooth({foot + QPointF(-thick * 1.1, thick * 0.5),
                foot + QPointF(-thick * 0.5, -thick * 0.35),
                foot + QPointF(thick * 0.5, -thick * 0.35),
                foot + QPointF(thick * 1.1, thick * 0.5), foot + QPointF(0, thick * 0.62)}),
        round);
    const int branches = bare ? 7 : 4;
    for (int i = 0; i < branches; ++i) {
        const double t = random.between(0.4, 0.95);
        const double side = random.chance(0.5) ? 1.0 : -1.0;
        const QPointF from = foot + QPointF(lean * t, -height * t);
        const double length = height * random.between(0.12, 0.26);
        painter.fillPath(limb({from, from + QPointF(side * length * 0.5, -length * 0.25),
                               from + QPointF(side * length, -length * random.between(0.45, 0.9))},
                              thick * 0.32, thick * 0.08),
                         bark);
    }
    if (thick < scene.unit * 0.02 || scene.flat)
        return;
    painter.save();
    painter.setClipPath(trunk);
    for (int i = 0; i < scene.many(60); ++i) {
        const double y = foot.y() - height * random.uniform();
        const double x =
            foot.x() + random.between(-0.6, 0.6) * thick + lean * (foot.y() - y) / height;
        const double sunny = std::clamp(0.5 + sunward * (x - foot.x()) / thick, 0.0, 1.0);
        const QColor tone =
            mix(mix(bark, palette.near, 0.6), palette.glow, sunny * random.between(0.0, 0.35));
        painter.setBrush(withOpacity(tone, 0.5));
        painter.drawEllipse(QPointF(x, y), thick * 0.035, thick * random.between(0.15, 0.4));
    }
    painter.restore();
}

void drawLayer(QPainter &painter, const Scene &scene, const Layer &layer, Random &random,
               double clear)
{
    const double width = scene.size.width();
    const bool bare = scene.words.season == Season::Winter;
    std::vector<QPointF> feet;
    for (int i = 0; i < layer.trees; ++i) {
        double x = (i + 0.5 + random.between(-0.42, 0.42)) / layer.trees * width;
        // A clearing around the subject and the sun, wider the nearer the trees.
        const double middle =
            scene.subjects.isEmpty() ? width * 0.5 : scene.subjects.last().foot.x();
        if (std::fabs(x - middle) < clear * scene.unit)
            x = middle + (x < middle ? -1.0 : 1.0) * clear * scene.unit * random.between(1.0, 1.5);
        feet.emplace_back(x, layer.ground + random.normal() * scene.unit * 0.012);
    }
    for (const QPointF &foot : feet) {
        const double top = random.between(-0.25, 0.08) * scene.size.height();
        drawTrunk(painter, scene, foot, layer.trunk * random.between(0.6, 1.3), top, layer.haze,
                  random, bare);
    }
    if (bare)
        return;
    for (const QPointF &foot : feet) {
        const int clusters = 5;
        for (int i = 0; i < clusters; ++i) {
            const double spread = scene.unit * (0.08 + 0.1 * (1.0 - layer.haze));
            const QPointF at(foot.x() + random.normal() * spread,
                             scene.size.height()
                                 * (random.between(-0.02, 0.27) + 0.12 * layer.haze));
            drawLeaves(painter, scene, at, spread * random.between(0.6, 1.15),
                       scene.many(layer.leaves), layer.leaf, layer.haze, random);
        }
    }
}

void drawForestFloor(QPainter &painter, const Scene &scene, double top, Random random)
{
    const Palette &palette = scene.palette;
    const double height = scene.size.height();
    const int leaves = scene.flat ? scene.many(300) : scene.many(2600);
    for (int i = 0; i < leaves; ++i) {
        const double t = std::pow(static_cast<double>(i) / leaves, 0.8);
        const double y = std::lerp(top, height, t) + random.normal() * 3;
        const double x = random.between(-0.02, 1.02) * scene.size.width();
        const double size = scene.unit * (0.0022 + 0.0085 * t) * random.between(0.5, 1.4);
        const double sunny = std::exp(-std::pow((x - scene.sun.x()) / (scene.unit * 0.34), 2.0));
        QColor color = palette.foliage[static_cast<size_t>(random.integer(0, 4))];
        color = mix(color, palette.groundDark,
                    std::clamp(0.18 + 0.45 * t - 0.4 * sunny + random.normal() * 0.15, 0.0, 0.85));
        color = mix(color, palette.glow, sunny * 0.35 * (1.0 - t));
        color = mix(color, palette.skyLow, (1.0 - t) * (0.25 + 0.5 * palette.haze));
        painter.setBrush(withOpacity(color, 0.85));
        painter.save();
        painter.translate(x, y);
        painter.rotate(random.between(-40, 40));
        painter.drawEllipse(QPointF(0, 0), size * 1.5, size * 0.6);
        painter.restore();
    }
}

} // namespace

void drawForest(Planes &planes, const Scene &scene, const DrawSubjects &subjects, StepMeter &meter)
{
    const Palette &palette = scene.palette;
    const double h = scene.size.height();
    const double u = scene.unit;
    Random random = scene.random.fork(u"forest");
    drawSky(planes, scene, scene.horizon * 1.05);
    meter.reach(0.12);
    const int wide = qMax(2, qRound(4.0 * scene.size.width() / u));
    const double fog = scene.words.avoidedWeathers.contains(Weather::Fog) ? 0.0 : palette.haze;
    QPainter &farthest = planes.next(0.85);
    for (int i = 0; i < 3; ++i) {
        drawTreeline(farthest, scene, scene.horizon + u * 0.02 * i, u * (0.3 - 0.06 * i), random,
                     mix(mix(palette.far, palette.foliage[static_cast<size_t>(i) % 4], 0.45),
                         palette.skyLow, std::max(0.12, 0.42 + 0.45 * palette.haze - 0.17 * i)),
                     i == 1);
        drawMist(farthest, scene, scene.horizon - u * 0.3, scene.horizon + u * 0.08, fog * 0.6,
                 random);
    }
    drawGlow(farthest, scene.sun, u * 0.55, palette.glow, 0.55 * palette.light + 0.15);
    drawGround(farthest, scene, scene.horizon, random.fork(u"ground"));
    meter.reach(0.25);
    const Layer layers[] = {
        {scene.horizon + 0.015 * h, u * 0.012, 0.3 + 0.55 * palette.haze, wide * 5, 40, u * 0.006},
        {scene.horizon + 0.055 * h, u * 0.022, 0.16 + 0.42 * palette.haze, wide * 3, 60, u * 0.008},
        {scene.horizon + 0.12 * h, u * 0.038, 0.05 + 0.28 * palette.haze, wide * 3 / 2, 90,
         u * 0.0105},
    };
    for (int i = 0; i < 3; ++i) {
        if (meter.stopped())
            return;
        QPainter &painter = planes.next(0.7 - 0.17 * i, Motion::Sway);
        drawLayer(painter, scene, layers[i], random, 0.05 + 0.08 * i);
        drawMist(painter, scene, scene.horizon - u * (0.3 - 0.05 * i),
                 layers[i].ground + u * (0.06 + 0.05 * i), fog * (0.95 - 0.2 * i), random);
        drawGlow(painter, scene.sun, u * (0.5 - 0.06 * i), palette.glow,
                 (0.34 - 0.07 * i) * (0.3 + 0.7 * palette.light));
        meter.reach(0.25 + 0.14 * (i + 1));
    }
    QPainter &floor = planes.next(0.25);
    drawForestFloor(floor, scene, scene.horizon + 0.03 * h, random.fork(u"floor"));
    if (palette.light > 0.3)
        drawRays(floor, scene, random.fork(u"rays"));
    meter.reach(0.75);
    subjects(planes);
    if (meter.stopped())
        return;
    QPainter &front = planes.next(0.03, Motion::Sway);
    drawGrasses(front, scene, h * 0.97, h * 1.03, scene.many(wide * 50), u * 0.1, random);
    const double first =
        scene.subjects.isEmpty() ? 0.5 : scene.subjects.last().foot.x() / scene.size.width();
    const double edge = first > 0.5 ? 0.035 : 0.965;
    drawTrunk(front, scene, {edge * scene.size.width(), h * 1.02}, u * 0.11, -0.1 * h, 0.0, random,
              scene.words.season == Season::Winter);
    if (scene.words.season != Season::Winter) {
        for (int i = 0; i < 7; ++i) {
            const double x = edge < 0.5 ? random.between(-0.02, 0.36) : random.between(0.64, 1.02);
            drawLeaves(front, scene, {x * scene.size.width(), random.between(-0.03, 0.1) * h},
                       u * random.between(0.07, 0.14), scene.many(110), u * 0.014, 0.0, random);
        }
    }
    meter.reach(1.0);
}

} // namespace peregrine::studio
