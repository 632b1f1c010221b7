#pragma once

#include "core/localserver/studio/emblem/emblem.h"
#include "core/localserver/studio/emblem/scenery.h"

#include <QPainter>

namespace peregrine::studio {

/// What the motifs draw with: a sheet of 640 x 480, colours, chance, and the pictures to show.
class EmblemSheet
{
public:
    static constexpr double width = 640.0;
    static constexpr double height = 480.0;

    /// All must outlive the sheet.
    EmblemSheet(QPainter &painter, const EmblemRequest &request, const EmblemColors &colors,
                const Scenery &scenery, const Random &random);

    [[nodiscard]] QPainter &painter() { return m_painter; }
    [[nodiscard]] const EmblemColors &colors() const { return m_colors; }
    [[nodiscard]] const Scenery &scenery() const { return m_scenery; }
    [[nodiscard]] Random &random() { return m_random; }
    /// The sound's, 0 to 1, at a place from 0 to 1.
    [[nodiscard]] double loudnessAt(double place) const;
    [[nodiscard]] bool hasPictures() const { return !m_request.pictures.isEmpty(); }
    [[nodiscard]] const QList<QColor> &swatches() const { return m_request.swatches; }
    [[nodiscard]] static QRectF whole() { return {0, 0, width, height}; }

    /// The ground under motifs that do not fill the sheet.
    void ground();
    void fill(const QPainterPath &path, const QBrush &brush);
    void bar(const QRectF &box, double radius, const QBrush &brush);
    void line(const QPainterPath &path, const QColor &color, double thickness);
    /// A soft shadow, as of a card that lies on the ground.
    void shadow(const QRectF &box, double radius);
    /// What goes in: the first picture, or the scene as a drawing.
    void before(const QRectF &box);
    /// What comes out, at a moment from 0 to 1 of it.
    void after(const QRectF &box, double moment);

private:
    void picture(const QRectF &box, const QImage &image);

    QPainter &m_painter;
    const EmblemRequest &m_request;
    const EmblemColors &m_colors;
    const Scenery &m_scenery;
    Random m_random;
    Noise m_noise;
};

} // namespace peregrine::studio
