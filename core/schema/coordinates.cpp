#include "core/schema/coordinates.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTransform>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace peregrine {

namespace {

/// Left, top, right, bottom; or left, top, width, height where sized.
struct BoxNames
{
    std::array<const char *, 4> names;
    bool sized = false;
};

constexpr std::array<BoxNames, 6> boxNames{{
    {{"x_min", "y_min", "x_max", "y_max"}},
    {{"xmin", "ymin", "xmax", "ymax"}},
    {{"x1", "y1", "x2", "y2"}},
    {{"left", "top", "right", "bottom"}},
    {{"x", "y", "width", "height"}, true},
    {{"x", "y", "w", "h"}, true},
}};

/// The two labels of Segment Anything in the words of different authors.
constexpr std::array<std::pair<const char *, const char *>, 3> labelWords{{
    {"positive", "negative"},
    {"foreground", "background"},
    {"include", "exclude"},
}};

const FieldSpec *labelOf(const FieldSpec &point)
{
    for (const char *name : {"label", "type"}) {
        const FieldSpec *member = point.child(QLatin1String(name));
        if (member
            && (member->kind == FieldKind::Integer || member->kind == FieldKind::Enum
                || member->kind == FieldKind::Text))
            return member;
    }
    return nullptr;
}

/// What the field writes where a length has this many pixels: the picture's side for parts of it,
/// 1 for pixels.
double unitOf(const FieldSpec &number, const QString &help, double side)
{
    const double maximum = number.range.maximum.toDouble(0);
    if (maximum == 1)
        return side;
    if (maximum == 999 || maximum == 1000)
        return side / maximum;
    static const QRegularExpression parts(
        QStringLiteral("normali[sz]ed|0 ?(-|–|to|\\.\\.|,) ?1(\\.0)?\\b"),
        QRegularExpression::CaseInsensitiveOption);
    const bool said = number.kind == FieldKind::Number
        && (parts.match(number.help).hasMatch() || parts.match(help).hasMatch());
    return said ? side : 1;
}

QJsonValue written(const FieldSpec &number, double pixels, double unit)
{
    double value = pixels / unit;
    if (!number.range.minimum.isUndefined())
        value = std::max(value, number.range.minimum.toDouble());
    if (!number.range.maximum.isUndefined())
        value = std::min(value, number.range.maximum.toDouble());
    if (number.kind == FieldKind::Integer)
        return static_cast<qint64>(std::llround(value));
    // Fractions finer than a hundredth of a pixel mean nothing.
    const double grain = unit > 1 ? 1e5 : 100;
    return std::round(value * grain) / grain;
}

std::optional<double> number(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

/// The object a text holds, in JSON's spelling or in Python's.
QJsonObject objectIn(const QString &text)
{
    static const QRegularExpression member(
        QStringLiteral("['\"](\\w+)['\"]\\s*:\\s*(?:(-?[0-9.]+)|['\"]([^'\"]*)['\"])"));
    QJsonObject object;
    for (auto it = member.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        object.insert(match.captured(1),
                      match.hasCaptured(2) && !match.captured(2).isEmpty()
                          ? QJsonValue(match.captured(2).toDouble())
                          : QJsonValue(match.captured(3)));
    }
    return object;
}

} // namespace

PickedPlaces scaledPlaces(PickedPlaces places, const QSize &from, const QSize &to)
{
    if (from == to || from.isEmpty())
        return places;
    const QTransform scale = QTransform::fromScale(double(to.width()) / from.width(),
                                                   double(to.height()) / from.height());
    for (PickedPoint &point : places.points)
        point.place = scale.map(point.place);
    for (QRectF &box : places.boxes)
        box = scale.mapRect(box);
    for (QList<QPointF> &path : places.paths) {
        for (QPointF &place : path)
            place = scale.map(place);
    }
    return places;
}

std::optional<CoordinateForm> CoordinateForm::of(const FieldSpec &spec)
{
    CoordinateForm form(spec);
    switch (spec.meaning) {
    case FieldMeaning::Point:
    case FieldMeaning::Box:
        form.m_maximum = 1;
        form.m_place = spec;
        break;
    case FieldMeaning::Points:
    case FieldMeaning::Boxes:
        form.m_maximum = spec.maxItems;
        form.m_place = spec.children.constFirst();
        break;
    case FieldMeaning::Path:
        form.m_maximum = 1;
        form.m_place = spec.children.constFirst();
        break;
    case FieldMeaning::Paths:
        form.m_maximum = spec.maxItems;
        form.m_place = spec.children.constFirst().children.constFirst();
        break;
    case FieldMeaning::KeyPoints:
        form.m_maximum = spec.maxItems;
        form.m_texts = true;
        break;
    default:
        return std::nullopt;
    }
    const bool boxes = spec.meaning == FieldMeaning::Box || spec.meaning == FieldMeaning::Boxes;
    const bool paths = spec.meaning == FieldMeaning::Path || spec.meaning == FieldMeaning::Paths;
    form.m_shape = boxes ? Shape::Boxes : paths ? Shape::Paths : Shape::Points;
    form.m_labelled = form.m_shape == Shape::Points && (form.m_texts || labelOf(form.m_place));
    return form;
}

CoordinateForm::CoordinateForm(FieldSpec spec)
    : m_spec(std::move(spec))
{ }

std::optional<PickedPoint> CoordinateForm::readPoint(const QJsonValue &value,
                                                     const QSize &pixels) const
{
    PickedPoint point;
    if (m_place.kind == FieldKind::Tuple) {
        const auto x = number(value.toArray().at(0));
        const auto y = number(value.toArray().at(1));
        if (!x || !y || value.toArray().size() < 2)
            return std::nullopt;
        point.place = QPointF(*x * unitOf(m_place.children.at(0), m_place.help, pixels.width()),
                              *y * unitOf(m_place.children.at(1), m_place.help, pixels.height()));
        return point;
    }
    const QJsonObject object = m_texts ? objectIn(value.toString()) : value.toObject();
    const auto x = number(object.value(QLatin1String("x")));
    const auto y = number(object.value(QLatin1String("y")));
    if (!x || !y)
        return std::nullopt;
    point.place = QPointF(*x, *y);
    const FieldSpec *xSpec = m_place.child(QStringLiteral("x"));
    const FieldSpec *ySpec = m_place.child(QStringLiteral("y"));
    if (xSpec && ySpec)
        point.place = QPointF(*x * unitOf(*xSpec, m_place.help, pixels.width()),
                              *y * unitOf(*ySpec, m_place.help, pixels.height()));
    for (const char *name : {"label", "type"}) {
        const QJsonValue label = object.value(QLatin1String(name));
        if (label.isDouble() || label == QLatin1String("0"))
            point.foreground = label.toDouble() != 0;
        for (const auto &[positive, negative] : labelWords)
            point.foreground = point.foreground && label != QLatin1String(negative);
    }
    return point;
}

QJsonValue CoordinateForm::writePoint(const PickedPoint &point, const QSize &pixels,
                                      const QJsonValue &before) const
{
    if (m_texts) {
        // As the models' own examples have it.
        return QStringLiteral("{'x': %1, 'y': %2, 'type': '%3'}")
            .arg(std::llround(point.place.x()))
            .arg(std::llround(point.place.y()))
            .arg(point.foreground ? QLatin1String("positive") : QLatin1String("negative"));
    }
    const auto part = [&](const FieldSpec &spec, double place, int side) {
        return written(spec, place, unitOf(spec, m_place.help, side));
    };
    if (m_place.kind == FieldKind::Tuple)
        return QJsonArray{part(m_place.children.at(0), point.place.x(), pixels.width()),
                          part(m_place.children.at(1), point.place.y(), pixels.height())};
    QJsonObject object = before.isObject() ? before.toObject() : emptyValue(m_place).toObject();
    object.insert(QStringLiteral("x"),
                  part(*m_place.child(QStringLiteral("x")), point.place.x(), pixels.width()));
    object.insert(QStringLiteral("y"),
                  part(*m_place.child(QStringLiteral("y")), point.place.y(), pixels.height()));
    if (const FieldSpec *label = labelOf(m_place)) {
        QJsonValue value = point.foreground ? 1 : 0;
        for (const auto &[positive, negative] : labelWords) {
            if (label->choices.contains(QJsonValue(QLatin1String(positive))))
                value = QLatin1String(point.foreground ? positive : negative);
        }
        if (label->kind == FieldKind::Text
            || label->choices.contains(QJsonValue(QStringLiteral("1"))))
            value = point.foreground ? QStringLiteral("1") : QStringLiteral("0");
        object.insert(label->name, value);
    }
    return object;
}

std::optional<QRectF> CoordinateForm::readBox(const QJsonValue &value, const QSize &pixels) const
{
    std::array<double, 4> sides{};
    bool sized = false;
    const auto take = [&](std::size_t i, const QJsonValue &part, const FieldSpec &spec) {
        const auto length = number(part);
        const int side = i % 2 == 0 ? pixels.width() : pixels.height();
        sides.at(i) = length.value_or(0) * unitOf(spec, m_place.help, side);
        return length.has_value();
    };
    if (m_place.kind == FieldKind::Tuple) {
        for (std::size_t i = 0; i < sides.size(); ++i) {
            if (!take(i, value.toArray().at(int(i)), m_place.children.at(qsizetype(i))))
                return std::nullopt;
        }
    } else {
        const QJsonObject object = value.toObject();
        for (const BoxNames &known : boxNames) {
            if (!m_place.child(QLatin1String(known.names.at(2))))
                continue;
            sized = known.sized;
            for (std::size_t i = 0; i < sides.size(); ++i) {
                const QLatin1String name(known.names.at(i));
                if (!take(i, object.value(name), *m_place.child(name)))
                    return std::nullopt;
            }
            break;
        }
    }
    const QRectF box = sized ? QRectF(sides[0], sides[1], sides[2], sides[3])
                             : QRectF(QPointF(sides[0], sides[1]), QPointF(sides[2], sides[3]));
    return box.isEmpty() ? std::nullopt : std::optional(box);
}

QJsonValue CoordinateForm::writeBox(const QRectF &box, const QSize &pixels,
                                    const QJsonValue &before) const
{
    const auto part = [&](std::size_t i, const FieldSpec &spec, bool sized) {
        const std::array<double, 4> sides{box.left(), box.top(), sized ? box.width() : box.right(),
                                          sized ? box.height() : box.bottom()};
        const int side = i % 2 == 0 ? pixels.width() : pixels.height();
        return written(spec, sides.at(i), unitOf(spec, m_place.help, side));
    };
    if (m_place.kind == FieldKind::Tuple) {
        QJsonArray array;
        for (std::size_t i = 0; i < 4; ++i)
            array.append(part(i, m_place.children.at(qsizetype(i)), false));
        return array;
    }
    QJsonObject object = before.isObject() ? before.toObject() : emptyValue(m_place).toObject();
    for (const BoxNames &known : boxNames) {
        if (!m_place.child(QLatin1String(known.names.at(2))))
            continue;
        for (std::size_t i = 0; i < 4; ++i) {
            const QLatin1String name(known.names.at(i));
            object.insert(name, part(i, *m_place.child(name), known.sized));
        }
        break;
    }
    return object;
}

PickedPlaces CoordinateForm::read(const QJsonValue &value, const QSize &pixels) const
{
    PickedPlaces places;
    const bool single = m_spec.meaning == FieldMeaning::Point || m_spec.meaning == FieldMeaning::Box
        || m_spec.meaning == FieldMeaning::Path;
    const QJsonArray entries = single ? QJsonArray{value} : value.toArray();
    for (const QJsonValue &entry : entries) {
        if (m_shape == Shape::Boxes) {
            if (const auto box = readBox(entry, pixels))
                places.boxes.append(*box);
        } else if (m_shape == Shape::Points) {
            if (const auto point = readPoint(entry, pixels))
                places.points.append(*point);
        } else {
            QList<QPointF> path;
            const QJsonArray steps = entry.toArray();
            for (const QJsonValue &step : steps) {
                if (const auto point = readPoint(step, pixels))
                    path.append(point->place);
            }
            if (!path.isEmpty())
                places.paths.append(path);
        }
    }
    return places;
}

QJsonValue CoordinateForm::write(const PickedPlaces &places, const QSize &pixels,
                                 const QJsonValue &before) const
{
    const bool single = m_spec.meaning == FieldMeaning::Point || m_spec.meaning == FieldMeaning::Box
        || m_spec.meaning == FieldMeaning::Path;
    const QJsonArray old = single ? QJsonArray{before} : before.toArray();
    const auto oldEntry = [&old](qsizetype i) {
        return i < old.size() ? old.at(int(i)) : QJsonValue(QJsonValue::Undefined);
    };
    QJsonArray entries;
    for (const PickedPoint &point : places.points)
        entries.append(writePoint(point, pixels, oldEntry(entries.size())));
    for (const QRectF &box : places.boxes)
        entries.append(writeBox(box, pixels, oldEntry(entries.size())));
    for (const QList<QPointF> &path : places.paths) {
        const QJsonArray oldSteps = oldEntry(entries.size()).toArray();
        QJsonArray steps;
        for (const QPointF &place : path)
            steps.append(writePoint({place, true}, pixels, oldSteps.at(int(steps.size()))));
        entries.append(steps);
    }
    if (entries.isEmpty())
        return QJsonValue::Undefined;
    return single ? entries.first() : QJsonValue(entries);
}

} // namespace peregrine
