#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/subjects/subjects.h"

#include <cmath>

namespace peregrine::studio {

namespace {

void drawBoat(Pen &pen)
{
    const QColor hull = pen.own(QColor(0x9a, 0x3f, 0x33));
    const QColor sail(0xf7, 0xee, 0xdc);
    // Its reflection, broken into strokes, lies on the water below.
    for (int i = 0; i < 16; ++i) {
        const double y = 99 + i * 3.0;
        const double half = (i < 5 ? 30.0 - i : 24.0 - i) * pen.random().between(0.6, 1.0);
        pen.painter().fillPath(ellipse(pen.random().normal() * 3, y, half, 0.9),
                               withOpacity(pen.lit(i < 5 ? hull : sail), 0.36 * (1 - i / 17.0)));
    }
    pen.solid(limb({{0, 88}, {0, 40}, {0, 2}}, 2, 1.2), QColor(0x6a, 0x4a, 0x32));
    pen.solid(smooth({{2, 5}, {10, 28}, {24, 56}, {33, 78}, {2, 80}}, 0.45), sail, 1.2);
    pen.solid(smooth({{-2, 12}, {-9, 36}, {-20, 58}, {-27, 78}, {-2, 80}}, 0.45),
              lighten(sail, -0.05), 1.2);
    pen.solid(smooth({{0, 2}, {9, 0}, {14, 3}, {7, 5.4}, {0, 6}}), pen.scene().palette.accent);
    pen.solid(smooth({{-38, 84},
                      {-20, 86},
                      {0, 86.6},
                      {22, 86},
                      {42, 82},
                      {34, 95},
                      {22, 101},
                      {-20, 101},
                      {-32, 95}},
                     0.6),
              hull, 1.2);
    pen.line(smoothLine({{-37, 86.5}, {0, 89.4}, {40, 85.4}}), QColor(0xf2, 0xe2, 0xc2), 1.3);
}

void drawCar(Pen &pen)
{
    const QColor paints[] = {
        {0xd0, 0x45, 0x3c}, {0x2f, 0x86, 0x9c}, {0xe8, 0xb0, 0x3e}, {0x6f, 0xa0, 0x8a}};
    const QColor paint = pen.own(paints[pen.random().integer(0, 3)]);
    pen.painter().translate(0, 0);
    pen.contactShadow(88);
    pen.solid(smooth({{-58, 50}, {-44, 18}, {-24, 6}, {18, 6}, {38, 20}, {54, 48}}, 0.6), paint,
              1.2);
    const QColor glass = mix(pen.scene().palette.skyMiddle, QColor(0x2c, 0x3d, 0x50), 0.5);
    pen.solid(smooth({{-47, 46}, {-37, 22}, {-22, 13}, {-6, 13}, {-6, 46}}, 0.4), glass);
    pen.solid(smooth({{0, 46}, {0, 13}, {16, 13}, {30, 24}, {41, 46}}, 0.4), glass);
    pen.solid(
        smooth({{-84, 58}, {-74, 46}, {-40, 44}, {46, 44}, {74, 50}, {86, 62}, {86, 82}, {-84, 82}},
               0.5),
        paint, 1.3);
    pen.line(smoothLine({{-82, 63}, {0, 60}, {84, 66}}), lighten(paint, 0.13), 2);
    pen.line(smoothLine({{-3, 46}, {-3, 79}}), lighten(paint, -0.12), 1);
    pen.solid(smooth({{-88, 78}, {88, 78}, {88, 86}, {-88, 86}}, 0.3), QColor(0x55, 0x56, 0x5e));
    pen.flat(ellipse(80, 64, 5, 5.6), QColor(0xff, 0xf2, 0xc4));
    if (pen.scene().palette.light < 0.75)
        pen.shine({82, 64}, 40, QColor(0xff, 0xe8, 0xa8), 0.9);
    pen.flat(ellipse(-81, 64, 3.4, 5), QColor(0xe8, 0x4a, 0x3a));
    for (const double x : {-48.0, 50.0}) {
        pen.flat(ellipse(x, 82, 20, 20), QColor(0x24, 0x22, 0x28));
        pen.solid(ellipse(x, 82, 11.5, 11.5), QColor(0xcf, 0xd2, 0xd6));
        pen.flat(ellipse(x, 82, 4, 4), QColor(0x50, 0x52, 0x5a));
    }
}

void drawRocket(Pen &pen)
{
    const QColor body(0xee, 0xec, 0xe8);
    const QColor trim = pen.own(QColor(0xd6, 0x45, 0x3c));
    pen.painter().translate(0, 50);
    pen.painter().rotate(24);
    pen.painter().translate(0, -50);
    for (int i = 0; i < 12; ++i)
        pen.painter().fillPath(
            ellipse(pen.random().normal() * (2 + i * 0.7), 100 + i * 6.5, 4 + i * 1.3, 4 + i * 1.2),
            withOpacity(QColor(255, 240, 225), 0.34 * (1 - i / 12.0)));
    pen.shine({0, 90}, 34, QColor(0xff, 0xb0, 0x4a), 1.0);
    pen.painter().fillPath(smooth({{-8, 78}, {8, 78}, {10, 92}, {0, 118}, {-10, 92}}),
                           QColor(0xff, 0x9a, 0x3a));
    pen.painter().fillPath(smooth({{-5, 78}, {5, 78}, {5.5, 90}, {0, 104}, {-5.5, 90}}),
                           QColor(0xff, 0xf0, 0xb0));
    for (const double s : {-1.0, 1.0})
        pen.solid(smooth({{13 * s, 50}, {27 * s, 68}, {28 * s, 86}, {12 * s, 76}}, 0.5), trim, 1.2);
    pen.solid(smooth({{0, -4},
                      {11, 12},
                      {16.5, 36},
                      {15, 62},
                      {10, 80},
                      {-10, 80},
                      {-15, 62},
                      {-16.5, 36},
                      {-11, 12}}),
              body, 1.4);
    pen.solid(smooth({{0, -4}, {8, 6}, {12, 17}, {0, 19}, {-12, 17}, {-8, 6}}), trim, 1.2);
    pen.solid(ellipse(0, 36, 8.4, 8.4), trim);
    pen.solid(ellipse(0, 36, 6.2, 6.2), QColor(0x6f, 0xc4, 0xe0), 1.3);
    pen.flat(ellipse(-1.8, 33.8, 1.9, 1.5), QColor(255, 255, 255));
    pen.line(smoothLine({{-14.6, 62}, {0, 65}, {14.6, 62}}), trim, 2.4);
    pen.solid(smooth({{-2.6, 58}, {2.6, 58}, {2.2, 88}, {-2.2, 88}}, 0.4), trim);
}

void drawBalloon(Pen &pen)
{
    const QColor first = pen.own(QColor(0xdd, 0x52, 0x42));
    const QColor tones[] = {first, QColor(0xf6, 0xe6, 0xc8), turn(first, 40),
                            QColor(0xf6, 0xe6, 0xc8)};
    const auto gore = [](double k) {
        return smooth(
            {{0, 0}, {k * 20, 4}, {k * 33, 20}, {k * 33, 38}, {k * 22, 58}, {k * 8, 74}, {0, 74}},
            0.8);
    };
    for (const double k : {-1.0, -0.68, -0.32, 1.0, 0.68, 0.32}) {
        const int tone = static_cast<int>(std::lround((1.0 - std::fabs(k)) * 3.0)) % 4;
        pen.solid(gore(k), tones[tone], 1.1);
    }
    pen.solid(smooth({{0, 0}, {4, 8}, {6, 30}, {3, 74}, {-3, 74}, {-6, 30}, {-4, 8}}), tones[3],
              0.6);
    for (const double s : {-1.0, 1.0})
        pen.line(smoothLine({{7.4 * s, 74}, {5 * s, 87}}), QColor(0x5a, 0x42, 0x30), 0.6);
    if (pen.scene().palette.light < 0.9)
        pen.shine({0, 76}, 16, QColor(0xff, 0xc2, 0x58), 0.8);
    pen.solid(smooth({{-6, 87}, {6, 87}, {5, 98}, {-5, 98}}, 0.3), QColor(0x96, 0x63, 0x38), 1.2);
    pen.line(smoothLine({{-6.4, 87.5}, {6.4, 87.5}}), QColor(0x5d, 0x3b, 0x24), 1.5);
}

void drawAirplane(Pen &pen)
{
    const QColor body = pen.own(QColor(0xe9, 0xe7, 0xe2));
    const QColor trim = mix(pen.scene().palette.accent, QColor(0xc8, 0x40, 0x3a), 0.5);
    pen.painter().rotate(-8);
    pen.solid(smooth({{-6, 48}, {10, 20}, {22, 12}, {26, 18}, {20, 48}}, 0.4),
              lighten(body, -0.12));
    pen.solid(smooth({{-84, 46}, {-94, 16}, {-82, 14}, {-64, 42}}, 0.4), trim);
    pen.solid(
        smooth({{-90, 52}, {-60, 40}, {0, 36}, {58, 40}, {84, 52}, {60, 64}, {0, 66}, {-56, 60}},
               0.8),
        body, 1.3);
    pen.line(smoothLine({{-84, 53}, {0, 52}, {80, 54}}), trim, 2);
    for (int i = 0; i < 9; ++i)
        pen.flat(ellipse(-40.0 + i * 10, 46, 2.3, 2.7), QColor(0x35, 0x4a, 0x62));
    pen.solid(smooth({{64, 43}, {74, 46}, {70, 50}, {60, 49}}, 0.6), QColor(0x35, 0x4a, 0x62));
    pen.solid(smooth({{-16, 56}, {-44, 92}, {-34, 96}, {24, 58}}, 0.4), lighten(body, -0.03), 1.2);
    pen.solid(smooth({{-76, 52}, {-96, 66}, {-88, 68}, {-62, 56}}, 0.4), body);
}

void drawTrain(Pen &pen)
{
    const QColor body = pen.own(QColor(0x8f, 0x2f, 0x2e));
    const QColor iron(0x2c, 0x2b, 0x33);
    pen.flat(smooth({{-150, 95}, {150, 95}, {150, 99}, {-150, 99}}, 0.2), iron);
    for (int i = 0; i < 9; ++i)
        pen.painter().fillPath(ellipse(54 - i * 13.0 + pen.random().normal() * 2, 2 - i * 5.0,
                                       6 + i * 2.2, 5 + i * 1.7),
                               withOpacity(pen.lit(QColor(244, 240, 236)), 0.5 - 0.05 * i));
    for (const double x : {-118.0, -48.0}) {
        pen.solid(smooth({{x - 33, 38}, {x + 33, 38}, {x + 33, 86}, {x - 33, 86}}, 0.12),
                  x < -80 ? lighten(body, 0.03) : body, 1.2);
        pen.solid(smooth({{x - 36, 40}, {x - 26, 32}, {x + 26, 32}, {x + 36, 40}}, 0.4), iron);
        for (int i = 0; i < 4; ++i)
            pen.painter().fillRect(QRectF(x - 27 + i * 15, 46, 10, 15), QColor(0xff, 0xdf, 0x96));
    }
    pen.solid(smooth({{-10, 20}, {18, 20}, {18, 86}, {-10, 86}}, 0.12), body, 1.2);
    pen.painter().fillRect(QRectF(-4, 30, 15, 18), QColor(0xff, 0xdf, 0x96));
    pen.solid(smooth({{-15, 22}, {-10, 14}, {18, 14}, {23, 22}}, 0.4), iron);
    pen.solid(smooth({{18, 44}, {76, 44}, {82, 50}, {82, 76}, {76, 82}, {18, 82}}, 0.3), iron, 1.4);
    pen.solid(smooth({{50, 44}, {51, 26}, {46, 14}, {64, 14}, {59, 26}, {60, 44}}, 0.3), iron);
    pen.solid(ellipse(34, 43, 6, 7), QColor(0xc9, 0x98, 0x42));
    pen.shine({85, 56}, 26, QColor(0xff, 0xe8, 0xa8), 0.9);
    pen.flat(ellipse(82, 56, 4, 5), QColor(0xff, 0xf2, 0xc4));
    pen.solid(smooth({{74, 80}, {94, 95}, {74, 95}}, 0.2), body);
    for (const double x : {-140.0, -98.0, -70.0, -28.0, 2.0, 30.0, 58.0}) {
        const double radius = x > 0 ? 11 : 8;
        pen.flat(ellipse(x, 96 - radius, radius, radius), QColor(0x1d, 0x1b, 0x20));
        pen.solid(ellipse(x, 96 - radius, radius * 0.72, radius * 0.72), body, 0.8);
        pen.flat(ellipse(x, 96 - radius, radius * 0.25, radius * 0.25), iron);
    }
}

} // namespace

void drawVehicle(Pen &pen, Subject subject)
{
    switch (subject) {
    case Subject::Car:
        drawCar(pen);
        break;
    case Subject::Rocket:
        drawRocket(pen);
        break;
    case Subject::Balloon:
        drawBalloon(pen);
        break;
    case Subject::Airplane:
        drawAirplane(pen);
        break;
    case Subject::Train:
        drawTrain(pen);
        break;
    default:
        drawBoat(pen);
        break;
    }
}

} // namespace peregrine::studio
