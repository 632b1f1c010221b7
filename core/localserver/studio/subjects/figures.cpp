#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/subjects/subjects.h"

#include <cmath>

namespace peregrine::studio {

namespace {

void drawPerson(Pen &pen)
{
    const QColor cloaks[] = {
        {0x9c, 0x2f, 0x2e}, {0x2e, 0x5a, 0x73}, {0xc4, 0x8a, 0x35}, {0x4d, 0x3b, 0x5e}};
    const QColor cloak = pen.own(cloaks[pen.random().integer(0, 3)]);
    pen.contactShadow(18);
    for (const double x : {-4.5, 5.0})
        pen.solid(limb({{x, 72}, {x * 1.15, 86}, {x * 1.2, 99}}, 8, 5.5), QColor(0x30, 0x2a, 0x2e));
    pen.line(smoothLine({{21, 34}, {20, 66}, {21, 99}}), QColor(0x6a, 0x48, 0x2d), 1.7);
    const QPainterPath coat = smooth({{-7, 24},
                                      {-13, 31},
                                      {-17, 52},
                                      {-22, 80},
                                      {-13, 86},
                                      {-3, 82},
                                      {6, 87},
                                      {15, 81},
                                      {14, 56},
                                      {12, 32},
                                      {7, 24}},
                                     0.7);
    pen.solid(coat, cloak, 1.2);
    pen.line(smoothLine({{-2, 30}, {-5, 56}, {-9, 82}}), lighten(cloak, -0.12), 1.0);
    pen.line(smoothLine({{4, 32}, {5, 56}, {9, 82}}), lighten(cloak, -0.1), 0.9);
    pen.solid(limb({{10, 33}, {17, 44}, {21, 50}}, 7, 5), cloak);
    pen.solid(smooth({{-11, 34}, {-1, 31}, {7, 36}, {8, 52}, {0, 57}, {-11, 52}}),
              QColor(0x7a, 0x57, 0x38));
    pen.solid(smooth({{0, 5}, {7, 9}, {8.5, 18}, {6, 25}, {0, 27}, {-6, 25}, {-8.5, 18}, {-7, 9}}),
              lighten(cloak, -0.05));
    pen.solid(smooth({{-12, 25}, {0, 20}, {12, 25}, {9, 31}, {0, 33}, {-9, 31}}),
              mix(cloak, QColor(0xe4, 0xc8, 0x94), 0.65));
}

void drawAstronaut(Pen &pen)
{
    const QColor suit = pen.own(QColor(0xea, 0xea, 0xee));
    pen.contactShadow(24);
    pen.solid(
        smooth({{-19, 36}, {-22, 44}, {-22, 64}, {-16, 70}, {16, 70}, {22, 64}, {22, 44}, {19, 36}},
               0.6),
        lighten(suit, -0.18));
    for (const double s : {-1.0, 1.0}) {
        pen.solid(limb({{7 * s, 66}, {9 * s, 80}, {9.5 * s, 95}}, 13, 11), suit);
        pen.solid(smooth({{4 * s, 92}, {15 * s, 91}, {17 * s, 99}, {3.5 * s, 99.5}}, 0.5),
                  lighten(suit, -0.22));
        pen.solid(limb({{15 * s, 42}, {22 * s, 53}, {24 * s, 65}}, 11, 9), suit);
        pen.solid(ellipse(24.4 * s, 67, 5.2, 5.4), lighten(suit, -0.2));
    }
    pen.solid(
        smooth({{-15, 38}, {0, 34}, {15, 38}, {17, 54}, {14, 70}, {0, 73}, {-14, 70}, {-17, 54}}),
        suit);
    pen.solid(smooth({{-8, 50}, {8, 50}, {8, 62}, {-8, 62}}, 0.25), QColor(0x6a, 0x74, 0x8a));
    const QColor lamps[] = {{0xf2, 0x5a, 0x4a}, {0x58, 0xd6, 0x8c}, {0xf3, 0xc2, 0x4d}};
    for (int i = 0; i < 3; ++i)
        pen.flat(ellipse(-4.6 + 4.6 * i, 54, 1.4, 1.4), lamps[i]);
    pen.solid(ellipse(0, 21, 19.5, 19.5), suit);
    const QPainterPath visor =
        smooth({{-14, 21}, {-11, 11}, {0, 8}, {11, 11}, {14, 21}, {11, 30}, {0, 33}, {-11, 30}});
    QLinearGradient glass(-12, 8, 12, 34);
    glass.setColorAt(0, QColor(0xf7, 0xc9, 0x6b));
    glass.setColorAt(0.35, QColor(0xd0, 0x6a, 0x5a));
    glass.setColorAt(0.7, QColor(0x3c, 0x33, 0x72));
    glass.setColorAt(1, QColor(0x14, 0x18, 0x38));
    pen.painter().fillPath(visor, glass);
    pen.painter().fillPath(smooth({{-10, 18}, {-7, 12}, {0, 10.5}, {-4, 14}, {-8, 21}}),
                           QColor(255, 255, 255, 150));
}

void drawRobot(Pen &pen)
{
    const QColor metals[] = {
        {0x4f, 0x9a, 0xa3}, {0xd6, 0x8b, 0x3e}, {0x9a, 0xa4, 0xb3}, {0xc4, 0x5b, 0x52}};
    const QColor metal = pen.own(metals[pen.random().integer(0, 3)]);
    const QColor joint(0x3c, 0x42, 0x50);
    const QColor glow = QColor(0x7f, 0xf6, 0xff);
    pen.contactShadow(27);
    for (const double s : {-1.0, 1.0}) {
        pen.solid(limb({{8 * s, 70}, {9 * s, 82}, {9 * s, 94}}, 7, 6), joint);
        pen.solid(smooth({{4 * s, 88}, {14 * s, 88}, {18 * s, 99}, {2 * s, 99.5}}, 0.35), metal);
        pen.solid(limb({{17 * s, 44}, {26 * s, 54}, {26 * s, 66}}, 6, 5), joint);
        pen.solid(limb({{25.5 * s, 55}, {26.5 * s, 68}}, 10, 9), metal);
        pen.line(smoothLine({{23.5 * s, 71}, {23 * s, 76}, {25 * s, 78}}), joint, 2.4);
        pen.line(smoothLine({{29.5 * s, 71}, {30.5 * s, 76}, {28.5 * s, 78}}), joint, 2.4);
    }
    pen.solid(limb({{0, 34}, {0, 40}}, 9, 9), joint);
    pen.solid(
        smooth({{-18, 40}, {0, 37.5}, {18, 40}, {19, 58}, {14, 74}, {0, 76}, {-14, 74}, {-19, 58}},
               0.5),
        metal, 1.2);
    pen.solid(smooth({{-10, 46}, {10, 46}, {9, 60}, {-9, 60}}, 0.3), joint);
    pen.shine({0, 53}, 9, glow, 1.0);
    pen.flat(ellipse(0, 53, 3.2, 3.2), QColor(0xd9, 0xff, 0xff));
    for (const double s : {-1.0, 1.0})
        pen.solid(ellipse(21.5 * s, 22, 3.4, 5), joint);
    pen.line(smoothLine({{0, 6}, {0, -3}}), joint, 1.6);
    pen.shine({0, -4}, 9, QColor(0xff, 0x8a, 0x5a), 0.9);
    pen.flat(ellipse(0, -4, 2.4, 2.4), QColor(0xff, 0xd0, 0xa0));
    pen.solid(
        smooth({{-19, 10}, {0, 5}, {19, 10}, {21, 23}, {17, 34}, {0, 37}, {-17, 34}, {-21, 23}},
               0.6),
        metal, 1.2);
    pen.flat(
        smooth({{-15, 15}, {0, 13}, {15, 15}, {15, 25}, {10, 29}, {0, 30}, {-10, 29}, {-15, 25}},
               0.6),
        QColor(0x18, 0x1d, 0x2c));
    for (const double s : {-1.0, 1.0}) {
        pen.shine({7 * s, 21}, 8, glow, 0.9);
        pen.painter().fillPath(ellipse(7 * s, 21, 3.1, 3.6), QColor(0xd6, 0xff, 0xff));
    }
    for (const QPointF rivet :
         {QPointF(-14, 44), QPointF(14, 44), QPointF(-12, 70), QPointF(12, 70)})
        pen.flat(ellipse(rivet.x(), rivet.y(), 1.1, 1.1), lighten(metal, -0.18));
}

} // namespace

void drawFigure(Pen &pen, Subject subject)
{
    if (subject == Subject::Astronaut)
        drawAstronaut(pen);
    else if (subject == Subject::Robot)
        drawRobot(pen);
    else
        drawPerson(pen);
}

void drawPortrait(Pen &pen)
{
    Random &random = pen.random();
    const QColor skins[] = {{0xf0, 0xc8, 0xa6},
                            {0xd8, 0xa0, 0x76},
                            {0xa8, 0x6c, 0x47},
                            {0x74, 0x47, 0x30},
                            {0xf4, 0xd6, 0xbf}};
    const QColor hairs[] = {{0x2a, 0x1e, 0x20},
                            {0x6b, 0x3c, 0x22},
                            {0xc4, 0x8a, 0x42},
                            {0x9d, 0x3f, 0x22},
                            {0x3a, 0x34, 0x4e}};
    const QColor skin = skins[random.integer(0, 4)];
    const QColor hair = pen.own(hairs[random.integer(0, 4)]);
    const QColor dress = mix(pen.scene().palette.accent, pen.scene().palette.skyTop, 0.3);
    const bool longHair = random.chance(0.7);
    const double turned = random.between(-1.5, 1.5);
    if (longHair) {
        const QPainterPath back = smooth({{0, 8},
                                          {17, 12},
                                          {24, 28},
                                          {25, 52},
                                          {31, 74},
                                          {22, 86},
                                          {0, 80},
                                          {-22, 86},
                                          {-31, 74},
                                          {-25, 52},
                                          {-24, 28},
                                          {-17, 12}});
        pen.solid(back, lighten(hair, -0.05));
        pen.fur(back, hair, {0, 0}, 420, 9);
    }
    pen.solid(smooth({{-7, 52}, {7, 52}, {8, 68}, {14, 76}, {0, 84}, {-14, 76}, {-8, 68}}),
              lighten(skin, -0.06));
    pen.solid(smooth({{-12, 74},
                      {0, 84},
                      {12, 74},
                      {30, 80},
                      {41, 92},
                      {46, 108},
                      {-46, 108},
                      {-41, 92},
                      {-30, 80}},
                     0.8),
              dress, 1.3);
    pen.line(smoothLine({{-12, 74.5}, {0, 85}, {12, 74.5}}), lighten(dress, 0.12), 1.4);
    const QPainterPath face = smooth({{0, 15},
                                      {11, 18},
                                      {16.5, 29},
                                      {15.5, 43},
                                      {10, 55},
                                      {0, 61.5},
                                      {-10, 55},
                                      {-15.5, 43},
                                      {-16.5, 29},
                                      {-11, 18}});
    pen.solid(face, skin, 1.1);
    for (const double s : {-1.0, 1.0}) {
        const double x = 6.9 * s + turned;
        pen.shine({9.5 * s + turned, 46}, 5.5, QColor(0xe0, 0x70, 0x60), 0.34);
        pen.flat(smooth({{x - 3.9, 36.6}, {x, 34}, {x + 3.9, 36.6}, {x, 38.8}}),
                 QColor(0xfa, 0xf6, 0xf0));
        pen.flat(ellipse(x + 0.2, 36.4, 2.15, 2.25), mix(QColor(0x3f, 0x6e, 0x6b), hair, 0.4));
        pen.flat(ellipse(x + 0.2, 36.4, 1.1, 1.15), QColor(0x14, 0x0e, 0x10));
        pen.flat(ellipse(x + 0.9, 35.5, 0.6, 0.6), QColor(255, 255, 255));
        pen.line(smoothLine({{x - 4.3, 36.4}, {x, 33.6}, {x + 4.3, 36}}), lighten(hair, -0.14),
                 0.95);
        pen.line(smoothLine({{x - 4.4, 30.4 - s * 0.3}, {x, 28.6}, {x + 4.4, 30.4 + s * 0.3}}),
                 lighten(hair, -0.06), 1.35);
    }
    pen.line(smoothLine({{turned + 0.6, 36},
                         {turned + 1.4 * pen.side(), 43},
                         {turned + 2.0 * pen.side(), 46.2},
                         {turned - 1.2 * pen.side(), 47}}),
             lighten(skin, -0.16), 0.85);
    const QColor lip = mix(skin, QColor(0xb8, 0x36, 0x42), 0.62);
    pen.flat(smooth({{turned - 5, 52},
                     {turned - 1.8, 50.6},
                     {turned, 51.2},
                     {turned + 1.8, 50.6},
                     {turned + 5, 52},
                     {turned, 55}}),
             lip);
    pen.line(smoothLine({{turned - 5, 52}, {turned, 52.6}, {turned + 5, 52}}), lighten(lip, -0.16),
             0.55);
    const double part = random.chance(0.5) ? 1.0 : -1.0;
    for (const double s : {part, -part}) {
        const QPainterPath lock = smooth({{part * 3.5, 13},
                                          {s * 11, 10},
                                          {s * 20, 21},
                                          {s * 21.5, 41},
                                          {s * 17.5, longHair ? 58.0 : 42.0},
                                          {s * 16.8, 38},
                                          {s * 13.5, 26},
                                          {part * 4 + s * 3, 19.5}});
        pen.solid(lock, hair);
        pen.fur(lock, hair, {part * 3, 6}, 160, 7);
    }
}

} // namespace peregrine::studio
