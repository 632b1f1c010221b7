#include "core/localserver/studio/backdrops/backdrops.h"
#include "core/localserver/studio/oklab.h"

#include <algorithm>
#include <cmath>

namespace peregrine::studio {

namespace {

float step(float low, float high, float value)
{
    const float t = std::clamp((value - low) / (high - low), 0.0F, 1.0F);
    return t * t * (3.0F - 2.0F * t);
}

QRgb premultiplied(const Lab &lab, float opacity)
{
    const QRgb rgb = lab.rgb();
    const auto part = [&](int value) {
        return static_cast<int>(static_cast<float>(value) * opacity);
    };
    return qRgba(part(qRed(rgb)), part(qGreen(rgb)), part(qBlue(rgb)), part(255));
}

void drawClouds(QPainter &painter, const Scene &scene, double bottom)
{
    if (scene.words.has(Weather::Clear) || scene.words.avoidedWeathers.contains(Weather::Clouds))
        return;
    const Palette &palette = scene.palette;
    const bool heavy = scene.words.has(Weather::Storm) || scene.words.has(Weather::Rain);
    const bool many = heavy || scene.words.has(Weather::Clouds);
    Random random = scene.random.fork(u"clouds");
    const float cover = static_cast<float>((many ? -0.22 : 0.0) + random.between(0.0, 0.1));
    const double shrink = scene.size.width() > 500 ? 4.0 : 2.0;
    QImage clouds(qMax(8, qRound(scene.size.width() / shrink)), qMax(8, qRound(bottom / shrink)),
                  QImage::Format_ARGB32_Premultiplied);
    const auto width = static_cast<float>(clouds.width());
    const auto height = static_cast<float>(clouds.height());
    const auto aspect = static_cast<float>(scene.size.width() / scene.unit);
    const float sunX = static_cast<float>(scene.sun.x() / scene.size.width());
    const float sunY = static_cast<float>(scene.sun.y() / bottom);
    const float shiftX = static_cast<float>(random.between(0.0, 60.0));
    const Lab light = Lab::of(mix(palette.cloud, palette.glow, 0.45));
    const Lab body = Lab::of(palette.cloud);
    const Lab shade =
        Lab::of(mix(palette.cloud, mix(palette.skyTop, palette.skyMiddle, 0.5), 0.62));
    const int octaves = 4 + (scene.detail > 0.5 ? 1 : 0);
    for (int y = 0; y < clouds.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(clouds.scanLine(y));
        const float v = static_cast<float>(y) / height;
        // Clouds lie on a ceiling: they flatten and shrink towards the horizon.
        const float depth = 1.0F / (1.12F - v);
        for (int x = 0; x < clouds.width(); ++x) {
            const float u = static_cast<float>(x) / width;
            const float px = (u - 0.5F) * aspect * (1.1F + 0.75F * depth) + shiftX;
            const float py = 2.3F * depth + 1.2F * v;
            const float density = scene.noise.fractal(px, py, octaves);
            const float amount =
                step(cover, cover + 0.42F, density) * (1.0F - step(0.86F, 1.0F, v) * 0.8F);
            if (amount <= 0.004F) {
                line[x] = 0;
                continue;
            }
            const float towards = scene.noise.fractal(px + (sunX - u) * 0.35F, py - 0.16F, 3);
            const float relief = std::clamp(0.5F + (density - towards) * 1.5F, 0.0F, 1.0F);
            const float nearness =
                1.0F - std::min(1.0F, std::hypot((u - sunX) * aspect, v - sunY) * 1.3F);
            Lab color = mix(shade, body, relief);
            color = mix(color, light, std::clamp(relief * 0.5F + nearness * 0.55F, 0.0F, 0.95F));
            line[x] = premultiplied(color, amount * (many ? 0.92F : 0.78F));
        }
    }
    painter.drawImage(QRectF(0, 0, scene.size.width(), bottom), clouds);
}

void drawStars(QPainter &painter, const Scene &scene, double bottom)
{
    Random random = scene.random.fork(u"stars");
    const double dot = scene.unit / 1000.0;
    const int count = scene.many(
        static_cast<int>(420.0 * scene.size.width() * bottom / (scene.unit * scene.unit)));
    for (int i = 0; i < count; ++i) {
        const QPointF at(random.between(0, scene.size.width()), random.between(0, bottom));
        const double fade = 1.0 - at.y() / bottom;
        const double rank = std::pow(random.uniform(), 5.0);
        const double radius = dot * (0.7 + 2.2 * rank);
        painter.setBrush(
            withOpacity(mix(QColor(255, 250, 238), QColor(190, 214, 255), random.uniform()),
                        fade * random.between(0.35, 1.0)));
        painter.drawEllipse(at, radius, radius);
        if (rank > 0.7)
            drawGlow(painter, at, radius * 7, QColor(220, 232, 255), 0.35 * fade);
    }
}

void drawMoon(QPainter &painter, const Scene &scene)
{
    const QPointF at = scene.sun;
    const double radius = scene.sunRadius;
    drawGlow(painter, at, radius * 7.5, scene.palette.glow, 0.4);
    const QColor pale = lighten(scene.palette.glow, 0.02);
    painter.setBrush(pale);
    painter.drawEllipse(at, radius, radius);
    painter.save();
    QPainterPath disc;
    disc.addEllipse(at, radius, radius);
    painter.setClipPath(disc);
    Random random = scene.random.fork(u"moon");
    painter.setBrush(withOpacity(mix(pale, scene.palette.skyMiddle, 0.4), 0.35));
    for (int i = 0; i < 7; ++i) {
        const double size = radius * random.between(0.12, 0.36);
        painter.drawEllipse(at + QPointF(random.normal(), random.normal()) * radius * 0.4, size,
                            size * 0.85);
    }
    painter.restore();
}

void drawSunDisc(QPainter &painter, const Scene &scene)
{
    const QPointF at = scene.sun;
    const double radius = scene.sunRadius;
    drawGlow(painter, at, scene.unit * 0.75, scene.palette.glow, 0.5);
    drawGlow(painter, at, radius * 4.5, lighten(scene.palette.glow, 0.04), 0.7);
    if (scene.words.has(Weather::Storm) || scene.words.has(Weather::Rain))
        return;
    if (scene.words.has(Style::Vaporwave)) {
        QLinearGradient bars(0, at.y() - radius, 0, at.y() + radius);
        bars.setColorAt(0, QColor(0xff, 0xe2, 0x7a));
        bars.setColorAt(1, QColor(0xff, 0x4f, 0x9a));
        painter.save();
        QRegion slits(at.toPoint().x() - qRound(radius) - 2, at.toPoint().y() - qRound(radius) - 2,
                      qRound(radius * 2) + 4, qRound(radius) + 2);
        for (int i = 0; i < 6; ++i) {
            const double top = at.y() + radius * (i + 0.18 * (i + 1)) / 7.0;
            slits += QRect(qRound(at.x() - radius) - 2, qRound(top), qRound(radius * 2) + 4,
                           qMax(1, qRound(radius / 7.0 * (0.86 - 0.1 * i))));
        }
        painter.setClipRegion(slits);
        painter.setBrush(bars);
        painter.drawEllipse(at, radius, radius);
        painter.restore();
        return;
    }
    painter.setBrush(mix(scene.palette.glow, QColor(255, 253, 244), 0.6));
    painter.drawEllipse(at, radius, radius);
}

void drawAurora(QPainter &painter, const Scene &scene, double bottom)
{
    Random random = scene.random.fork(u"aurora");
    const QColor tones[] = {QColor(0x4d, 0xf0, 0xa8), QColor(0x3f, 0xd0, 0xc9),
                            QColor(0xa0, 0x6a, 0xe8)};
    painter.setCompositionMode(QPainter::CompositionMode_Screen);
    for (int band = 0; band < 3; ++band) {
        const double base = bottom * random.between(0.35, 0.7);
        const auto row = static_cast<float>(random.between(0, 50));
        const int columns = 260;
        for (int i = 0; i < columns; ++i) {
            const double t = static_cast<double>(i) / columns;
            const double wave =
                static_cast<double>(scene.noise.fractal(static_cast<float>(t) * 2.4F, row, 3));
            const double flare =
                0.5 + 0.5 * static_cast<double>(scene.noise.at(static_cast<float>(t) * 22.0F, row));
            const double foot = base + wave * bottom * 0.35;
            const double top = foot - bottom * (0.22 + 0.3 * flare);
            QLinearGradient curtain(0, top, 0, foot);
            curtain.setColorAt(0, withOpacity(tones[2], 0.0));
            curtain.setColorAt(
                0.55, withOpacity(mix(tones[band % 2], tones[2], 0.35), 0.2 * flare + 0.06));
            curtain.setColorAt(0.92, withOpacity(tones[band % 2], 0.36 * flare + 0.1));
            curtain.setColorAt(1, withOpacity(tones[band % 2], 0.0));
            const double width = scene.size.width() / columns;
            painter.fillRect(QRectF(t * scene.size.width(), top, width * 1.6, foot - top), curtain);
        }
    }
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
}

void drawRainbow(QPainter &painter, const Scene &scene)
{
    const double radius = scene.unit * 0.62;
    const QPointF centre(scene.size.width() - scene.sun.x(), scene.horizon + scene.unit * 0.08);
    painter.save();
    painter.setBrush(Qt::NoBrush);
    for (int i = 0; i < 7; ++i) {
        const QColor color =
            Lab::fromPolar(0.78F, 0.14F, 0.45F + 0.82F * static_cast<float>(i)).color(0.34);
        painter.setPen(QPen(color, scene.unit * 0.014));
        painter.drawEllipse(centre, radius - i * scene.unit * 0.012,
                            radius - i * scene.unit * 0.012);
    }
    painter.restore();
}

} // namespace

void drawGlow(QPainter &painter, QPointF centre, double radius, const QColor &color,
              double strength)
{
    QRadialGradient glow(centre, radius);
    for (int i = 0; i <= 8; ++i) {
        const double t = i / 8.0;
        glow.setColorAt(t, withOpacity(color, strength * std::pow(1.0 - t, 2.2)));
    }
    painter.fillRect(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius),
                     glow);
}

void drawSky(Planes &planes, const Scene &scene, double bottom)
{
    QPainter &painter = planes.next(1.0);
    const Palette &palette = scene.palette;
    QLinearGradient sky(0, 0, 0, bottom);
    for (int i = 0; i <= 10; ++i) {
        // Mixed in OKLab here, since a gradient through sRGB turns grey in its middle.
        const double t = i / 10.0;
        const QColor color = t < 0.55 ? mix(palette.skyTop, palette.skyMiddle, t / 0.55)
                                      : mix(palette.skyMiddle, palette.skyLow, (t - 0.55) / 0.45);
        sky.setColorAt(t, color);
    }
    painter.fillRect(QRectF(QPointF(0, 0), scene.size), sky);
    if (scene.palette.night && !scene.words.has(Weather::Storm) && scene.hour != Hour::Dusk)
        drawStars(painter, scene, bottom);
    if (scene.words.has(Weather::Aurora))
        drawAurora(painter, scene, bottom);
    const bool moon = scene.hour == Hour::Night || scene.words.has(Subject::Moon);
    if (moon && !scene.avoids(Subject::Moon))
        drawMoon(painter, scene);
    else if (!moon && !scene.avoids(Subject::Sun))
        drawSunDisc(painter, scene);
    QPainter &clouds = planes.next(0.95, Motion::Drift);
    drawClouds(clouds, scene, bottom);
    if (!moon)
        drawGlow(clouds, scene.sun, scene.unit * 0.5, palette.glow, 0.3);
    if (scene.words.has(Weather::Rainbow))
        drawRainbow(clouds, scene);
}

} // namespace peregrine::studio
