#include "core/localserver/studio/emblem/scenery.h"

#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/pen.h"

#include <QLinearGradient>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace peregrine::studio {

namespace {

// Scenes are drawn on a sheet of this size and brought to their box.
constexpr double sheetWidth = 640.0;
constexpr double sheetHeight = 480.0;
constexpr double pi = std::numbers::pi;

/// Everything below a line of heights that are `step` apart.
QPainterPath below(const QList<double> &heights, double step)
{
    QPainterPath path(QPointF(-step, sheetHeight + 4));
    for (qsizetype i = 0; i < heights.size(); ++i)
        path.lineTo((static_cast<double>(i) - 1.0) * step, heights.at(i));
    path.lineTo((static_cast<double>(heights.size()) - 2.0) * step, sheetHeight + 4);
    path.closeSubpath();
    return path;
}

QPainterPath disc(double x, double y, double radius)
{
    return ellipse(x, y, radius, radius);
}

QPainterPath conifer(double x, double foot, double height)
{
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    const double half = height * 0.23;
    for (int tier = 0; tier < 3; ++tier) {
        const double top = foot - height * (1.0 - 0.24 * tier);
        const double bottom = foot - height * (0.5 - 0.21 * tier);
        const double reach = half * (0.6 + 0.2 * tier);
        path.addPolygon(QPolygonF({QPointF(x, top), QPointF(x + reach, bottom),
                                   QPointF(x - reach, bottom), QPointF(x, top)}));
    }
    path.addRect(x - height * 0.025, foot - height * 0.1, height * 0.05, height * 0.1);
    return path.simplified();
}

} // namespace

Scenery::Scenery(const EmblemColors &colors, const Random &random, Topic topic)
    : m_colors(colors)
    , m_random(random.fork(u"scenery"))
    , m_noise(random.fork(u"land").next())
    , m_kind(kindFor(topic, random.fork(u"kind")))
{ }

Scenery::Kind Scenery::kindFor(Topic topic, Random random)
{
    if (topic == Topic::Person || (topic == Topic::Thing && random.chance(0.4)))
        return Kind::Figure;
    return topic == Topic::Thing ? Kind::Bloom : static_cast<Kind>(random.integer(0, 7));
}

QBrush Scenery::misty(std::size_t layer, double top, double bottom) const
{
    QLinearGradient gradient(0, top, 0, bottom);
    const QColor color = m_colors.layers.at(std::min(layer, m_colors.layers.size() - 1));
    gradient.setColorAt(0, color);
    gradient.setColorAt(1, mix(color, m_colors.low, 0.34));
    return gradient;
}

Scenery::Shape Scenery::sun(Random &random, double lowest, double moment) const
{
    const double radius = random.between(34, 62);
    const double x = random.between(170, 470) + (moment - 0.5) * 150;
    const double y = lowest - random.between(50, 130) - 40 * std::sin(pi * moment);
    return {disc(x, y, radius), m_colors.glow};
}

void Scenery::addRidges(QList<Shape> &to, Random random, double moment, double roughness) const
{
    to.append(sun(random, 250, moment));
    constexpr double step = 5.0;
    const double stretch = random.between(0.7, 1.3);
    for (std::size_t layer = 0; layer < 5; ++layer) {
        const auto depth = static_cast<double>(layer);
        const double base = 205 + 56 * depth + random.between(-10, 10);
        const double reach = (78 - 9 * depth) * (roughness > 1 ? 1.0 : 0.75);
        const double drift = moment * (10 + 30 * depth) + 900.0 * depth;
        QList<double> heights;
        for (double x = -step; x <= sheetWidth + step; x += step) {
            const auto at = static_cast<float>((x + drift) * 0.0052 * stretch * roughness);
            const float height = roughness > 1
                ? m_noise.ridged(at * 0.5F, 3.7F * static_cast<float>(layer), 3) - 0.5F
                : m_noise.at(at * 0.8F, 3.7F * static_cast<float>(layer));
            heights.append(base - reach * static_cast<double>(height));
        }
        to.append({below(heights, step), misty(layer, base - reach, base + 170)});
    }
}

void Scenery::addSea(QList<Shape> &to, Random random, double moment) const
{
    to.append(sun(random, 262, moment));
    constexpr double step = 5.0;
    const double sail = random.between(190, 450) + (moment - 0.5) * 110;
    for (std::size_t layer = 0; layer < 5; ++layer) {
        const auto depth = static_cast<double>(layer);
        const double base = 240 + 46 * depth + 4 * depth * depth;
        const double length = random.between(70, 110) + 26 * depth;
        const double phase = random.between(0, 2 * pi) + moment * (1.0 + 0.7 * depth);
        QList<double> heights;
        for (double x = -step; x <= sheetWidth + step; x += step) {
            // Crests are narrower than troughs.
            const double wave = 1.0 - std::fabs(std::sin(pi * x / length + phase));
            heights.append(base - (layer == 0 ? 0.0 : 5 + 6 * depth) * wave * wave);
        }
        to.append({below(heights, step), misty(layer, base - 20, base + 150)});
        if (layer == 1) {
            QPainterPath boat;
            boat.addPolygon(QPolygonF({QPointF(sail, base - 104), QPointF(sail + 44, base - 14),
                                       QPointF(sail, base - 14), QPointF(sail, base - 104)}));
            boat.addPolygon(
                QPolygonF({QPointF(sail - 6, base - 88), QPointF(sail - 6, base - 14),
                           QPointF(sail - 38, base - 14), QPointF(sail - 6, base - 88)}));
            to.append({boat, m_colors.paper});
            QPainterPath hull(QPointF(sail - 46, base - 8));
            hull.lineTo(sail + 52, base - 8);
            hull.quadTo(sail + 40, base + 12, sail + 22, base + 12);
            hull.lineTo(sail - 24, base + 12);
            hull.quadTo(sail - 42, base + 10, sail - 46, base - 8);
            to.append({hull, m_colors.accent});
        }
    }
}

void Scenery::addForest(QList<Shape> &to, Random random, double moment) const
{
    to.append(sun(random, 240, moment));
    constexpr double step = 8.0;
    for (std::size_t row = 0; row < 4; ++row) {
        const auto depth = static_cast<double>(row);
        const double base = 268 + 62 * depth;
        const double tall = 96 + 44 * depth;
        const double apart = 44 + 20 * depth;
        const double drift = -moment * (8 + 26 * depth);
        QPainterPath trees;
        for (double x = -60; x < sheetWidth + 160; x += apart * random.between(0.55, 1.4)) {
            trees.addPath(conifer(x + drift, base + 8, tall * random.between(0.6, 1.15)));
        }
        trees.setFillRule(Qt::WindingFill);
        QList<double> heights;
        for (double x = -step; x <= sheetWidth + step; x += step) {
            const auto at = static_cast<float>((x - drift) * 0.006);
            heights.append(
                base - 9.0 * static_cast<double>(m_noise.at(at, 5.1F * static_cast<float>(row))));
        }
        to.append({trees, misty(row + 1, base - tall, base + 60)});
        to.append({below(heights, step), misty(row + 1, base - 20, base + 150)});
    }
}

void Scenery::addSkyline(QList<Shape> &to, Random random, double moment) const
{
    to.append(sun(random, 250, moment));
    for (std::size_t row = 0; row < 3; ++row) {
        const auto depth = static_cast<double>(row);
        const double drift = -moment * (10 + 30 * depth);
        QPainterPath houses;
        QPainterPath windows;
        double x = -40;
        while (x < sheetWidth + 120) {
            const double wide = random.between(36, 70) + 14 * depth;
            const double top = random.between(120, 280) + 66 * depth;
            houses.addRect(QRectF(x + drift, top, wide, sheetHeight + 4 - top));
            if (random.chance(0.3))
                houses.addRect(QRectF(x + drift + wide * 0.45, top - 34, wide * 0.1, 34));
            for (double y = top + 18; row == 2 && y < sheetHeight - 20; y += 26) {
                for (double w = x + 14; w + 12 < x + wide - 6; w += 22) {
                    if (random.chance(0.36))
                        windows.addRect(QRectF(w + drift, y, 10, 13));
                }
            }
            x += wide + (random.chance(0.25) ? 12.0 : 0.0);
        }
        houses.setFillRule(Qt::WindingFill);
        to.append({houses.simplified(), misty(row * 2, 150, 470)});
        to.append({windows, m_colors.glow});
    }
}

void Scenery::addOrbits(QList<Shape> &to, Random random, double moment) const
{
    const QPointF centre(random.between(270, 370), 240);
    const double tilt = random.between(0.34, 0.62);
    for (std::size_t ring = 5; ring-- > 0;) {
        const double radius = 130 + 66 * static_cast<double>(ring);
        QPainterPathStroker stroker;
        stroker.setWidth(2.5);
        to.append({stroker.createStroke(ellipse(centre.x(), centre.y(), radius, radius * tilt)),
                   withOpacity(m_colors.paper, 0.5)});
        const double angle =
            random.between(0, 2 * pi) + moment * 2.2 / (1.0 + static_cast<double>(ring));
        const double size = random.between(9, 26);
        to.append({disc(centre.x() + radius * std::cos(angle),
                        centre.y() + radius * tilt * std::sin(angle), size),
                   ring == 1 ? m_colors.accent : m_colors.layers.at(1 + ring % 4)});
    }
    QLinearGradient ball(centre - QPointF(60, 70), centre + QPointF(60, 80));
    ball.setColorAt(0, m_colors.glow);
    ball.setColorAt(1, m_colors.accent);
    to.append({disc(centre.x(), centre.y(), 84), ball});
}

void Scenery::addBloom(QList<Shape> &to, Random random, double moment) const
{
    to.append({disc(320, 236, random.between(190, 216)), m_colors.layers.at(0)});
    const double sway = (moment - 0.5) * 0.2;
    const int petals = random.integer(6, 11);
    const QPointF heart(320 + 150 * sway, 214);
    QPainterPath stem = limb({{320, 500}, {312, 400}, {heart.x(), heart.y()}}, 15, 9);
    to.append({stem, m_colors.layers.at(3)});
    for (const double side : {-1.0, 1.0}) {
        const double y = random.between(370, 410);
        to.append({smooth({{316, y + 36},
                           {316 + side * 60, y - 14},
                           {316 + side * 132, y - 40},
                           {316 + side * 84, y + 28}}),
                   m_colors.layers.at(side > 0 ? 3 : 2)});
    }
    const double reach = random.between(112, 138);
    const double width = random.between(0.9, 1.25) * reach * pi / petals * 0.55;
    for (int ring = 0; ring < 2; ++ring) {
        const double far = ring == 0 ? reach : reach * 0.66;
        for (int i = 0; i < petals; ++i) {
            QTransform place;
            place.translate(heart.x(), heart.y());
            place.rotateRadians(2 * pi * (i + 0.5 * ring) / petals + sway * 2);
            const QPainterPath petal =
                smooth({{0, 0}, {width, -far * 0.55}, {0, -far}, {-width, -far * 0.55}}, 1.0);
            const QColor color =
                ring == 0 ? m_colors.accent : mix(m_colors.accent, m_colors.glow, 0.45);
            to.append({place.map(petal), i % 2 == 0 ? color : lighten(color, -0.05)});
        }
    }
    to.append({disc(heart.x(), heart.y(), reach * 0.24), m_colors.glow});
}

void Scenery::addArcs(QList<Shape> &to, Random random, double moment) const
{
    constexpr double edge = 160.0;
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 5; ++column) {
            const QRectF tile(column * edge - moment * edge * 0.5, row * edge, edge, edge);
            const int ground = random.integer(0, 4);
            QPainterPath square;
            square.addRect(tile);
            to.append({square, m_colors.layers.at(static_cast<std::size_t>(ground))});
            const int quarter = random.integer(0, 3);
            const QPointF corner(quarter % 2 == 0 ? tile.left() : tile.right(),
                                 quarter < 2 ? tile.top() : tile.bottom());
            const double chance = random.uniform();
            const QColor color = chance < 0.2 ? m_colors.accent
                : chance < 0.45               ? m_colors.glow
                                : m_colors.layers.at(static_cast<std::size_t>((ground + 2) % 5));
            const bool whole = random.chance(0.22);
            const QPointF middle = whole ? tile.center() : corner;
            for (int ring = 0; ring < (random.chance(0.4) ? 3 : 1); ++ring) {
                const double radius = (whole ? edge * 0.4 : edge) * (1.0 - 0.3 * ring);
                to.append({disc(middle.x(), middle.y(), radius).intersected(square),
                           ring == 1 ? QBrush(m_colors.layers.at(static_cast<std::size_t>(ground)))
                                     : QBrush(color)});
            }
        }
    }
}

void Scenery::addFigure(QList<Shape> &to, Random random, double moment) const
{
    const double x = 320 + (moment - 0.5) * 46;
    to.append({disc(320, 226, random.between(176, 202)), m_colors.layers.at(0)});
    const double width = random.between(150, 184);
    const bool longHair = random.chance(0.5);
    const QColor hair = m_colors.layers.at(4);
    // The warm hue that all skin has, from dark to light.
    const QColor skin =
        Lab::fromPolar(static_cast<float>(random.between(0.48, 0.86)), 0.07F, 0.95F).color();
    if (longHair) {
        to.append(
            {smooth(
                 {{x - 84, 190}, {x, 88}, {x + 84, 190}, {x + 96, 330}, {x, 360}, {x - 96, 330}}),
             hair});
    }
    to.append({smooth({{x - 36, 250}, {x + 36, 250}, {x + 42, 360}, {x - 42, 360}}, 0.4),
               lighten(skin, -0.07)});
    QPainterPath body(QPointF(x - width, sheetHeight + 4));
    body.cubicTo(x - width, 372, x - 104, 352, x - 40, 338);
    body.quadTo(x, 372, x + 40, 338);
    body.cubicTo(x + 104, 352, x + width, 372, x + width, sheetHeight + 4);
    body.closeSubpath();
    to.append({body, misty(2, 330, 560)});
    to.append({ellipse(x, 206, 68, 86), skin});
    const double side = random.chance(0.5) ? 1.0 : -1.0;
    QPainterPath fringe = ellipse(x, 176, 76, 76);
    fringe = fringe.subtracted(ellipse(x + side * 34, 238, 78, 76));
    to.append({fringe, hair});
}

QList<Scenery::Shape> Scenery::shapes(double moment) const
{
    QList<Shape> list;
    switch (m_kind) {
    case Kind::Ridges:
        addRidges(list, m_random, moment, 1.7);
        break;
    case Kind::Dunes:
        addRidges(list, m_random, moment, 0.8);
        break;
    case Kind::Sea:
        addSea(list, m_random, moment);
        break;
    case Kind::Forest:
        addForest(list, m_random, moment);
        break;
    case Kind::Skyline:
        addSkyline(list, m_random, moment);
        break;
    case Kind::Orbits:
        addOrbits(list, m_random, moment);
        break;
    case Kind::Bloom:
        addBloom(list, m_random, moment);
        break;
    case Kind::Arcs:
        addArcs(list, m_random, moment);
        break;
    case Kind::Figure:
        addFigure(list, m_random, moment);
        break;
    }
    return list;
}

void Scenery::paint(QPainter &painter, const QRectF &box, Finish finish, double moment) const
{
    paintShapes(painter, box, finish, shapes(moment), true);
}

void Scenery::paintForeground(QPainter &painter, const QRectF &box, double moment) const
{
    // The first shape is the sun, or what the rest stands against.
    paintShapes(painter, box, Finish::Painted, shapes(moment).mid(1), false);
}

void Scenery::paintShapes(QPainter &painter, const QRectF &box, Finish finish,
                          const QList<Shape> &shapes, bool ground) const
{
    painter.save();
    painter.setClipRect(box, Qt::IntersectClip);
    const double scale = std::max(box.width() / sheetWidth, box.height() / sheetHeight);
    painter.translate(box.center());
    painter.scale(scale, scale);
    painter.translate(-sheetWidth / 2, -sheetHeight / 2);
    const bool drawn = finish == Finish::Drawn;
    if (ground) {
        QLinearGradient sky(0, 0, 0, sheetHeight * 0.75);
        sky.setColorAt(0, m_colors.high);
        sky.setColorAt(1, m_colors.low);
        painter.fillRect(QRectF(0, 0, sheetWidth, sheetHeight),
                         drawn ? QBrush(m_colors.paper) : QBrush(sky));
    }
    // A drawing's shapes hide what is behind them, as hills do.
    painter.setPen(drawn ? QPen(m_colors.ink, 3.0 / std::min(1.0, scale * 1.4), Qt::SolidLine,
                                Qt::RoundCap, Qt::RoundJoin)
                         : QPen(Qt::NoPen));
    for (const Shape &shape : shapes) {
        painter.setBrush(drawn ? QBrush(m_colors.paper) : shape.brush);
        painter.drawPath(shape.path);
    }
    painter.restore();
}

} // namespace peregrine::studio
