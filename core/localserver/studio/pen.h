#pragma once

#include "core/localserver/studio/scene.h"

#include <QPainter>
#include <QPainterPath>

#include <initializer_list>
#include <vector>

namespace peregrine::studio {

/// A closed curve through the points. `tension` 0 gives a polygon, 1 the roundest curve.
[[nodiscard]] QPainterPath smooth(const std::vector<QPointF> &points, double tension = 0.9);
/// The same, open.
[[nodiscard]] QPainterPath smoothLine(const std::vector<QPointF> &points, double tension = 0.9);
[[nodiscard]] QPainterPath mirrored(const QPainterPath &path);
[[nodiscard]] QPainterPath ellipse(double x, double y, double radiusX, double radiusY);
/// A limb or trunk around a centre line, as thick as `from` at its start and `to` at its end.
[[nodiscard]] QPainterPath limb(const std::vector<QPointF> &points, double from, double to);

/// Draws one subject in a box of its own: x from -50 to 50, y from 0 (top) to 100 (foot). It knows
/// the scene's light, so that every shape is lit from the sun's side and dimmed with the hour.
class Pen
{
public:
    Pen(QPainter &painter, const Scene &scene, const Placed &placed);
    ~Pen();
    Pen(const Pen &) = delete;
    Pen &operator=(const Pen &) = delete;

    /// The colour as it looks in this light and at this distance.
    [[nodiscard]] QColor lit(const QColor &color) const;
    /// The subject's named colour, or else `usual`.
    [[nodiscard]] QColor own(const QColor &usual) const;

    void flat(const QPainterPath &path, const QColor &color);
    /// A rounded body: light on the sun's side, shade on the other, a bright rim.
    void solid(const QPainterPath &path, const QColor &color, double depth = 1.0);
    void line(const QPainterPath &path, const QColor &color, double width);
    /// Short hairs inside and over the edge of a shape, flowing away from `from`.
    void fur(const QPainterPath &path, const QColor &color, QPointF from, int count, double length);
    /// Something that shines: its own colour whatever the light, with a halo.
    void shine(QPointF centre, double radius, const QColor &color, double strength = 1.0);
    void contactShadow(double halfWidth, double y = 99.0);

    [[nodiscard]] QPainter &painter() { return m_painter; }
    [[nodiscard]] const Scene &scene() const { return m_scene; }
    [[nodiscard]] Random &random() { return m_random; }
    /// 1 when the light comes from the right of the box, -1 from the left.
    [[nodiscard]] double side() const { return m_side; }
    [[nodiscard]] bool plain() const { return m_scene.flat; }

private:
    QPainter &m_painter;
    const Scene &m_scene;
    Random m_random;
    std::optional<QColor> m_color;
    double m_side = 1.0;
    double m_distance = 0.0;
};

} // namespace peregrine::studio
