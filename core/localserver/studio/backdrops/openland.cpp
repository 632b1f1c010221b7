#include "core/localserver/studio/backdrops/backdrops.h"
#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/pen.h"

#include <cmath>

namespace peregrine::studio {

namespace {

void drawFlowers(QPainter &painter, const Scene &scene, double top, Random &random)
{
    const QColor tones[] = {scene.palette.accent, lighten(scene.palette.glow, 0.02),
                            turn(scene.palette.accent, 40), scene.palette.foliage[3]};
    const int count = scene.many(260);
    for (int i = 0; i < count; ++i) {
        const double t = std::pow(random.uniform(), 0.6);
        const double size = scene.unit * (0.0015 + 0.0075 * t);
        painter.setBrush(mix(tones[random.integer(0, 3)], scene.palette.groundDark,
                             (1.0 - scene.palette.light) * 0.4));
        painter.drawEllipse(
            QPointF(random.uniform() * scene.size.width(), std::lerp(top, scene.size.height(), t)),
            size, size * 0.75);
    }
}

void drawRoad(QPainter &painter, const Scene &scene, double top, Random random)
{
    const double w = scene.size.width();
    const double h = scene.size.height();
    const double far = w * 0.5 + random.between(-0.12, 0.12) * w;
    const double bend = random.between(-0.3, 0.3) * scene.unit;
    const auto edge = [&](double t, double side) {
        const double widthAt = scene.unit * (0.006 + 0.55 * std::pow(t, 1.7));
        return QPointF(std::lerp(far, w * 0.5, t) + bend * std::sin(t * 3.14159) + side * widthAt,
                       std::lerp(top, h + 4, t));
    };
    std::vector<QPointF> outline;
    for (int i = 0; i <= 16; ++i)
        outline.push_back(edge(i / 16.0, -1));
    for (int i = 16; i >= 0; --i)
        outline.push_back(edge(i / 16.0, 1));
    const QColor asphalt =
        mix(mix(scene.palette.near, QColor(0x6a, 0x66, 0x70), 0.55), scene.palette.skyMiddle, 0.2);
    QLinearGradient fill(0, top, 0, h);
    fill.setColorAt(0, mix(asphalt, scene.palette.skyLow, 0.55));
    fill.setColorAt(0.5, asphalt);
    fill.setColorAt(1, lighten(asphalt, -0.06));
    painter.fillPath(smooth(outline, 0.9), fill);
    for (int i = 0; i < 9; ++i) {
        const double a = std::pow((i + 0.2) / 9.0, 1.6);
        const double b = std::pow((i + 0.62) / 9.0, 1.6);
        const QPointF from = edge(a, 0);
        const QPointF to = edge(b, 0);
        painter.fillPath(limb({from, (from + to) * 0.5, to}, scene.unit * 0.02 * a + 1,
                              scene.unit * 0.02 * b + 1),
                         mix(scene.palette.glow, asphalt, 0.25));
    }
}

void drawVillage(QPainter &painter, const Scene &scene, Random &random)
{
    const double w = scene.size.width();
    const int houses = scene.many(14);
    for (int i = 0; i < houses; ++i) {
        const double t = static_cast<double>(i) / houses;
        const double size = scene.unit * (0.05 + 0.08 * t);
        const QPointF foot(random.uniform() * w, scene.horizon + scene.unit * (0.03 + 0.17 * t));
        const QColor wall =
            mix(mix(QColor(0xea, 0xdc, 0xc4), scene.palette.near, (1 - scene.palette.light) * 0.55),
                scene.palette.skyLow, 0.4 * (1 - t));
        const QColor roof =
            mix(mix(QColor(0xb0, 0x4f, 0x36), scene.palette.near, (1 - scene.palette.light) * 0.5),
                scene.palette.skyLow, 0.4 * (1 - t));
        painter.fillRect(QRectF(foot.x() - size * 0.5, foot.y() - size * 0.6, size, size * 0.6),
                         wall);
        painter.setBrush(roof);
        const QPointF gable[] = {foot + QPointF(-size * 0.6, -size * 0.58),
                                 foot + QPointF(0, -size * 1.1),
                                 foot + QPointF(size * 0.6, -size * 0.58)};
        painter.drawPolygon(gable, 3);
        const QColor pane = scene.palette.light < 0.7 ? QColor(0xff, 0xd0, 0x70)
                                                      : mix(wall, scene.palette.near, 0.6);
        for (const double x : {-0.26, 0.08})
            painter.fillRect(
                QRectF(foot.x() + size * x, foot.y() - size * 0.42, size * 0.18, size * 0.2), pane);
    }
}

} // namespace

void drawOpenLand(Planes &planes, const Scene &scene, const DrawSubjects &subjects,
                  StepMeter &meter)
{
    const Palette &palette = scene.palette;
    const double h = scene.size.height();
    const double u = scene.unit;
    Random random = scene.random.fork(u"land");
    const bool alpine = scene.place == Place::Mountains;
    drawSky(planes, scene, scene.horizon + u * 0.05);
    meter.reach(0.15);
    const int ridges = alpine ? 5 : 3;
    for (int i = 0; i < ridges; ++i) {
        if (meter.stopped())
            return;
        const double t = (i + 0.5) / ridges;
        QPainter &painter = planes.next(0.85 - 0.1 * i);
        const bool peaks = alpine ? i < 3 : i == 0 && random.chance(0.5);
        const double lift = alpine ? u * (i < 3 ? 0.27 - 0.055 * i : 0.1) : u * (0.1 - 0.015 * i);
        const double base =
            scene.horizon - u * (alpine ? 0.16 * (1 - t) - 0.05 * t : 0.05 * (1 - t) - 0.02 * t);
        const QColor color = mix(mix(palette.far, palette.skyMiddle, 0.3 * (1 - t)),
                                 mix(palette.near, palette.groundDark, 0.5), t * t * 0.75);
        drawRidge(painter, scene, base, lift, random.between(0, 200), color, peaks,
                  base + u * 0.22);
        drawMist(painter, scene, base - u * 0.02, base + u * 0.2, palette.haze * 0.9, random);
        meter.reach(0.15 + 0.35 * (i + 1) / ridges);
    }
    QPainter &middle = planes.next(0.45);
    if (alpine || random.chance(0.6)) {
        const bool pines = alpine || scene.snowy || random.chance(0.4);
        const QColor wood =
            mix(mix(palette.foliage[0], palette.near, 0.5), palette.skyLow, 0.3 * palette.haze);
        drawTreeline(middle, scene, scene.horizon + u * 0.05, u * (pines ? 0.1 : 0.06), random,
                     mix(wood, palette.far, 0.45), pines);
        drawMist(middle, scene, scene.horizon - u * 0.05, scene.horizon + u * 0.1, palette.haze,
                 random);
        if (alpine)
            drawTreeline(middle, scene, scene.horizon + u * 0.11, u * 0.15, random, wood, pines);
    }
    const double top = scene.horizon + u * (alpine ? 0.085 : 0.03);
    QPainter &ground = planes.next(0.3);
    drawGround(ground, scene, top, random.fork(u"ground"));
    if (scene.place == Place::Village)
        drawVillage(ground, scene, random);
    if (scene.place == Place::Road)
        drawRoad(ground, scene, top, random.fork(u"road"));
    else if (!scene.snowy) {
        drawGrasses(ground, scene, top + u * 0.02, h, scene.many(scene.flat ? 160 : 900), u * 0.05,
                    random);
        if (!scene.flat && scene.words.season != Season::Autumn && !scene.avoids(Subject::Flower))
            drawFlowers(ground, scene, top + u * 0.05, random);
    }
    drawMist(ground, scene, top - u * 0.05, top + u * 0.13,
             scene.words.has(Weather::Fog) ? 0.8 : palette.haze * 0.4, random);
    meter.reach(0.7);
    subjects(planes);
    if (meter.stopped())
        return;
    QPainter &front = planes.next(0.03, Motion::Sway);
    if (!scene.snowy && scene.place != Place::Road)
        drawGrasses(front, scene, h * 0.96, h * 1.03, scene.many(scene.flat ? 90 : 260), u * 0.13,
                    random);
    meter.reach(1.0);
}

void drawDesert(Planes &planes, const Scene &scene, const DrawSubjects &subjects, StepMeter &meter)
{
    const Palette &palette = scene.palette;
    const double u = scene.unit;
    const double h = scene.size.height();
    Random random = scene.random.fork(u"desert");
    drawSky(planes, scene, scene.horizon);
    QPainter &mesas = planes.next(0.85);
    const QColor stone = mix(mix(QColor(0xb5, 0x6b, 0x4a), palette.near, (1 - palette.light) * 0.5),
                             palette.skyLow, 0.35);
    for (int i = 0; i < 5; ++i) {
        const double x = random.uniform() * scene.size.width();
        const double half = u * random.between(0.05, 0.16);
        const double tall = u * random.between(0.06, 0.19);
        const double y = scene.horizon + u * 0.03;
        mesas.fillPath(smooth({{x - half * 1.3, y},
                               {x - half * 0.95, y - tall * 0.5},
                               {x - half * 0.85, y - tall},
                               {x + half * 0.8, y - tall * 1.02},
                               {x + half * 0.95, y - tall * 0.5},
                               {x + half * 1.35, y}},
                              0.3),
                       mix(stone, palette.far, 0.5 * random.uniform()));
    }
    drawMist(mesas, scene, scene.horizon - u * 0.1, scene.horizon + u * 0.06, palette.haze, random);
    meter.reach(0.3);
    const QColor sand = mix(mix(QColor(0xe6, 0xb0, 0x6c), palette.glow, 0.2), palette.near,
                            (1 - palette.light) * 0.55);
    constexpr int dunes = 5;
    for (int i = 0; i < dunes; ++i) {
        if (meter.stopped())
            return;
        QPainter &painter = planes.next(0.7 - 0.12 * i);
        const double t = static_cast<double>(i) / (dunes - 1);
        const double base = std::lerp(scene.horizon + u * 0.03, h * 0.9, t);
        const auto row = static_cast<float>(random.between(0, 200));
        const auto crest = [&](double x) {
            const float v = scene.noise.at(
                static_cast<float>(x / u) * (1.6F - 0.5F * static_cast<float>(t)), row);
            return base - u * (0.05 + 0.09 * t) * static_cast<double>(1.0F - 2.0F * std::fabs(v));
        };
        QPainterPath dune(QPointF(0, h));
        for (double x = 0; x <= scene.size.width() + 3; x += 3)
            dune.lineTo(x, crest(x));
        dune.lineTo(scene.size.width(), h);
        const QColor tone =
            mix(mix(sand, palette.skyLow, 0.5 * (1 - t)), mix(sand, palette.near, 0.35), t * 0.5);
        QLinearGradient fill(0, base - u * 0.1, 0, base + u * 0.25);
        fill.setColorAt(0, mix(tone, palette.glow, 0.35));
        fill.setColorAt(1, mix(tone, palette.groundDark, 0.25));
        painter.fillPath(dune, fill);
        painter.save();
        painter.setClipPath(dune);
        for (double x = 0; x <= scene.size.width(); x += 3) {
            const double rise = (crest(x + 6) - crest(x - 6)) / 12.0;
            const double away = rise * (scene.sun.x() > x ? -1.0 : 1.0);
            if (away <= 0)
                continue;
            QLinearGradient lee(0, crest(x), 0, crest(x) + u * (0.12 + 0.2 * t));
            const QColor shade = mix(mix(tone, palette.near, 0.42), palette.skyTop, 0.25);
            lee.setColorAt(0, withOpacity(shade, std::min(0.75, away * 2.4)));
            lee.setColorAt(1, withOpacity(shade, 0));
            painter.fillRect(QRectF(x, crest(x), 3.5, u * 0.32), lee);
        }
        for (int ripple = 0; ripple < scene.many(40) && !scene.flat; ++ripple) {
            const double x = random.uniform() * scene.size.width();
            const double y = crest(x) + random.uniform() * u * 0.2;
            painter.strokePath(
                smoothLine({{x, y}, {x + u * 0.05, y + u * 0.006}, {x + u * 0.12, y}}),
                QPen(withOpacity(mix(tone, palette.glow, 0.5), 0.3), u * 0.0016));
        }
        painter.restore();
        meter.reach(0.3 + 0.4 * t);
    }
    subjects(planes);
    meter.reach(1.0);
}

} // namespace peregrine::studio
