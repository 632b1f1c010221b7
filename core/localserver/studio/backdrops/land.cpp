#include "core/localserver/studio/backdrops/backdrops.h"
#include "core/localserver/studio/oklab.h"

#include <algorithm>
#include <cmath>

namespace peregrine::studio {

void drawRidge(QPainter &painter, const Scene &scene, double base, double lift, double row,
               const QColor &color, bool peaks, double mistTo)
{
    const double width = scene.size.width();
    const double step = std::max(1.5, scene.unit / 420.0);
    const auto aspect = static_cast<float>(width / scene.unit);
    const auto y = static_cast<float>(row);
    const auto height = [&](double x) {
        const float u = static_cast<float>(x / width) * aspect;
        const float value = peaks ? scene.noise.ridged(u * 1.5F, y, 6) * 1.7F - 0.95F
                                  : scene.noise.fractal(u * 1.7F, y, 5) * 0.9F;
        return base - lift * static_cast<double>(value);
    };
    QPainterPath ridge(QPointF(-4, scene.size.height()));
    double top = base;
    for (double x = -4; x <= width + step; x += step) {
        const double at = height(x);
        top = std::min(top, at);
        ridge.lineTo(x, at);
    }
    ridge.lineTo(width + 4, scene.size.height());
    QLinearGradient fade(0, top, 0, std::max(top + 1.0, mistTo));
    const QColor mist = mix(color, scene.palette.skyLow, 0.45 + 0.4 * scene.palette.haze);
    fade.setColorAt(0, mix(color, scene.palette.glow, 0.05));
    fade.setColorAt(0.5, mix(color, mist, 0.35));
    fade.setColorAt(1, mist);
    painter.fillPath(ridge, fade);
    if (!peaks || lift < scene.unit * 0.07)
        return;

    // Facets: each crest has a side towards the sun and one away from it.
    painter.save();
    painter.setClipPath(ridge);
    const bool white = scene.snowy || lift > scene.unit * 0.14;
    const QColor snow = mix(scene.palette.cloud, QColor(252, 252, 255), 0.5);
    const QColor sunny = white ? mix(color, mix(snow, scene.palette.glow, 0.3), 0.75)
                               : mix(color, scene.palette.glow, 0.4);
    const QColor shade = mix(color, scene.palette.skyTop, 0.35);
    for (double x = 0; x <= width; x += step) {
        const double here = height(x);
        const double rise = (height(x + step * 3) - height(x - step * 3)) / (step * 6);
        const double sunward = scene.sun.x() > x ? 1.0 : -1.0;
        const double lit = std::clamp(0.5 + rise * sunward * 0.85, 0.0, 1.0);
        const float jag =
            scene.noise.fractal(static_cast<float>(x / scene.unit) * 22.0F, y + 40.0F, 3);
        const double depth = lift * (0.28 + 0.5 * (base - here) / std::max(1.0, lift))
            * (0.65 + 0.6 * static_cast<double>(jag));
        if (depth <= 1.0)
            continue;
        QLinearGradient face(0, here, 0, here + depth);
        const QColor tone = mix(shade, sunny, lit);
        const double strength = white ? 0.85 : 0.5;
        face.setColorAt(0, withOpacity(tone, strength));
        face.setColorAt(0.7, withOpacity(tone, strength * 0.55));
        face.setColorAt(1, withOpacity(tone, 0));
        painter.fillRect(QRectF(x, here - 1, step + 0.6, depth + 1), face);
    }
    painter.restore();
}

void drawTreeline(QPainter &painter, const Scene &scene, double base, double height, Random &random,
                  const QColor &color, bool conifers)
{
    const double width = scene.size.width();
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    for (double x = -height; x < width + height;) {
        const double tall = height * random.between(0.55, 1.15);
        if (conifers) {
            const double half = tall * random.between(0.15, 0.21);
            path.moveTo(x, base - tall);
            const int tiers = 5;
            for (int i = 1; i <= tiers; ++i) {
                const double t = static_cast<double>(i) / tiers;
                path.lineTo(x + half * t * random.between(0.85, 1.1), base - tall * (1.0 - t));
                path.lineTo(x + half * t * 0.55, base - tall * (1.0 - t) - tall * 0.02);
            }
            path.lineTo(x, base + 2);
            for (int i = tiers; i >= 1; --i) {
                const double t = static_cast<double>(i) / tiers;
                path.lineTo(x - half * t * 0.55, base - tall * (1.0 - t) - tall * 0.02);
                path.lineTo(x - half * t * random.between(0.85, 1.1), base - tall * (1.0 - t));
            }
            path.closeSubpath();
            x += half * random.between(0.8, 1.7);
        } else {
            const double radius = tall * 0.3;
            path.addEllipse(QPointF(x, base - tall + radius), radius, radius * 1.1);
            path.addEllipse(QPointF(x + radius * 0.7, base - tall * 0.55), radius * 0.9, radius);
            path.addEllipse(QPointF(x - radius * 0.7, base - tall * 0.45), radius * 0.9,
                            radius * 0.9);
            x += radius * random.between(0.8, 1.5);
        }
    }
    path.addRect(QRectF(0, base - height * 0.25, width, height * 0.4));
    QLinearGradient fade(0, base - height, 0, base + height * 0.12);
    fade.setColorAt(0, mix(color, scene.palette.glow, 0.1));
    fade.setColorAt(1, mix(color, scene.palette.skyLow, 0.2 + 0.4 * scene.palette.haze));
    painter.fillPath(path, fade);
}

void drawGround(QPainter &painter, const Scene &scene, double top, Random random)
{
    const Palette &palette = scene.palette;
    const double width = scene.size.width();
    const double height = scene.size.height();
    QPainterPath ground(QPointF(0, height));
    const auto row = static_cast<float>(random.between(0, 90));
    for (double x = 0; x <= width + 8; x += 8)
        ground.lineTo(x,
                      top
                          + scene.unit * 0.018
                              * static_cast<double>(scene.noise.fractal(
                                  static_cast<float>(x / scene.unit) * 3.0F, row, 3)));
    ground.lineTo(width, height);
    QLinearGradient fill(0, top, 0, height);
    fill.setColorAt(0, mix(palette.ground, palette.skyLow, 0.25 + 0.5 * palette.haze));
    fill.setColorAt(0.3, palette.ground);
    fill.setColorAt(1, palette.groundDark);
    painter.fillPath(ground, fill);
    painter.save();
    painter.setClipPath(ground);
    // Long low strokes of tone, closer and larger towards the viewer.
    const int strokes = scene.flat ? scene.many(60) : scene.many(520);
    for (int i = 0; i < strokes; ++i) {
        const double t = std::pow(random.uniform(), 0.7);
        const double y = top + (height - top) * t;
        const double length = scene.unit * (0.02 + 0.16 * t) * random.between(0.5, 1.4);
        const double x = random.between(-0.05, 1.05) * width;
        const double sunny = std::exp(-std::pow((x - scene.sun.x()) / (scene.unit * 0.4), 2.0));
        QColor tone =
            mix(mix(palette.ground, palette.groundDark,
                    std::clamp(t + random.normal() * 0.3, 0.0, 1.0)),
                palette.glow, std::max(0.0, sunny * 0.35 * (1.0 - t) + random.normal() * 0.05));
        painter.setBrush(withOpacity(tone, 0.45));
        painter.drawEllipse(QPointF(x, y), length,
                            std::max(0.8, length * random.between(0.05, 0.12)));
    }
    painter.restore();
    drawGlow(painter, QPointF(scene.sun.x(), top), scene.unit * 0.5, palette.glow,
             0.3 * palette.light);
}

void drawMist(QPainter &painter, const Scene &scene, double top, double bottom, double strength,
              Random &random)
{
    if (strength <= 0.01 || bottom - top < 2.0)
        return;
    constexpr int columns = 96;
    constexpr int rows = 28;
    QImage mist(columns, rows, QImage::Format_ARGB32_Premultiplied);
    const QColor color = mix(scene.palette.skyLow, scene.palette.glow, 0.25);
    const auto shift = static_cast<float>(random.between(0, 100));
    for (int y = 0; y < rows; ++y) {
        auto *line = reinterpret_cast<QRgb *>(mist.scanLine(y));
        const double v = static_cast<double>(y) / (rows - 1);
        const double band = std::sin(v * 3.14159);
        for (int x = 0; x < columns; ++x) {
            const float n = scene.noise.fractal(static_cast<float>(x) * 0.045F + shift,
                                                static_cast<float>(v) * 1.6F + shift, 4);
            const double amount =
                std::clamp(band * strength * (0.75 + 0.9 * static_cast<double>(n)), 0.0, 1.0);
            line[x] = qPremultiply(withOpacity(color, amount).rgba());
        }
    }
    painter.drawImage(QRectF(-2, top, scene.size.width() + 4, bottom - top), mist);
}

void drawLeaves(QPainter &painter, const Scene &scene, QPointF centre, double radius, int count,
                double leaf, double haze, Random &random)
{
    const Palette &palette = scene.palette;
    const double sunX = scene.sun.x() > centre.x() ? 1.0 : -1.0;
    painter.save();
    for (int i = 0; i < count; ++i) {
        const double angle = random.between(0, 6.28318);
        const double reach = std::sqrt(random.uniform());
        const QPointF offset(std::cos(angle) * reach, std::sin(angle) * reach * 0.78);
        // Dark leaves first and below, bright ones last and towards the sun.
        const double order = static_cast<double>(i) / std::max(1, count);
        const double lit = std::clamp(0.5 * order + 0.3 * offset.x() * sunX - 0.35 * offset.y()
                                          + random.normal() * 0.13,
                                      0.0, 1.0);
        const auto pick =
            static_cast<size_t>(std::clamp(lit * 4.0 + random.normal() * 0.6, 0.0, 3.0));
        QColor color =
            lit < 0.2 ? mix(palette.foliage[4], palette.near, 0.35) : palette.foliage[pick];
        if (lit > 0.7)
            color = mix(color, palette.glow, (lit - 0.7) * 0.9);
        color = mix(color, palette.skyLow, haze);
        const double size = leaf * random.between(0.6, 1.4);
        painter.setBrush(withOpacity(color, 0.9));
        painter.save();
        painter.translate(centre + offset * radius);
        painter.rotate(random.between(-70, 70));
        painter.drawEllipse(QPointF(0, 0), size, size * random.between(0.4, 0.65));
        painter.restore();
    }
    painter.restore();
}

void drawRays(QPainter &painter, const Scene &scene, Random random)
{
    painter.save();
    painter.setCompositionMode(QPainter::CompositionMode_Screen);
    const double reach = std::hypot(scene.size.width(), scene.size.height());
    for (int i = 0; i < 11; ++i) {
        const double angle = random.between(0.12, 0.88) * 3.14159;
        const double spread = random.between(0.008, 0.035);
        const QPointF from = scene.sun;
        const auto end = [&](double a) { return from + QPointF(std::cos(a), std::sin(a)) * reach; };
        QPainterPath ray(from);
        ray.lineTo(end(angle - spread));
        ray.lineTo(end(angle + spread));
        ray.closeSubpath();
        QRadialGradient light(from, scene.unit * 0.85);
        const double strength = random.between(0.06, 0.17);
        light.setColorAt(0, withOpacity(scene.palette.glow, strength));
        light.setColorAt(0.5, withOpacity(scene.palette.glow, strength * 0.6));
        light.setColorAt(1, withOpacity(scene.palette.glow, 0));
        painter.fillPath(ray, light);
    }
    painter.restore();
}

void drawGrasses(QPainter &painter, const Scene &scene, double top, double bottom, int count,
                 double height, Random &random)
{
    const Palette &palette = scene.palette;
    for (int i = 0; i < count; ++i) {
        const double t = static_cast<double>(i) / std::max(1, count);
        const QPointF foot(random.between(-0.02, 1.02) * scene.size.width(),
                           std::lerp(top, bottom, t));
        const double tall = height * (0.35 + 0.65 * t) * random.between(0.5, 1.25);
        const double lean = random.normal() * 0.3 * tall;
        QPainterPath blade(foot - QPointF(tall * 0.035, 0));
        blade.quadTo(foot + QPointF(lean * 0.2, -tall * 0.6), foot + QPointF(lean, -tall));
        blade.quadTo(foot + QPointF(lean * 0.3 + tall * 0.04, -tall * 0.5),
                     foot + QPointF(tall * 0.035, 0));
        const double sunny =
            std::exp(-std::pow((foot.x() - scene.sun.x()) / (scene.unit * 0.5), 2.0));
        const QColor color =
            mix(mix(palette.ground, palette.near,
                    std::clamp(t * 0.75 + random.normal() * 0.2, 0.0, 1.0)),
                palette.glow, std::clamp(sunny * 0.25 + random.normal() * 0.08, 0.0, 0.5));
        painter.fillPath(blade, color);
    }
}

} // namespace peregrine::studio
