#include "core/localserver/studio/pen.h"

#include "core/localserver/studio/oklab.h"

#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace peregrine::studio {

namespace {

QPainterPath curveThrough(const std::vector<QPointF> &points, double tension, bool closed)
{
    QPainterPath path;
    const size_t count = points.size();
    if (count < 2)
        return path;
    const auto at = [&](std::ptrdiff_t i) {
        const auto n = static_cast<std::ptrdiff_t>(count);
        if (closed)
            return points[static_cast<size_t>((i % n + n) % n)];
        return points[static_cast<size_t>(std::clamp<std::ptrdiff_t>(i, 0, n - 1))];
    };
    path.moveTo(points.front());
    const std::ptrdiff_t last = static_cast<std::ptrdiff_t>(count) - (closed ? 0 : 1);
    for (std::ptrdiff_t i = 0; i < last; ++i) {
        const QPointF a = at(i);
        const QPointF b = at(i + 1);
        path.cubicTo(a + (b - at(i - 1)) * (tension / 6.0), b - (at(i + 2) - a) * (tension / 6.0),
                     b);
    }
    if (closed)
        path.closeSubpath();
    return path;
}

} // namespace

QPainterPath smooth(const std::vector<QPointF> &points, double tension)
{
    return curveThrough(points, tension, true);
}

QPainterPath smoothLine(const std::vector<QPointF> &points, double tension)
{
    return curveThrough(points, tension, false);
}

QPainterPath mirrored(const QPainterPath &path)
{
    return QTransform::fromScale(-1.0, 1.0).map(path);
}

QPainterPath ellipse(double x, double y, double radiusX, double radiusY)
{
    QPainterPath path;
    path.addEllipse(QPointF(x, y), radiusX, radiusY);
    return path;
}

QPainterPath limb(const std::vector<QPointF> &points, double from, double to)
{
    std::vector<QPointF> outline;
    const size_t count = points.size();
    const auto edge = [&](size_t i, double sign) {
        const QPointF along = points[std::min(i + 1, count - 1)] - points[i == 0 ? 0 : i - 1];
        const double length = std::max(1e-6, std::hypot(along.x(), along.y()));
        const double t = count > 1 ? static_cast<double>(i) / static_cast<double>(count - 1) : 0.0;
        const double half = 0.5 * std::lerp(from, to, t) * sign;
        return points[i] + QPointF(-along.y() / length * half, along.x() / length * half);
    };
    for (size_t i = 0; i < count; ++i)
        outline.push_back(edge(i, 1.0));
    for (size_t i = count; i-- > 0;)
        outline.push_back(edge(i, -1.0));
    return smooth(outline, 0.75);
}

Pen::Pen(QPainter &painter, const Scene &scene, const Placed &placed)
    : m_painter(painter)
    , m_scene(scene)
    , m_random(placed.seed)
    , m_color(placed.color)
    , m_distance(placed.distance)
{
    m_painter.save();
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(Qt::NoPen);
    const double scale = placed.height / 100.0;
    m_painter.translate(placed.foot.x(), placed.foot.y() - placed.height);
    m_painter.scale(placed.mirrored ? -scale : scale, scale);
    m_side = scene.sun.x() >= placed.foot.x() ? 1.0 : -1.0;
    if (placed.mirrored)
        m_side = -m_side;
}

Pen::~Pen()
{
    m_painter.restore();
}

QColor Pen::lit(const QColor &color) const
{
    const Palette &palette = m_scene.palette;
    QColor seen = mix(color, palette.near, (1.0 - palette.light) * 0.42);
    seen = mix(seen, palette.glow, 0.06 + 0.05 * palette.light);
    return mix(seen, palette.skyLow, std::min(0.6, m_distance * (0.35 + palette.haze)));
}

QColor Pen::own(const QColor &usual) const
{
    return m_color.value_or(usual);
}

void Pen::flat(const QPainterPath &path, const QColor &color)
{
    m_painter.fillPath(path, lit(color));
}

void Pen::solid(const QPainterPath &path, const QColor &color, double depth)
{
    const QColor base = lit(color);
    const QRectF box = path.boundingRect();
    const QColor bright = lighten(mix(base, m_scene.palette.glow, 0.26), 0.06 * depth);
    const QColor shade = mix(lighten(base, -0.19 * depth), m_scene.palette.skyTop, 0.14);
    QLinearGradient body(m_side > 0 ? box.right() : box.left(), box.top(),
                         m_side > 0 ? box.left() : box.right(), box.bottom());
    if (plain()) {
        // Two tones with a crisp border, as in a print.
        body.setColorAt(0.0, bright);
        body.setColorAt(0.47, bright);
        body.setColorAt(0.5, mix(base, shade, 0.55));
        body.setColorAt(1.0, mix(base, shade, 0.55));
        m_painter.fillPath(path, body);
        return;
    }
    body.setColorAt(0.0, bright);
    body.setColorAt(0.42, base);
    body.setColorAt(1.0, shade);
    m_painter.fillPath(path, body);

    const double width = std::min(box.width(), box.height()) * 0.16;
    QLinearGradient rim(m_side > 0 ? box.right() : box.left(), 0.0,
                        m_side > 0 ? box.left() : box.right(), box.height() * 0.2);
    const QColor light = mix(m_scene.palette.glow, base, 0.25);
    rim.setColorAt(0.0, withOpacity(light, 0.75));
    rim.setColorAt(0.4, withOpacity(light, 0.2));
    rim.setColorAt(0.6, withOpacity(light, 0.0));
    m_painter.save();
    m_painter.setClipPath(path, Qt::IntersectClip);
    m_painter.strokePath(path, QPen(QBrush(rim), width));
    m_painter.restore();
}

void Pen::line(const QPainterPath &path, const QColor &color, double width)
{
    m_painter.strokePath(path, QPen(lit(color), width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

void Pen::fur(const QPainterPath &path, const QColor &color, QPointF from, int count, double length)
{
    if (plain())
        return;
    const QColor base = lit(color);
    const QRectF box = path.boundingRect();
    const auto hair = [&](QPointF at, double reach, double opacity) {
        QPointF away = at - from;
        const double size = std::max(0.5, std::hypot(away.x(), away.y()));
        away = QPointF(away.x() / size, away.y() / size + 0.5);
        const QPointF end = at + away * reach + QPointF(m_random.normal(), m_random.normal()) * 0.4;
        const double sunny = m_side * (at.x() - box.center().x()) / std::max(1.0, box.width());
        const QColor tone = mix(lighten(base, m_random.normal() * 0.05), m_scene.palette.glow,
                                std::clamp(sunny * 0.5, 0.0, 0.35));
        m_painter.setPen(QPen(withOpacity(tone, opacity), m_random.between(0.35, 0.8),
                              Qt::SolidLine, Qt::RoundCap));
        m_painter.drawLine(at, end);
    };
    m_painter.save();
    m_painter.setClipPath(path, Qt::IntersectClip);
    const int hairs = m_scene.many(count);
    for (int i = 0; i < hairs; ++i) {
        hair({m_random.between(box.left(), box.right()), m_random.between(box.top(), box.bottom())},
             length * m_random.between(0.6, 1.3), 0.55);
    }
    m_painter.restore();
    const QPolygonF edge = path.toFillPolygon();
    for (int i = 1; i < edge.size(); ++i) {
        const QPointF a = edge.at(i - 1);
        const QPointF b = edge.at(i);
        const int tufts = static_cast<int>(std::hypot(b.x() - a.x(), b.y() - a.y()) / 0.9);
        for (int t = 0; t < tufts; ++t)
            hair(a + (b - a) * m_random.uniform(), length * m_random.between(0.12, 0.4), 0.7);
    }
    m_painter.setPen(Qt::NoPen);
}

void Pen::shine(QPointF centre, double radius, const QColor &color, double strength)
{
    QRadialGradient halo(centre, radius);
    halo.setColorAt(0.0, withOpacity(color, 0.85 * strength));
    halo.setColorAt(0.25, withOpacity(color, 0.4 * strength));
    halo.setColorAt(0.6, withOpacity(color, 0.1 * strength));
    halo.setColorAt(1.0, withOpacity(color, 0.0));
    m_painter.fillPath(ellipse(centre.x(), centre.y(), radius, radius), halo);
}

void Pen::contactShadow(double halfWidth, double y)
{
    const QColor dark = mix(m_scene.palette.near, m_scene.palette.groundDark, 0.4);
    const double shift = -m_side * halfWidth * 0.35;
    m_painter.save();
    m_painter.translate(shift, y);
    m_painter.scale(1.0, 0.16);
    QRadialGradient pool(QPointF(0, 0), halfWidth * 1.35);
    pool.setColorAt(0.0, withOpacity(dark, 0.75 * (1.0 - m_distance)));
    pool.setColorAt(0.55, withOpacity(dark, 0.4 * (1.0 - m_distance)));
    pool.setColorAt(1.0, withOpacity(dark, 0.0));
    m_painter.fillPath(ellipse(0, 0, halfWidth * 1.35, halfWidth * 1.35), pool);
    m_painter.restore();
}

} // namespace peregrine::studio
