#pragma once

#include "core/schema/fieldspec.h"

#include <QJsonValue>
#include <QList>
#include <QPointF>
#include <QRectF>
#include <QSize>

#include <optional>

namespace peregrine {

/// A place in a picture, in its pixels.
struct PickedPoint
{
    QPointF place;
    /// Belongs to what is meant (Segment Anything: label 1), not to what is around it (label 0).
    bool foreground = true;

    friend bool operator==(const PickedPoint &, const PickedPoint &) = default;
};

/// What was picked in a picture; one of the three lists by the field.
struct PickedPlaces
{
    QList<PickedPoint> points;
    QList<QRectF> boxes;
    QList<QList<QPointF>> paths;

    friend bool operator==(const PickedPlaces &, const PickedPlaces &) = default;
};

/// The same places in a picture of another size.
[[nodiscard]] PickedPlaces scaledPlaces(PickedPlaces places, const QSize &from, const QSize &to);

/// How a field writes down places in a picture: as objects, tuples or texts; in pixels, in parts of
/// the picture (0 to 1) or in thousandths, whichever its bounds and its author's words say.
class CoordinateForm
{
public:
    enum class Shape { Points, Boxes, Paths };

    /// Nothing for fields that hold no places.
    [[nodiscard]] static std::optional<CoordinateForm> of(const FieldSpec &spec);

    [[nodiscard]] Shape shape() const { return m_shape; }
    /// How many the field takes; -1: any number.
    [[nodiscard]] qsizetype maximum() const { return m_maximum; }
    /// Points tell foreground from background.
    [[nodiscard]] bool isLabelled() const { return m_labelled; }

    /// What cannot be read is left out.
    [[nodiscard]] PickedPlaces read(const QJsonValue &value, const QSize &pixels) const;
    /// Members that are no places (a frame, an object's number) stay as they are in `before`, entry
    /// by entry; new entries get the defaults. Undefined when nothing is picked.
    [[nodiscard]] QJsonValue write(const PickedPlaces &places, const QSize &pixels,
                                   const QJsonValue &before) const;

private:
    explicit CoordinateForm(FieldSpec spec);

    [[nodiscard]] std::optional<PickedPoint> readPoint(const QJsonValue &value,
                                                       const QSize &pixels) const;
    [[nodiscard]] QJsonValue writePoint(const PickedPoint &point, const QSize &pixels,
                                        const QJsonValue &before) const;
    [[nodiscard]] std::optional<QRectF> readBox(const QJsonValue &value, const QSize &pixels) const;
    [[nodiscard]] QJsonValue writeBox(const QRectF &box, const QSize &pixels,
                                      const QJsonValue &before) const;

    FieldSpec m_spec;
    Shape m_shape = Shape::Points;
    qsizetype m_maximum = -1;
    bool m_labelled = false;
    bool m_texts = false;
    /// The spec of one point or box.
    FieldSpec m_place;
};

} // namespace peregrine
