#include "core/localserver/studio/backdrops/backdrops.h"
#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/pen.h"

#include <algorithm>
#include <cmath>

namespace peregrine::studio {

void drawCity(Planes &planes, const Scene &scene, const DrawSubjects &subjects, StepMeter &meter)
{
    const Palette &palette = scene.palette;
    const double w = scene.size.width();
    const double h = scene.size.height();
    const double u = scene.unit;
    Random random = scene.random.fork(u"city");
    drawSky(planes, scene, scene.horizon);
    const bool lights = palette.light < 0.75 || scene.words.has(Style::Neon);
    const QColor signs[] = {palette.accent, QColor(0xff, 0x4f, 0xa3), QColor(0x4f, 0xe3, 0xff),
                            QColor(0xff, 0xc8, 0x57), QColor(0x9d, 0x6b, 0xff)};
    constexpr int rows = 4;
    for (int row = 0; row < rows; ++row) {
        if (meter.stopped())
            return;
        QPainter &painter = planes.next(0.85 - 0.17 * row);
        const double t = static_cast<double>(row) / (rows - 1);
        const double base = scene.horizon + u * (0.02 + 0.1 * t);
        for (double x = -u * 0.1; x < w + u * 0.1;) {
            const double wide = u * random.between(0.045, 0.1) * (1.0 + 0.55 * t);
            const double middle = 1.0 - std::fabs(x / w - 0.5) * 0.9;
            const double tall =
                u * random.between(0.12, 0.5) * (1.15 - 0.45 * t) * middle + u * 0.06;
            const QColor wall = mix(mix(palette.far, palette.skyLow, 0.45 * (1 - t)),
                                    mix(palette.near, palette.skyTop, 0.2), 0.15 + 0.8 * t);
            const double sunward = scene.sun.x() > x + wide / 2 ? 1.0 : -1.0;
            QLinearGradient face(x, base - tall, x + wide, base);
            face.setColorAt(sunward > 0 ? 1 : 0, mix(wall, palette.glow, 0.2));
            face.setColorAt(sunward > 0 ? 0 : 1, mix(wall, palette.near, 0.2));
            painter.fillRect(QRectF(x, base - tall, wide, tall + h), face);
            painter.fillRect(
                QRectF(sunward > 0 ? x + wide * 0.94 : x, base - tall, wide * 0.06, tall),
                withOpacity(palette.glow, 0.35));
            if (random.chance(0.3))
                painter.fillRect(
                    QRectF(x + wide * 0.2, base - tall - u * 0.022, wide * 0.6, u * 0.024), wall);
            if (random.chance(0.25))
                painter.fillRect(
                    QRectF(x + wide * 0.48, base - tall - u * 0.09, wide * 0.05 + 0.6, u * 0.1),
                    wall);
            const double cell = u * (0.010 + 0.008 * t);
            for (double wy = base - tall + cell; wy < base && row > 0; wy += cell * 1.7) {
                for (double wx = x + cell * 0.6; wx < x + wide - cell; wx += cell * 1.35) {
                    const bool on = random.chance(lights ? 0.42 : 0.2);
                    const QColor pane = lights
                        ? (random.chance(0.85) ? mix(QColor(0xff, 0xd4, 0x7f), palette.glow, 0.3)
                                               : signs[random.integer(0, 4)])
                        : mix(wall, palette.skyLow, 0.55);
                    if (on)
                        painter.fillRect(QRectF(wx, wy, cell * 0.62, cell * 0.85),
                                         withOpacity(pane, lights ? 0.85 : 0.5));
                }
            }
            if (scene.words.has(Style::Neon) && row >= 1 && random.chance(0.55)) {
                const QColor sign = signs[random.integer(0, 4)];
                const QRectF board(x + wide * random.between(0.1, 0.7),
                                   base - tall * random.between(0.5, 0.9), u * 0.014,
                                   tall * random.between(0.2, 0.4));
                drawGlow(painter, board.center(), board.height() * 1.1, sign, 0.5);
                painter.fillRect(board, lighten(sign, 0.12));
            }
            x += wide * random.between(0.86, 1.2);
        }
        drawMist(painter, scene, base - u * 0.24, base + u * 0.05,
                 (0.75 - 0.5 * t) * (0.4 + palette.haze), random);
        meter.reach(0.2 + 0.13 * (row + 1));
    }
    QPainter &street = planes.next(0.2, Motion::Water);
    const double top = scene.horizon + u * 0.1;
    const QColor asphalt = mix(palette.near, palette.skyMiddle, 0.25);
    QLinearGradient fill(0, top, 0, h);
    fill.setColorAt(0, mix(asphalt, palette.skyLow, 0.4));
    fill.setColorAt(0.35, asphalt);
    fill.setColorAt(1, palette.near);
    street.fillRect(QRectF(0, top, w, h - top), fill);
    for (int i = 0; i < scene.many(420); ++i) {
        const double t = std::pow(random.uniform(), 0.9);
        const QPointF at(random.uniform() * w, std::lerp(top, h, t));
        const QColor tone = lights ? signs[random.integer(0, 4)] : palette.skyLow;
        street.setBrush(withOpacity(tone, random.between(0.05, lights ? 0.4 : 0.2)));
        street.drawEllipse(at, u * random.between(0.01, 0.06) * (0.3 + t), u * 0.0022 * (0.5 + t));
    }
    drawGlow(street, QPointF(scene.sun.x(), top), u * 0.5, palette.skyLow, 0.35);
    meter.reach(0.8);
    subjects(planes);
    meter.reach(1.0);
}

void drawSpace(Planes &planes, const Scene &scene, const DrawSubjects &subjects, StepMeter &meter)
{
    const double w = scene.size.width();
    const double h = scene.size.height();
    const double u = scene.unit;
    Random random = scene.random.fork(u"space");
    const Palette &palette = scene.palette;
    QPainter &painter = planes.next(1.0);
    const QColor dark = mix(QColor(0x06, 0x07, 0x18), palette.skyTop, 0.22);
    const double turnBy = random.between(-50, 50);
    const Lab tones[] = {
        Lab::of(mix(turn(QColor(0x5b, 0x3f, 0xb8), turnBy), palette.skyMiddle, 0.25)),
        Lab::of(mix(turn(QColor(0xd8, 0x58, 0x9a), turnBy), palette.accent, 0.25)),
        Lab::of(mix(turn(QColor(0x35, 0xb4, 0xd6), turnBy), palette.skyLow, 0.2))};
    const double shrink = w > 500 ? 3.0 : 1.5;
    QImage nebula(qMax(8, qRound(w / shrink)), qMax(8, qRound(h / shrink)), QImage::Format_RGB32);
    const Lab night = Lab::of(dark);
    const double tilt = random.between(-0.7, 0.7);
    for (int y = 0; y < nebula.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(nebula.scanLine(y));
        for (int x = 0; x < nebula.width(); ++x) {
            const auto px = static_cast<float>(x * shrink / u);
            const auto py = static_cast<float>(y * shrink / u);
            const float warp = scene.noise.fractal(px * 1.3F + 5.0F, py * 1.3F, 3);
            const float cloud =
                0.5F + 0.5F * scene.noise.fractal(px * 2.0F + warp * 1.2F, py * 2.0F - warp, 5);
            const float hue =
                0.5F + 0.7F * scene.noise.fractal(px * 1.1F + 40.0F, py * 1.1F + warp, 2);
            const double across = (y * shrink - h * 0.5 - tilt * (x * shrink - w * 0.5)) / u;
            const auto band = static_cast<float>(std::exp(-across * across * 7.0));
            const float amount =
                std::clamp(std::pow(cloud, 2.4F) * (0.35F + 1.3F * band), 0.0F, 1.0F);
            const Lab tone = hue < 0.5F
                ? mix(tones[0], tones[1], std::clamp(hue * 2.0F, 0.0F, 1.0F))
                : mix(tones[1], tones[2], std::clamp(hue * 2.0F - 1.0F, 0.0F, 1.0F));
            Lab color = mix(night, tone, amount);
            color.lightness += 0.28F * amount * amount * band;
            line[x] = color.rgb();
        }
    }
    painter.drawImage(QRectF(QPointF(0, 0), scene.size), nebula);
    meter.reach(0.4);
    QPainter &stars = planes.next(0.97);
    for (int i = 0; i < scene.many(1300); ++i) {
        const QPointF at(random.uniform() * w, random.uniform() * h);
        const double rank = std::pow(random.uniform(), 7.0);
        const double radius = u * (0.0006 + 0.0028 * rank);
        stars.setBrush(
            withOpacity(mix(QColor(255, 240, 220), QColor(190, 215, 255), random.uniform()),
                        random.between(0.3, 1.0)));
        stars.drawEllipse(at, radius, radius);
        if (rank > 0.55)
            drawGlow(stars, at, radius * 8, QColor(200, 220, 255), 0.5);
    }
    const bool planet = scene.words.has(Subject::Planet);
    const bool walks =
        std::any_of(scene.subjects.cbegin(), scene.subjects.cend(), [](const Placed &p) {
            return p.subject != Subject::Planet && p.subject != Subject::Rocket
                && p.subject != Subject::Butterfly && p.subject != Subject::Bird
                && p.subject != Subject::Whale && p.subject != Subject::Fish
                && p.subject != Subject::Jellyfish && p.subject != Subject::Turtle;
        });
    if (!planet && !scene.avoids(Subject::Planet)) {
        const double size = u * random.between(0.24, 0.4);
        drawPlanetAt(planes.next(0.9), scene,
                     {w * (scene.sun.x() > w / 2 ? 0.24 : 0.76), h * random.between(0.2, 0.34)},
                     size, random.next());
    }
    meter.reach(0.6);
    if (walks) {
        QPainter &moon = planes.next(0.4);
        Scene grey = scene;
        grey.palette.ground = mix(QColor(0x8d, 0x8a, 0xa0), palette.skyMiddle, 0.35);
        grey.palette.groundDark = mix(QColor(0x2a, 0x28, 0x3e), palette.skyTop, 0.4);
        grey.palette.skyLow = mix(grey.palette.ground, palette.skyMiddle, 0.4);
        drawGround(moon, grey, h * 0.76, random.fork(u"moon"));
        for (int i = 0; i < 14; ++i) {
            const double t = random.uniform();
            const QPointF at(random.uniform() * w, std::lerp(h * 0.79, h, t));
            const double size = u * (0.015 + 0.06 * t);
            moon.setBrush(withOpacity(grey.palette.groundDark, 0.55));
            moon.drawEllipse(at, size, size * 0.26);
            moon.setBrush(withOpacity(lighten(grey.palette.ground, 0.08), 0.5));
            moon.drawEllipse(at + QPointF(0, size * 0.09), size * 0.92, size * 0.19);
        }
    }
    subjects(planes);
    meter.reach(1.0);
}

void drawTable(Planes &planes, const Scene &scene, const DrawSubjects &subjects, StepMeter &meter)
{
    const Palette &palette = scene.palette;
    const double w = scene.size.width();
    const double h = scene.size.height();
    const double u = scene.unit;
    Random random = scene.random.fork(u"table");
    QPainter &painter = planes.next(0.9);
    const QColor wall =
        mix(mix(turn(QColor(0x6d, 0x83, 0x86), random.between(-60, 60)), palette.skyMiddle, 0.35),
            palette.near, 0.12 + 0.4 * (1 - palette.light));
    const bool left = scene.sun.x() < w / 2;
    QLinearGradient light(left ? 0 : w, 0, left ? w : 0, h * 0.8);
    light.setColorAt(0, mix(wall, palette.glow, 0.45));
    light.setColorAt(0.5, wall);
    light.setColorAt(1, mix(wall, palette.near, 0.5));
    painter.fillRect(QRectF(0, 0, w, h), light);
    for (int i = 0; i < scene.many(420) && !scene.flat; ++i) {
        painter.setBrush(withOpacity(
            mix(wall, random.chance(0.5) ? palette.glow : palette.near, random.between(0.1, 0.4)),
            0.12));
        painter.drawEllipse(QPointF(random.uniform() * w, random.uniform() * scene.horizon),
                            u * random.between(0.03, 0.12), u * random.between(0.01, 0.05));
    }
    // A window's light falls across the wall.
    painter.save();
    painter.setCompositionMode(QPainter::CompositionMode_Screen);
    const double x0 = w * (left ? 0.3 : 0.52);
    for (int i = 0; i < 4; ++i) {
        const double px = x0 + (i % 2) * u * 0.17;
        const double py = h * 0.1 + (i / 2) * u * 0.22;
        const double slant = (left ? 1 : -1) * u * 0.06;
        QPainterPath pane(QPointF(px, py));
        pane.lineTo(px + u * 0.15, py + slant * 0.4);
        pane.lineTo(px + u * 0.15, py + u * 0.2 + slant * 0.4);
        pane.lineTo(px, py + u * 0.2);
        painter.fillPath(pane, withOpacity(palette.glow, 0.2 * (0.4 + palette.light)));
    }
    painter.restore();
    meter.reach(0.3);
    QPainter &table = planes.next(0.5);
    const QColor wood = mix(mix(QColor(0x9a, 0x62, 0x3a), palette.ground, 0.2), palette.near,
                            0.15 + 0.35 * (1 - palette.light));
    QLinearGradient top(0, scene.horizon, 0, h);
    top.setColorAt(0, mix(wood, palette.glow, 0.3));
    top.setColorAt(0.4, wood);
    top.setColorAt(1, mix(wood, palette.near, 0.5));
    table.fillRect(QRectF(0, scene.horizon, w, h), top);
    for (int i = 0; i < scene.many(300) && !scene.flat; ++i) {
        const double y = std::lerp(scene.horizon, h, std::pow(random.uniform(), 0.8));
        const double length = u * random.between(0.1, 0.45);
        const double x = random.between(-0.2, 1.0) * w;
        table.strokePath(
            smoothLine({{x, y},
                        {x + length * 0.4, y + random.normal() * u * 0.003},
                        {x + length, y + random.normal() * u * 0.003}}),
            QPen(
                withOpacity(mix(wood, random.chance(0.5) ? palette.near : palette.glow, 0.4), 0.25),
                u * random.between(0.0008, 0.003)));
    }
    drawGlow(table, QPointF(left ? w * 0.2 : w * 0.8, scene.horizon + u * 0.06), u * 0.5,
             palette.glow, 0.35);
    table.fillRect(QRectF(0, scene.horizon, w, u * 0.004), withOpacity(palette.glow, 0.4));
    meter.reach(0.55);
    subjects(planes);
    meter.reach(1.0);
}

void drawStudioWall(Planes &planes, const Scene &scene, const DrawSubjects &subjects,
                    StepMeter &meter)
{
    const Palette &palette = scene.palette;
    const double w = scene.size.width();
    const double h = scene.size.height();
    const double u = scene.unit;
    Random random = scene.random.fork(u"wall");
    QPainter &painter = planes.next(0.95);
    QRadialGradient wall(QPointF(w * 0.5, h * 0.42), std::hypot(w, h) * 0.62);
    for (int i = 0; i <= 6; ++i)
        wall.setColorAt(i / 6.0,
                        mix(palette.skyLow, mix(palette.skyTop, palette.skyMiddle, 0.35),
                            std::pow(i / 6.0, 0.9)));
    painter.fillRect(QRectF(0, 0, w, h), wall);
    const double radius = u * random.between(0.3, 0.38);
    const QPointF centre(w * 0.5, h * 0.42);
    drawGlow(painter, centre, radius * 2.2, palette.glow, 0.4);
    painter.setBrush(withOpacity(mix(palette.glow, palette.accent, 0.25), 0.75));
    painter.drawEllipse(centre, radius, radius);
    for (int i = 0; i < 3; ++i) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(
            QPen(withOpacity(mix(palette.glow, palette.accent, 0.4), 0.4 - 0.1 * i), u * 0.003));
        painter.drawEllipse(centre, radius * (1.12 + 0.14 * i), radius * (1.12 + 0.14 * i));
    }
    painter.setPen(Qt::NoPen);
    meter.reach(0.3);
    QPainter &leaves = planes.next(0.7, Motion::Sway);
    for (int i = 0; i < 14; ++i) {
        const double side = i % 2 == 0 ? -1.0 : 1.0;
        drawLeaves(leaves, scene,
                   {w * 0.5 + side * w * random.between(0.3, 0.52), h * random.between(0.5, 1.02)},
                   u * random.between(0.06, 0.13), scene.many(70), u * 0.016, 0.15, random);
    }
    meter.reach(0.5);
    subjects(planes);
    meter.reach(1.0);
}

void drawAbstract(Planes &planes, const Scene &scene, const DrawSubjects &subjects,
                  StepMeter &meter)
{
    const Palette &palette = scene.palette;
    const double w = scene.size.width();
    const double h = scene.size.height();
    const double u = scene.unit;
    Random random = scene.random.fork(u"abstract");
    QPainter &painter = planes.next(1.0);
    const bool dark = palette.night || random.chance(0.4);
    const QColor ground = dark ? mix(palette.near, palette.skyTop, 0.35)
                               : mix(palette.skyLow, QColor(0xfa, 0xf4, 0xe8), 0.5);
    painter.fillRect(QRectF(0, 0, w, h), ground);
    const auto hue = random.between(0, 360);
    const double scheme = random.chance(0.5) ? 32.0 : 118.0;
    std::vector<QColor> inks;
    for (int i = 0; i < 6; ++i) {
        const auto angle = static_cast<float>((hue + scheme * (i % 3) + 8.0 * i) * 3.14159 / 180.0);
        const QColor free = Lab::fromPolar(dark ? 0.5F + 0.08F * static_cast<float>(i)
                                                : 0.42F + 0.08F * static_cast<float>(i),
                                           0.14F, angle)
                                .color();
        inks.push_back(mix(free, i % 2 == 0 ? palette.accent : palette.skyMiddle,
                           scene.words.colors.isEmpty() ? 0.2 : 0.75));
    }
    drawGlow(painter, {w * random.between(0.25, 0.75), h * random.between(0.25, 0.75)}, u * 0.75,
             inks[0], 0.5);
    for (int i = 0; i < random.integer(2, 4); ++i) {
        const QPointF at(w * random.between(0.2, 0.8), h * random.between(0.2, 0.8));
        const double radius = u * random.between(0.1, 0.3);
        QLinearGradient fill(at - QPointF(radius, radius), at + QPointF(radius, radius));
        fill.setColorAt(0, inks[static_cast<size_t>(i) % inks.size()]);
        fill.setColorAt(1, withOpacity(inks[static_cast<size_t>(i + 2) % inks.size()], 0.35));
        painter.setBrush(fill);
        painter.drawEllipse(at, radius, radius);
    }
    meter.reach(0.2);
    QPainter &flow = planes.next(0.6, Motion::Sway);
    const float scale = static_cast<float>(random.between(1.1, 2.4));
    const float curl = static_cast<float>(random.between(3.0, 7.0));
    const int lines = scene.many(scene.flat ? 420 : 1500);
    for (int i = 0; i < lines; ++i) {
        if (i % 100 == 0 && !meter.reach(0.2 + 0.6 * i / lines))
            return;
        QPointF at(random.between(-0.1, 1.1) * w, random.between(-0.1, 1.1) * h);
        std::vector<QPointF> line{at};
        const int steps = random.integer(8, 34);
        for (int s = 0; s < steps; ++s) {
            const float angle = curl
                * scene.noise.fractal(static_cast<float>(at.x() / u) * scale,
                                      static_cast<float>(at.y() / u) * scale, 2);
            at +=
                QPointF(std::cos(static_cast<double>(angle)), std::sin(static_cast<double>(angle)))
                * u * 0.014;
            line.push_back(at);
        }
        const float zone = 0.5F
            + 0.5F
                * scene.noise.fractal(static_cast<float>(at.x() / u) * 1.3F + 30.0F,
                                      static_cast<float>(at.y() / u) * 1.3F, 2);
        const auto pick = static_cast<size_t>(
            std::clamp(static_cast<double>(zone) * 6.0 + random.normal() * 0.7, 0.0, 5.0));
        const double thick = u * std::lerp(0.0012, 0.011, std::pow(random.uniform(), 3.0));
        flow.strokePath(smoothLine(line),
                        QPen(withOpacity(lighten(inks[pick], random.normal() * 0.05),
                                         random.between(0.45, 0.95)),
                             thick, Qt::SolidLine, Qt::RoundCap));
    }
    subjects(planes);
    meter.reach(1.0);
}

} // namespace peregrine::studio
