#include "core/localserver/studio/backdrops/backdrops.h"
#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/pen.h"

#include <algorithm>
#include <cmath>

namespace peregrine::studio {

namespace {

/// The water from the horizon down: the sky's reflection, the light's path, and crests that grow
/// towards the viewer.
void drawWater(QPainter &painter, const Scene &scene, double top, bool waves, Random random)
{
    const Palette &palette = scene.palette;
    const double w = scene.size.width();
    const double h = scene.size.height();
    QLinearGradient fill(0, top, 0, h);
    fill.setColorAt(0, mix(palette.skyLow, palette.water, 0.3));
    fill.setColorAt(0.16, mix(palette.skyMiddle, palette.water, 0.6));
    fill.setColorAt(0.6, palette.water);
    fill.setColorAt(1, mix(palette.water, palette.near, 0.45));
    painter.fillRect(QRectF(0, top, w, h - top), fill);

    const int strokes = scene.many(scene.flat ? 260 : 1500);
    for (int i = 0; i < strokes; ++i) {
        const double t = std::pow(static_cast<double>(i) / strokes, 1.15);
        const double y = top + (h - top) * t;
        const double x = random.between(-0.05, 1.05) * w;
        const double path =
            std::exp(-std::pow((x - scene.sun.x()) / (scene.unit * (0.05 + 0.16 * t)), 2.0));
        const double length = scene.unit * (0.008 + 0.085 * t) * random.between(0.4, 1.4);
        const double thick = std::max(
            0.6, scene.unit * (0.0009 + (waves ? 0.0058 : 0.003) * t) * random.between(0.5, 1.3));
        const double chance = random.uniform();
        QColor tone;
        if (random.uniform() < path * 0.75)
            tone = withOpacity(mix(palette.glow, QColor(255, 252, 240), 0.3),
                               0.3 + 0.5 * random.uniform());
        else if (chance < 0.45)
            tone =
                withOpacity(mix(palette.water, palette.skyLow, 0.25 + 0.4 * random.uniform()), 0.5);
        else
            tone = withOpacity(mix(palette.water, palette.near, 0.3 + 0.3 * random.uniform()), 0.4);
        painter.fillPath(limb({{x - length, y},
                               {x - length * 0.3, y - thick * 0.7},
                               {x + length * 0.4, y + thick * 0.3},
                               {x + length, y}},
                              thick * 0.4, thick),
                         tone);
    }
    if (!waves)
        return;
    for (int i = 0; i < 6; ++i) {
        const double t = (i + 1.0) / 6.5;
        const double y = top + (h - top) * std::pow(t, 1.35);
        const double swell = scene.unit * 0.016 * t * (scene.words.has(Weather::Storm) ? 2.6 : 1.0);
        const auto row = static_cast<float>(random.between(0, 90));
        const auto crest = [&](double x) {
            return y
                - swell * 2.0
                * static_cast<double>(
                      scene.noise.fractal(static_cast<float>(x / scene.unit) * 3.2F, row, 3));
        };
        QPainterPath wave(QPointF(-4, crest(-4)));
        for (double x = 0; x <= w + 8; x += 6)
            wave.lineTo(x, crest(x));
        wave.lineTo(w + 8, y + swell * 6);
        wave.lineTo(-4, y + swell * 6);
        wave.closeSubpath();
        QLinearGradient body(0, y - swell, 0, y + swell * 6);
        body.setColorAt(0, withOpacity(mix(palette.water, palette.skyLow, 0.4), 0.5));
        body.setColorAt(0.25, withOpacity(mix(palette.water, palette.near, 0.35), 0.45));
        body.setColorAt(1, withOpacity(palette.water, 0));
        painter.fillPath(wave, body);
        const QColor foam = mix(QColor(250, 252, 250), palette.skyLow, 0.3);
        for (int f = 0; f < scene.many(60); ++f) {
            const double x = random.uniform() * w;
            if (scene.noise.at(static_cast<float>(x / scene.unit) * 5.0F, row + 7.0F) < 0.05F)
                continue;
            painter.setBrush(withOpacity(foam, random.between(0.25, 0.7)));
            painter.drawEllipse(QPointF(x, crest(x) + swell * random.between(-0.1, 0.5)),
                                scene.unit * 0.012 * t * random.between(0.3, 1.6),
                                scene.unit * 0.0028 * t);
        }
    }
}

void drawIsland(QPainter &painter, const Scene &scene, Random &random)
{
    const double u = scene.unit;
    const double x = scene.size.width() * (scene.sun.x() > scene.size.width() / 2 ? 0.32 : 0.68);
    const double y = scene.horizon + u * 0.03;
    const QColor rock =
        mix(mix(scene.palette.far, scene.palette.near, 0.45), scene.palette.foliage[0], 0.35);
    QLinearGradient fill(0, y - u * 0.25, 0, y);
    fill.setColorAt(0, mix(rock, scene.palette.glow, 0.2));
    fill.setColorAt(1, mix(rock, scene.palette.near, 0.3));
    painter.fillPath(smooth({{x - u * 0.3, y},
                             {x - u * 0.22, y - u * 0.06},
                             {x - u * 0.1, y - u * 0.2},
                             {x, y - u * 0.25},
                             {x + u * 0.07, y - u * 0.17},
                             {x + u * 0.18, y - u * 0.1},
                             {x + u * 0.3, y},
                             {x, y + u * 0.012}},
                            0.8),
                     fill);
    for (int i = 0; i < 12; ++i)
        drawLeaves(painter, scene,
                   {x + random.between(-0.22, 0.22) * u, y - random.between(0.01, 0.1) * u},
                   u * 0.035, scene.many(40), u * 0.006, 0.2, random);
}

/// Rock and grass in the foreground for what cannot stand on water.
void drawShore(QPainter &painter, const Scene &scene, double top, double centre, Random random)
{
    const Palette &palette = scene.palette;
    const double w = scene.size.width();
    const double h = scene.size.height();
    const double u = scene.unit;
    const auto row = static_cast<float>(random.between(0, 90));
    const auto edge = [&](double x) {
        const double away = std::fabs(x - centre) / u;
        return top + u * (0.02 + 0.55 * std::max(0.0, away - 0.16) * away)
            - u * 0.035
            * static_cast<double>(scene.noise.fractal(static_cast<float>(x / u) * 4.0F, row, 4));
    };
    QPainterPath land(QPointF(0, h + 2));
    for (double x = 0; x <= w + 4; x += 4)
        land.lineTo(x, std::min(h + 2, edge(x)));
    land.lineTo(w, h + 2);
    const bool beach = scene.words.season == Season::Summer || scene.words.has(Subject::Palm);
    const QColor rock = scene.snowy ? palette.ground
        : beach ? mix(QColor(0xe8, 0xcd, 0x9b), palette.near, (1 - palette.light) * 0.5)
                : mix(mix(palette.ground, QColor(0x7c, 0x70, 0x68), 0.5), palette.near, 0.25);
    QLinearGradient fill(0, top, 0, h);
    fill.setColorAt(0, mix(rock, palette.glow, 0.2));
    fill.setColorAt(0.4, rock);
    fill.setColorAt(1, mix(rock, palette.near, 0.62));
    painter.fillPath(land, fill);
    painter.save();
    painter.setClipPath(land);
    for (int i = 0; i < scene.many(scene.flat ? 40 : 340); ++i) {
        const double x = random.uniform() * w;
        const double y = edge(x) + u * 0.35 * std::pow(random.uniform(), 1.5);
        const double size = u * random.between(0.006, 0.03);
        const double sunny = (scene.sun.x() > x ? 1.0 : -1.0);
        painter.fillPath(
            smooth({{x - size, y},
                    {x - size * 0.3, y - size * 0.5},
                    {x + size * 0.8, y - size * 0.3},
                    {x + size, y + size * 0.2},
                    {x, y + size * 0.35}},
                   0.4),
            withOpacity(mix(rock, random.chance(0.5 + 0.1 * sunny) ? palette.glow : palette.near,
                            random.between(0.12, 0.45)),
                        0.55));
    }
    painter.restore();
    if (!beach && !scene.snowy) {
        for (int i = 0; i < scene.many(260); ++i) {
            const QPointF foot(centre + random.normal() * u * 0.28, 0);
            const double y = edge(foot.x()) + u * random.between(0.0, 0.1);
            const double tall = u * random.between(0.012, 0.035);
            painter.fillPath(
                limb({{foot.x(), y}, {foot.x() + random.normal() * tall * 0.3, y - tall}},
                     tall * 0.12, 0.3),
                mix(mix(palette.foliage[static_cast<size_t>(random.integer(0, 2))], palette.near,
                        0.35),
                    palette.glow, random.between(0, 0.2)));
        }
    }
}

bool needsGround(Subject subject)
{
    switch (subject) {
    case Subject::Boat:
    case Subject::Bird:
    case Subject::Butterfly:
    case Subject::Dragon:
    case Subject::Balloon:
    case Subject::Airplane:
    case Subject::Rocket:
    case Subject::Planet:
    case Subject::Whale:
    case Subject::Fish:
    case Subject::Turtle:
    case Subject::Jellyfish:
        return false;
    default:
        return true;
    }
}

/// The upper part turned over, rows pulled apart by ripples.
void drawReflection(QPainter &painter, const QImage &above, const Scene &scene, double line)
{
    const int y0 = qRound(line);
    const double shift = scene.unit * 0.006;
    for (int y = y0; y < qRound(scene.size.height()); ++y) {
        const double t = (y - line) / std::max(1.0, scene.size.height() - line);
        const int from = y0 - 1 - (y - y0)
            + qRound(static_cast<double>(scene.noise.at(3.3F, static_cast<float>(y) * 0.11F))
                     * 3.0);
        if (from < 0 || from >= above.height())
            continue;
        const double x =
            shift * (0.3 + t)
            * std::sin(
                y * 0.45 / (0.4 + t)
                + 3.0 * static_cast<double>(scene.noise.at(0.7F, static_cast<float>(y) * 0.06F)));
        painter.setOpacity(0.78 * (1.0 - 0.6 * t));
        painter.drawImage(QPointF(x, y), above, QRectF(0, from, above.width(), 1));
    }
    painter.setOpacity(1.0);
}

} // namespace

void drawWaterside(Planes &planes, const Scene &scene, const DrawSubjects &subjects,
                   StepMeter &meter)
{
    const Palette &palette = scene.palette;
    const double u = scene.unit;
    Random random = scene.random.fork(u"water");
    const bool inland = scene.place == Place::Lake || scene.place == Place::River;
    drawSky(planes, scene, scene.horizon);
    meter.reach(0.2);
    QPainter &far = planes.next(0.85);
    // What stands behind a lake is drawn once more into an image of its own, to be its reflection.
    QImage above(scene.size.toSize(), QImage::Format_ARGB32_Premultiplied);
    above.fill(Qt::transparent);
    if (inland) {
        QPainter image(&above);
        image.setRenderHint(QPainter::Antialiasing);
        image.setPen(Qt::NoPen);
        for (int i = 0; i < 3; ++i) {
            const double t = (i + 0.5) / 3;
            drawRidge(image, scene, scene.horizon - u * (0.13 - 0.05 * i), u * (0.24 - 0.07 * i),
                      random.between(0, 200),
                      mix(palette.far, mix(palette.near, palette.foliage[0], 0.4), t * t * 0.7),
                      i < 2, scene.horizon);
            drawMist(image, scene, scene.horizon - u * 0.16, scene.horizon, palette.haze * 0.7,
                     random);
        }
        drawTreeline(image, scene, scene.horizon, u * 0.1, random,
                     mix(mix(palette.foliage[0], palette.near, 0.45), palette.far, 0.25), true);
        image.end();
        far.drawImage(0, 0, above.copy(0, 0, above.width(), qRound(scene.horizon)));
    } else {
        if (random.chance(0.6))
            drawRidge(far, scene, scene.horizon + u * 0.01, u * 0.06, random.between(0, 200),
                      mix(palette.far, palette.skyLow, 0.4), false, scene.horizon + u * 0.05);
        if (scene.place == Place::Island)
            drawIsland(far, scene, random);
    }
    meter.reach(0.35);
    QPainter &water = planes.next(0.55, Motion::Water);
    drawWater(water, scene, scene.horizon, !inland, random.fork(u"waves"));
    if (inland) {
        drawReflection(water, above, scene, scene.horizon);
        for (int i = 0; i < scene.many(220); ++i) {
            const double t = random.uniform();
            const double y = std::lerp(scene.horizon, scene.size.height(), t);
            water.setBrush(withOpacity(palette.skyLow, 0.3));
            water.drawEllipse(QPointF(random.uniform() * scene.size.width(), y),
                              u * (0.02 + 0.08 * t), u * (0.0007 + 0.0017 * t));
        }
    }
    drawGlow(water, QPointF(scene.sun.x(), scene.horizon), u * 0.45, palette.glow,
             0.35 * palette.light);
    drawMist(water, scene, scene.horizon - u * 0.05, scene.horizon + u * 0.08,
             scene.words.has(Weather::Fog) ? 1.0 : palette.haze * 0.6, random);
    meter.reach(0.65);
    double top = scene.size.height() * 2;
    double centre = 0;
    for (const Placed &placed : scene.subjects) {
        if (needsGround(placed.subject) && placed.foot.y() < top) {
            top = placed.foot.y();
            centre = placed.foot.x();
        }
    }
    if (top < scene.size.height())
        drawShore(planes.next(0.3), scene, top - u * 0.025, centre, random.fork(u"shore"));
    if (meter.reach(0.75))
        subjects(planes);
    meter.reach(1.0);
}

void drawUndersea(Planes &planes, const Scene &scene, const DrawSubjects &subjects,
                  StepMeter &meter)
{
    const double w = scene.size.width();
    const double h = scene.size.height();
    const double u = scene.unit;
    Random random = scene.random.fork(u"undersea");
    const QColor shallow = mix(QColor(0x7f, 0xe0, 0xdc), scene.palette.skyLow, 0.25);
    const QColor deep = mix(QColor(0x0a, 0x2d, 0x5c), scene.palette.skyTop, 0.25);
    QPainter &painter = planes.next(1.0);
    QLinearGradient sea(0, 0, 0, h);
    for (int i = 0; i <= 8; ++i)
        sea.setColorAt(i / 8.0, mix(shallow, deep, std::pow(i / 8.0, 0.7)));
    painter.fillRect(QRectF(0, 0, w, h), sea);
    Scene lit = scene;
    lit.sun = QPointF(scene.sun.x(), -h * 0.12);
    lit.palette.glow = QColor(0xe6, 0xff, 0xf4);
    drawGlow(painter, lit.sun, u * 0.95, lit.palette.glow, 0.75);
    drawRays(painter, lit, random.fork(u"rays"));
    drawRays(painter, lit, random.fork(u"more rays"));
    meter.reach(0.3);
    for (int i = 0; i < 3; ++i) {
        QPainter &rocks = planes.next(0.7 - 0.2 * i, Motion::Sway);
        const double base = h * (0.78 + 0.09 * i);
        const QColor stone = mix(deep, shallow, 0.36 - 0.13 * i);
        lit.palette.skyLow = stone;
        drawRidge(rocks, lit, base, u * 0.11, random.between(0, 200), stone, false, h);
        const QColor corals[] = {QColor(0xf0, 0x6a, 0x6f), QColor(0xf6, 0xa2, 0x4e),
                                 QColor(0xc9, 0x62, 0xb4), QColor(0x4f, 0xc4, 0xa0)};
        for (int c = 0; c < scene.many(16); ++c) {
            const double x = random.uniform() * w;
            const double tall = u * random.between(0.05, 0.14) * (0.6 + 0.3 * i);
            const QColor tone = mix(corals[random.integer(0, 3)], stone, 0.72 - 0.22 * i);
            for (int stem = 0; stem < 6; ++stem) {
                const double lean = random.normal() * tall * 0.5;
                rocks.fillPath(limb({{x, base + u * 0.06},
                                     {x + lean * 0.3, base - tall * 0.4},
                                     {x + lean, base - tall * random.between(0.6, 1.1)}},
                                    tall * 0.13, tall * 0.07),
                               tone);
            }
        }
        meter.reach(0.3 + 0.15 * (i + 1));
    }
    subjects(planes);
    QPainter &front = planes.next(0.1, Motion::Float);
    for (int i = 0; i < scene.many(70); ++i) {
        const QPointF at(random.uniform() * w, random.uniform() * h);
        const double size = u * random.between(0.002, 0.009);
        front.setBrush(QColor(255, 255, 255, 36));
        front.setPen(QPen(QColor(255, 255, 255, 120), size * 0.22));
        front.drawEllipse(at, size, size);
    }
    front.setPen(Qt::NoPen);
    meter.reach(1.0);
}

} // namespace peregrine::studio
