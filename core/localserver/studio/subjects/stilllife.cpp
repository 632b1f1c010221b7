#include "core/localserver/studio/backdrops/backdrops.h"
#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/subjects/subjects.h"

#include <cmath>

namespace peregrine::studio {

namespace {

void drawGlint(Pen &pen, double x, double y, double size)
{
    pen.painter().fillPath(ellipse(x * pen.side(), y, size, size * 0.7),
                           QColor(255, 255, 250, 150));
}

void drawCup(Pen &pen)
{
    const QColor china = pen.own(QColor(0xe9, 0xe0, 0xd0));
    pen.contactShadow(48);
    pen.solid(ellipse(0, 95, 52, 7.5), china, 1.1);
    pen.solid(ellipse(0, 93.6, 33, 4.2), lighten(china, -0.08), 0.8);
    QPainterPath handle = smooth({{30, 42}, {50, 40}, {55, 56}, {44, 72}, {28, 74}});
    handle.addPath(smooth({{31, 49}, {45, 48}, {47, 56}, {40, 66}, {30, 68}}));
    handle.setFillRule(Qt::OddEvenFill);
    pen.solid(handle, china);
    pen.solid(
        smooth({{-36, 33}, {36, 33}, {34, 60}, {26, 84}, {14, 93}, {-14, 93}, {-26, 84}, {-34, 60}},
               0.7),
        china, 1.4);
    pen.line(smoothLine({{-34.6, 50}, {0, 56}, {34.6, 50}}), pen.scene().palette.accent, 2.6);
    pen.solid(ellipse(0, 33, 36, 8.4), lighten(china, 0.03));
    pen.solid(ellipse(0, 34, 32.4, 6.8), QColor(0x6a, 0x3c, 0x22), 1.2);
    pen.flat(smooth({{-11, 34}, {-4, 31.6}, {0, 34}, {5, 31.6}, {12, 34}, {0, 38}}),
             QColor(0xe9, 0xcf, 0xa8));
    for (int i = 0; i < 3; ++i) {
        const double x = -13.0 + i * 13;
        pen.painter().strokePath(
            smoothLine({{x, 27}, {x + 5, 17}, {x - 4, 6}, {x + 4, -6}, {x - 1, -16}}),
            QPen(withOpacity(pen.lit(QColor(255, 252, 246)), 0.28), 3.4, Qt::SolidLine,
                 Qt::RoundCap));
    }
    drawGlint(pen, 20, 58, 4);
}

void drawFruit(Pen &pen, Subject subject)
{
    pen.contactShadow(44);
    if (subject == Subject::Pear) {
        const QColor skin = pen.own(QColor(0xb9, 0xb8, 0x45));
        pen.solid(smooth({{0, 16},
                          {11, 20},
                          {16, 38},
                          {32, 60},
                          {33, 82},
                          {18, 98},
                          {0, 100},
                          {-18, 98},
                          {-33, 82},
                          {-32, 60},
                          {-16, 38},
                          {-11, 20}}),
                  skin, 1.6);
        pen.solid(limb({{0, 18}, {2, 9}, {6, 1}}, 3, 2), QColor(0x5d, 0x40, 0x2a));
    } else if (subject == Subject::Lemon) {
        const QColor skin = pen.own(QColor(0xf2, 0xd0, 0x3c));
        pen.solid(smooth({{-54, 64},
                          {-44, 58},
                          {-28, 36},
                          {0, 26},
                          {28, 36},
                          {44, 56},
                          {54, 62},
                          {46, 72},
                          {28, 92},
                          {0, 100},
                          {-28, 92},
                          {-46, 72}}),
                  skin, 1.6);
    } else {
        const bool apple = subject == Subject::Apple;
        const QColor skin = pen.own(apple ? QColor(0xc2, 0x2f, 0x2c) : QColor(0xea, 0x8a, 0x2a));
        const QPainterPath body = apple ? smooth({{0, 24},
                                                  {16, 18},
                                                  {36, 24},
                                                  {46, 48},
                                                  {40, 78},
                                                  {20, 99},
                                                  {0, 96},
                                                  {-20, 99},
                                                  {-40, 78},
                                                  {-46, 48},
                                                  {-36, 24},
                                                  {-16, 18}})
                                        : ellipse(0, 60, 42, 40);
        pen.solid(body, skin, 1.7);
        pen.painter().save();
        pen.painter().setClipPath(body, Qt::IntersectClip);
        for (int i = 0; i < pen.scene().many(90) && !pen.plain(); ++i) {
            const QPointF at(pen.random().normal() * 22, 60 + pen.random().normal() * 20);
            if (apple)
                pen.painter().strokePath(
                    smoothLine({at, at + QPointF(at.x() * 0.06, 9)}),
                    QPen(withOpacity(pen.lit(QColor(0xf0, 0xb0, 0x4a)), 0.3), 0.8));
            else
                pen.painter().fillPath(ellipse(at.x(), at.y(), 0.6, 0.6),
                                       withOpacity(lighten(pen.lit(skin), -0.1), 0.6));
        }
        pen.painter().restore();
        pen.solid(limb({{0, 25}, {1, 15}, {5, 7}}, 3, 2), QColor(0x5d, 0x40, 0x2a));
        pen.solid(smooth({{3, 15}, {14, 5}, {28, 6}, {20, 16}, {8, 19}}), QColor(0x5f, 0x93, 0x46));
    }
    drawGlint(pen, 17, 42, 5.5);
}

void drawVase(Pen &pen)
{
    const QColor glaze = pen.own(mix(pen.scene().palette.accent, QColor(0x3c, 0x6b, 0x8c), 0.6));
    pen.contactShadow(24);
    const QColor blooms[] = {
        {0xe8, 0x6f, 0x86}, {0xf4, 0xc2, 0x5a}, {0xf6, 0xee, 0xe6}, {0xb0, 0x84, 0xd0}};
    for (int i = 0; i < 9; ++i) {
        const double x = -30 + i * 7.5;
        const double y = 14 + 0.016 * x * x + pen.random().normal() * 5;
        pen.line(smoothLine({{x * 0.16, 56}, {x * 0.5, 38}, {x, y}}), QColor(0x56, 0x86, 0x4a),
                 1.1);
        pen.solid(smooth({{x * 0.5, 38}, {x * 0.9 + 4, 32}, {x + 8, 36}, {x * 0.7 + 2, 42}}),
                  QColor(0x5e, 0x93, 0x50));
        const QColor tone = blooms[pen.random().integer(0, 3)];
        for (int p = 0; p < 7; ++p)
            pen.solid(ellipse(x + 4.6 * std::cos(p * 0.9), y + 4.6 * std::sin(p * 0.9), 4, 3.6),
                      tone, 0.8);
        pen.solid(ellipse(x, y, 2.7, 2.7), QColor(0xc8, 0x82, 0x2c));
    }
    pen.solid(smooth({{-8, 52},
                      {8, 52},
                      {7, 60},
                      {19, 74},
                      {17, 92},
                      {9, 99.5},
                      {-9, 99.5},
                      {-17, 92},
                      {-19, 74},
                      {-7, 60}}),
              glaze, 1.6);
    pen.solid(ellipse(0, 52, 9, 2), lighten(glaze, 0.08));
    drawGlint(pen, 8, 74, 2.8);
}

void drawCandle(Pen &pen)
{
    const QColor wax = pen.own(QColor(0xf0, 0xe4, 0xcc));
    pen.contactShadow(26);
    pen.shine({0, 20}, 90, QColor(0xff, 0xb8, 0x58), 0.6);
    pen.solid(ellipse(0, 95, 30, 5), QColor(0xb5, 0x8a, 0x44), 1.2);
    pen.solid(smooth({{-13, 42}, {13, 42}, {13, 92}, {0, 95}, {-13, 92}}, 0.3), wax, 1.5);
    pen.solid(ellipse(0, 42, 13, 3), lighten(wax, 0.03));
    pen.solid(smooth({{8, 42}, {13, 43}, {13.5, 60}, {11, 64}, {9, 56}}), lighten(wax, 0.02));
    pen.line(smoothLine({{0, 42}, {0.6, 35}}), QColor(0x2c, 0x24, 0x22), 1.4);
    pen.painter().fillPath(smooth({{0, 6}, {5.6, 22}, {5, 32}, {0, 37}, {-5, 32}, {-5.6, 22}}),
                           QColor(0xff, 0xb4, 0x3a));
    pen.painter().fillPath(smooth({{0, 15}, {3, 25}, {2.6, 33}, {0, 36}, {-2.6, 33}, {-3, 25}}),
                           QColor(0xff, 0xf4, 0xc8));
}

void drawBook(Pen &pen)
{
    const QColor tones[] = {pen.own(QColor(0x8c, 0x37, 0x33)), QColor(0x2f, 0x5c, 0x66),
                            QColor(0xc0, 0x92, 0x44)};
    pen.contactShadow(70);
    double y = 99;
    for (int i = 0; i < 3; ++i) {
        const double half = 66.0 - i * 6 + pen.random().normal() * 3;
        const double shift = pen.random().normal() * 5;
        const double thick = 24.0;
        pen.solid(smooth({{shift - half, y - thick},
                          {shift + half, y - thick},
                          {shift + half, y},
                          {shift - half, y}},
                         0.08),
                  tones[i], 1.2);
        pen.flat(smooth({{shift - half * 0.9, y - thick + 4},
                         {shift + half + 0.5, y - thick + 4},
                         {shift + half + 0.5, y - 4},
                         {shift - half * 0.9, y - 4}},
                        0.05),
                 QColor(0xf0, 0xe6, 0xd2));
        for (int line = 0; line < 4; ++line)
            pen.line(smoothLine({{shift - half * 0.88, y - thick + 7.5 + line * 3.4},
                                 {shift + half, y - thick + 7.5 + line * 3.4}}),
                     QColor(0xcd, 0xbf, 0xa4), 0.5);
        y -= thick;
    }
}

void drawCrystal(Pen &pen)
{
    const QColor glass = pen.own(mix(QColor(0x8d, 0x7a, 0xe0), pen.scene().palette.accent, 0.3));
    pen.contactShadow(40);
    pen.shine({0, 50}, 80, lighten(glass, 0.1), 0.5);
    const auto shard = [&](double x, double top, double half, double lean) {
        const QPointF tip(x + lean, top);
        const QPointF left(x + lean * 0.6 - half, top + half * 1.8);
        const QPointF right(x + lean * 0.6 + half, top + half * 1.5);
        const QPointF ridge(x + lean * 0.62 - half * 0.1, top + half * 2.3);
        const QPointF footLeft(x - half * 0.8, 98);
        const QPointF footRight(x + half * 0.8, 98);
        const QPointF foot(x, 100);
        pen.solid(smooth({tip, left, ridge}, 0), lighten(glass, 0.1));
        pen.solid(smooth({tip, ridge, right}, 0), lighten(glass, 0.0));
        pen.solid(smooth({left, ridge, foot, footLeft}, 0), lighten(glass, 0.04));
        pen.solid(smooth({ridge, right, footRight, foot}, 0), lighten(glass, -0.12));
        pen.painter().strokePath(smoothLine({tip, ridge, foot}, 0),
                                 QPen(QColor(255, 255, 255, 130), 0.7));
    };
    shard(-22, 42, 9, -10);
    shard(24, 36, 9, 11);
    shard(-8, 18, 11, -4);
    shard(10, 4, 12, 4);
    shard(-14, 62, 7, -6);
    shard(22, 66, 7, 6);
}

} // namespace

void drawStillLife(Pen &pen, Subject subject)
{
    switch (subject) {
    case Subject::Cup:
        drawCup(pen);
        break;
    case Subject::Vase:
        drawVase(pen);
        break;
    case Subject::Candle:
        drawCandle(pen);
        break;
    case Subject::Book:
        drawBook(pen);
        break;
    case Subject::Crystal:
        drawCrystal(pen);
        break;
    default:
        drawFruit(pen, subject);
        break;
    }
}

void drawPlanetAt(QPainter &painter, const Scene &scene, QPointF centre, double size, quint64 seed)
{
    Random random(seed);
    const double radius = size * 0.5;
    const QColor base =
        turn(mix(QColor(0xd8, 0x96, 0x5e), scene.palette.accent, 0.25), random.between(-60, 60));
    const double side = scene.sun.x() >= centre.x() ? 1.0 : -1.0;
    const bool ring = random.chance(0.6);
    const auto half = [&](bool front) {
        painter.save();
        painter.translate(centre);
        painter.rotate(-18);
        painter.setClipRect(QRectF(-size * 2, front ? 0 : -size, size * 4, size));
        for (int i = 0; i < 7; ++i) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(
                withOpacity(mix(base, QColor(255, 244, 226), 0.25 + 0.09 * i), 0.75 - 0.07 * i),
                size * 0.026));
            painter.drawEllipse(QPointF(0, 0), radius * (1.35 + 0.085 * i),
                                radius * (0.3 + 0.021 * i));
        }
        painter.setPen(Qt::NoPen);
        painter.restore();
    };
    drawGlow(painter, centre, radius * 1.7, base, 0.3);
    if (ring)
        half(false);
    painter.save();
    QPainterPath disc;
    disc.addEllipse(centre, radius, radius);
    painter.fillPath(disc, base);
    painter.setClipPath(disc);
    painter.translate(centre);
    painter.rotate(-18);
    for (int i = -9; i <= 9; ++i) {
        const double y = radius * i / 9.0;
        painter.setBrush(
            withOpacity(lighten(turn(base, random.normal() * 14), random.normal() * 0.06), 0.75));
        painter.drawEllipse(QPointF(random.normal() * radius * 0.2, y), radius * 1.2,
                            radius * random.between(0.03, 0.11));
    }
    painter.restore();
    QRadialGradient shade(centre + QPointF(side * radius * 0.55, -radius * 0.45), radius * 1.75);
    shade.setColorAt(0, QColor(255, 246, 224, 110));
    shade.setColorAt(0.3, QColor(255, 246, 224, 0));
    shade.setColorAt(0.62, QColor(8, 6, 26, 110));
    shade.setColorAt(0.95, QColor(6, 4, 20, 235));
    painter.fillPath(disc, shade);
    if (ring)
        half(true);
}

void drawPlanet(Pen &pen)
{
    drawPlanetAt(pen.painter(), pen.scene(), {0, 50}, 78, pen.random().next());
}

} // namespace peregrine::studio
