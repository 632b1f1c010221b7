#pragma once

#include "core/localserver/studio/emblem/emblemcolors.h"
#include "core/localserver/studio/noise.h"

#include <QBrush>
#include <QList>
#include <QPainter>
#include <QPainterPath>

namespace peregrine::studio {

/// One flat scene of an emblem: hills, a sea, arcs, a skyline, a figure, ... It can be shown in its
/// colours or as a line drawing, and at any moment of a short film.
class Scenery
{
public:
    enum class Finish { Painted, Drawn };
    /// What it has to be of: of a person, or of one thing that stands free.
    enum class Topic { Any, Person, Thing };

    /// The colours must outlive it.
    Scenery(const EmblemColors &colors, const Random &random, Topic topic);

    /// Fills the box. moment: 0 to 1.
    void paint(QPainter &painter, const QRectF &box, Finish finish, double moment) const;
    /// As painted, but without a ground: what stands in front of it.
    void paintForeground(QPainter &painter, const QRectF &box, double moment) const;

private:
    enum class Kind { Ridges, Sea, Dunes, Forest, Skyline, Orbits, Bloom, Arcs, Figure };

    struct Shape
    {
        QPainterPath path;
        QBrush brush;
    };

    [[nodiscard]] static Kind kindFor(Topic topic, Random random);
    [[nodiscard]] QList<Shape> shapes(double moment) const;
    void addRidges(QList<Shape> &to, Random random, double moment, double roughness) const;
    void addSea(QList<Shape> &to, Random random, double moment) const;
    void addForest(QList<Shape> &to, Random random, double moment) const;
    void addSkyline(QList<Shape> &to, Random random, double moment) const;
    void addOrbits(QList<Shape> &to, Random random, double moment) const;
    void addBloom(QList<Shape> &to, Random random, double moment) const;
    void addArcs(QList<Shape> &to, Random random, double moment) const;
    void addFigure(QList<Shape> &to, Random random, double moment) const;

    [[nodiscard]] Shape sun(Random &random, double lowest, double moment) const;
    [[nodiscard]] QBrush misty(std::size_t layer, double top, double bottom) const;
    void paintShapes(QPainter &painter, const QRectF &box, Finish finish,
                     const QList<Shape> &shapes, bool ground) const;

    const EmblemColors &m_colors;
    Random m_random;
    Noise m_noise;
    Kind m_kind;
};

} // namespace peregrine::studio
