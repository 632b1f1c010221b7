#pragma once

#include <QImage>
#include <QList>
#include <QPainter>
#include <QString>

#include <memory>

namespace peregrine::studio {

/// How a layer moves in a film, beside following the camera.
enum class Motion { Still, Drift, Water, Sway, Float };

struct Plane
{
    QImage image; ///< premultiplied; the first plane is opaque
    double depth = 0.0; ///< 0 at the camera, 1 at infinity
    Motion motion = Motion::Still;
};

/// The picture's layers, back to front. Flat, all of them are drawn into one image; separate, each
/// has its own, for paper that throws shadows and for films whose camera moves.
class Planes
{
public:
    Planes(QSize size, bool separate);
    ~Planes();

    /// A painter for what lies in front of everything so far. Valid until the next call.
    QPainter &next(double depth, Motion motion = Motion::Still);
    [[nodiscard]] QPainter &current() { return *m_painter; }
    [[nodiscard]] QSize size() const { return m_size; }
    [[nodiscard]] QList<Plane> take();
    /// What has been drawn until now, on the ground given, at most `side` pixels long.
    [[nodiscard]] QImage soFar(const QColor &ground, int side) const;

private:
    QSize m_size;
    bool m_separate;
    QList<Plane> m_planes;
    std::unique_ptr<QPainter> m_painter;
};

} // namespace peregrine::studio
