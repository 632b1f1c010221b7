#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/subjects/subjects.h"

#include <cmath>

namespace peregrine::studio {

namespace {

void drawWing(Pen &pen, double side, const QColor &color)
{
    for (int i = 0; i < 7; ++i) {
        const double t = i / 6.0;
        const QPointF root(side * (4 + 17 * t), 44 - 10 * t);
        const QPointF tip(side * (18 + 30 * t), 66 - 56 * t);
        pen.solid(limb({root, (root + tip) * 0.5 + QPointF(side * 3, 2), tip}, 8, 2.5),
                  lighten(color, -0.16 + 0.04 * (i % 2)));
    }
    pen.solid(smooth({{side * 2, 44},
                      {side * 10, 36},
                      {side * 22, 27},
                      {side * 34, 18},
                      {side * 33, 27},
                      {side * 24, 40},
                      {side * 12, 51},
                      {side * 3, 54}}),
              color);
}

void drawBird(Pen &pen)
{
    const QColor tones[] = {
        {0x2f, 0x86, 0xb8}, {0xd9, 0x5b, 0x3b}, {0xe2, 0xae, 0x3c}, {0x3e, 0x9a, 0x7d}};
    const QColor coat = pen.own(tones[pen.random().integer(0, 3)]);
    pen.painter().rotate(-8);
    pen.solid(
        smooth(
            {{-4, 62}, {-9, 80}, {-13, 92}, {-2, 84}, {2, 94}, {5, 82}, {14, 90}, {8, 76}, {4, 62}},
            0.4),
        lighten(coat, -0.12));
    drawWing(pen, -1, coat);
    drawWing(pen, 1, coat);
    const QPainterPath body =
        smooth({{0, 28}, {8, 34}, {10, 48}, {7, 64}, {0, 72}, {-7, 64}, {-10, 48}, {-8, 34}});
    pen.solid(body, coat);
    pen.fur(body, coat, {0, 20}, 160, 4);
    pen.solid(smooth({{-5, 42}, {0, 38}, {5, 42}, {5, 58}, {0, 66}, {-5, 58}}),
              QColor(0xf6, 0xe6, 0xcb), 0.6);
    pen.solid(ellipse(0, 27, 8.2, 8), coat);
    pen.solid(smooth({{-2.6, 27.5}, {0, 25}, {2.6, 27.5}, {0, 35}}, 0.3), QColor(0xf0, 0xa5, 0x2e));
    for (const double s : {-1.0, 1.0}) {
        pen.flat(ellipse(4.2 * s, 25, 1.7, 1.8), QColor(0x14, 0x10, 0x12));
        pen.flat(ellipse(4.2 * s + 0.5, 24.4, 0.55, 0.55), QColor(255, 255, 255));
    }
}

void drawOwl(Pen &pen)
{
    const QColor coat = pen.own(QColor(0x80, 0x5d, 0x3f));
    const QColor pale(0xec, 0xd9, 0xb8);
    pen.solid(limb({{-46, 93}, {-10, 90}, {20, 92}, {48, 88}}, 7, 4), QColor(0x57, 0x3d, 0x2c));
    const QPainterPath body = smooth({{0, 22},
                                      {18, 26},
                                      {25, 46},
                                      {24, 68},
                                      {14, 86},
                                      {0, 91},
                                      {-14, 86},
                                      {-24, 68},
                                      {-25, 46},
                                      {-18, 26}});
    pen.solid(body, coat);
    pen.fur(body, coat, {0, 20}, 300, 4);
    pen.solid(smooth({{-13, 44}, {0, 40}, {13, 44}, {14, 66}, {0, 86}, {-14, 66}}), pale, 0.7);
    for (int row = 0; row < 6; ++row) {
        for (int i = -2; i <= 2; ++i) {
            const double x = i * 5.0 + (row % 2) * 2.5;
            if (std::fabs(x) < 12 - row * 0.8)
                pen.line(smoothLine({{x - 1.6, 50 + row * 5.5},
                                     {x, 52.3 + row * 5.5},
                                     {x + 1.6, 50 + row * 5.5}}),
                         lighten(coat, -0.08), 1.0);
        }
    }
    for (const double s : {-1.0, 1.0}) {
        pen.solid(smooth({{22 * s, 38}, {28 * s, 58}, {21 * s, 84}, {14 * s, 72}, {15 * s, 50}}),
                  lighten(coat, -0.07));
        pen.solid(smooth({{8 * s, 20}, {20 * s, 5}, {20 * s, 22}, {15 * s, 28}}, 0.5), coat);
        pen.solid(ellipse(9.3 * s, 30, 10, 10.4), pale, 0.7);
        pen.flat(ellipse(9 * s, 30, 6.4, 6.6), QColor(0xee, 0xa8, 0x26));
        pen.flat(ellipse(9 * s, 30, 3.9, 4.1), QColor(0x17, 0x11, 0x10));
        pen.flat(ellipse(9 * s + 1.7, 28.2, 1.3, 1.3), QColor(255, 255, 255));
        pen.line(smoothLine({{5 * s, 90}, {6 * s, 95}}), QColor(0xd9, 0x99, 0x3b), 3);
    }
    pen.solid(smooth({{-2.6, 34}, {0, 31.5}, {2.6, 34}, {0, 41}}, 0.4), QColor(0xd4, 0x8c, 0x2f));
}

void drawPenguin(Pen &pen)
{
    const QColor coat = pen.own(QColor(0x2b, 0x30, 0x3d));
    pen.contactShadow(22);
    for (const double s : {-1.0, 1.0}) {
        pen.solid(smooth({{4 * s, 95}, {14 * s, 94}, {17 * s, 99}, {5 * s, 99.5}}),
                  QColor(0xec, 0x9a, 0x36));
        pen.solid(smooth({{15 * s, 42}, {22 * s, 52}, {28 * s, 72}, {22 * s, 72}, {16 * s, 60}}),
                  coat);
    }
    pen.solid(smooth({{0, 8},
                      {12, 14},
                      {14, 28},
                      {19, 48},
                      {22, 74},
                      {14, 94},
                      {0, 97},
                      {-14, 94},
                      {-22, 74},
                      {-19, 48},
                      {-14, 28},
                      {-12, 14}}),
              coat);
    pen.solid(smooth({{0, 34},
                      {9, 32},
                      {14, 50},
                      {16, 74},
                      {9, 92},
                      {0, 94},
                      {-9, 92},
                      {-16, 74},
                      {-14, 50},
                      {-9, 32}}),
              QColor(0xf7, 0xf3, 0xea), 0.7);
    for (const double s : {-1.0, 1.0}) {
        pen.solid(smooth({{9 * s, 26}, {13 * s, 30}, {10 * s, 38}, {5 * s, 34}}),
                  QColor(0xf2, 0xb0, 0x3d), 0.5);
        pen.flat(ellipse(5.4 * s, 20, 2.2, 2.3), QColor(0xf7, 0xf3, 0xea));
        pen.flat(ellipse(5.2 * s, 20.2, 1.2, 1.4), QColor(0x10, 0x10, 0x14));
    }
    pen.solid(smooth({{-3.4, 24.5}, {0, 22.5}, {3.4, 24.5}, {0, 31}}, 0.4),
              QColor(0xec, 0x9a, 0x36));
}

void drawButterfly(Pen &pen)
{
    const QColor tones[] = {
        {0xe8, 0x82, 0x2c}, {0x3f, 0x82, 0xd6}, {0xc9, 0x4f, 0x9b}, {0xf0, 0xc2, 0x3d}};
    const QColor wing = pen.own(tones[pen.random().integer(0, 3)]);
    const QColor dark(0x2a, 0x1c, 0x22);
    pen.painter().translate(0, 10);
    pen.painter().rotate(14);
    for (const double s : {-1.0, 1.0}) {
        const QPainterPath upper = smooth({{2 * s, 44},
                                           {12 * s, 22},
                                           {30 * s, 6},
                                           {47 * s, 5},
                                           {49 * s, 20},
                                           {42 * s, 38},
                                           {24 * s, 48},
                                           {3 * s, 52}});
        const QPainterPath lower = smooth({{3 * s, 52},
                                           {22 * s, 50},
                                           {37 * s, 56},
                                           {38 * s, 70},
                                           {28 * s, 84},
                                           {17 * s, 82},
                                           {8 * s, 68}});
        for (const QPainterPath &path : {lower, upper}) {
            pen.solid(path, dark);
            const QPointF centre = path.boundingRect().center();
            QTransform inward;
            inward.translate(centre.x(), centre.y());
            inward.scale(0.84, 0.84);
            inward.translate(-centre.x() - 1.5 * s, -centre.y());
            const QPainterPath inner = inward.map(path);
            pen.solid(inner, wing, 1.2);
            pen.painter().save();
            pen.painter().setClipPath(inner, Qt::IntersectClip);
            for (int i = 0; i < 5; ++i) {
                const double a = (-1.3 + 0.6 * i);
                pen.line(smoothLine({{2 * s, 50},
                                     {s * (2 + 26 * std::cos(a)), 50 + 26 * std::sin(a)},
                                     {s * (2 + 56 * std::cos(a)), 50 + 52 * std::sin(a)}}),
                         dark, 0.9);
            }
            pen.painter().restore();
        }
        for (int i = 0; i < 4; ++i)
            pen.flat(ellipse((45.5 - i * 2.0) * s, 10 + i * 8.0, 1.3, 1.5),
                     QColor(0xfb, 0xf3, 0xe2));
        pen.line(smoothLine({{1 * s, 34}, {5 * s, 22}, {11 * s, 16}}), dark, 0.8);
        pen.flat(ellipse(11 * s, 16, 1.3, 1.3), dark);
    }
    pen.solid(smooth({{0, 32},
                      {2.6, 38},
                      {2.8, 52},
                      {1.6, 72},
                      {0, 78},
                      {-1.6, 72},
                      {-2.8, 52},
                      {-2.6, 38}}),
              dark);
}

void drawDragon(Pen &pen)
{
    const QColor scale = pen.own(QColor(0x3f, 0x7d, 0x5c));
    const QColor skin = mix(scale, QColor(0xe3, 0xa2, 0x4a), 0.35);
    const auto wing = [&](double s, double fade) {
        const QPainterPath path = smooth({{2, 46},
                                          {6 + 8 * s, 22},
                                          {18 * s, 2},
                                          {30 * s, -8},
                                          {36 * s, 10},
                                          {44 * s, 22},
                                          {34 * s, 26},
                                          {32 * s, 40},
                                          {22 * s, 36},
                                          {18 * s, 48},
                                          {8 * s, 46}},
                                         0.35);
        pen.solid(path, lighten(skin, fade));
        for (const QPointF tip : {QPointF(44 * s, 22), QPointF(32 * s, 40), QPointF(18 * s, 48)})
            pen.line(
                smoothLine({{10 * s, 20}, {(10 * s + tip.x()) * 0.55, (16 + tip.y()) * 0.5}, tip}),
                lighten(scale, -0.1), 1.1);
        pen.solid(limb({{2, 46}, {9 * s, 22}, {30 * s, -8}}, 4, 1.2), scale);
    };
    wing(1.0, -0.1);
    pen.solid(limb({{-8, 58}, {-24, 68}, {-36, 62}, {-44, 74}, {-36, 84}, {-26, 82}}, 11, 1.0),
              scale);
    pen.solid(limb({{6, 54}, {18, 50}, {24, 38}, {30, 30}}, 13, 6.5), scale);
    pen.solid(smooth({{-14, 54}, {0, 45}, {13, 48}, {14, 60}, {4, 68}, {-10, 67}}), scale);
    pen.solid(limb({{-8, 62}, {-12, 72}, {-6, 80}}, 7, 3), scale);
    pen.solid(limb({{8, 60}, {10, 70}, {16, 76}}, 6, 2.6), scale);
    pen.solid(smooth({{26, 30}, {30, 24}, {38, 25}, {47, 31}, {46, 35}, {36, 37}, {28, 36}}),
              scale);
    pen.solid(limb({{30, 25}, {25, 19}, {20, 17}}, 3, 0.8), QColor(0xe6, 0xd6, 0xb5));
    pen.solid(limb({{33, 25}, {30, 17}, {26, 14}}, 3, 0.8), QColor(0xe6, 0xd6, 0xb5));
    pen.flat(ellipse(36.5, 29, 1.4, 1.1), QColor(0xff, 0xd9, 0x4a));
    wing(-0.9, 0.03);
    for (int i = 0; i < 5; ++i)
        pen.solid(smooth({{-12.0 + 6 * i, 50 - 1.0 * i},
                          {-9.5 + 6 * i, 44 - 1.4 * i},
                          {-7.0 + 6 * i, 49 - 1.0 * i}},
                         0.2),
                  lighten(scale, -0.14));
}

} // namespace

void drawWinged(Pen &pen, Subject subject)
{
    switch (subject) {
    case Subject::Owl:
        drawOwl(pen);
        break;
    case Subject::Penguin:
        drawPenguin(pen);
        break;
    case Subject::Butterfly:
        drawButterfly(pen);
        break;
    case Subject::Dragon:
        drawDragon(pen);
        break;
    default:
        drawBird(pen);
        break;
    }
}

} // namespace peregrine::studio
