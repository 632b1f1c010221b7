#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/subjects/subjects.h"

#include <cmath>

namespace peregrine::studio {

namespace {

void drawFish(Pen &pen)
{
    const QColor tones[] = {
        {0xf0, 0x7d, 0x2f}, {0xf2, 0xc1, 0x37}, {0xe0, 0x4f, 0x4a}, {0x3d, 0x8f, 0xd0}};
    const QColor coat = pen.own(tones[pen.random().integer(0, 3)]);
    pen.solid(smooth({{-28, 50}, {-44, 30}, {-57, 26}, {-50, 50}, {-57, 76}, {-42, 68}}, 0.6),
              lighten(coat, -0.06));
    pen.solid(smooth({{-14, 32}, {0, 14}, {18, 16}, {22, 32}}, 0.6), lighten(coat, -0.08));
    pen.solid(smooth({{-8, 68}, {-4, 84}, {8, 82}, {12, 68}}, 0.6), lighten(coat, -0.08));
    const QPainterPath body = smooth({{48, 52},
                                      {36, 36},
                                      {14, 27},
                                      {-10, 33},
                                      {-30, 48},
                                      {-30, 54},
                                      {-10, 68},
                                      {14, 73},
                                      {36, 66}});
    pen.solid(body, coat, 1.2);
    pen.painter().save();
    pen.painter().setClipPath(body, Qt::IntersectClip);
    pen.flat(
        smooth({{20, 20}, {26, 36}, {27, 62}, {20, 80}, {13, 80}, {18, 60}, {18, 38}, {13, 20}}),
        QColor(250, 246, 236));
    pen.flat(
        smooth(
            {{-10, 26}, {-5, 40}, {-5, 60}, {-10, 76}, {-17, 76}, {-12, 60}, {-12, 40}, {-17, 26}}),
        QColor(250, 246, 236));
    for (int row = 0; row < 6; ++row) {
        for (int i = 0; i < 9; ++i) {
            const double x = -24 + i * 5.0 + (row % 2) * 2.5;
            pen.line(
                smoothLine({{x, 34 + row * 6.5}, {x - 2, 37 + row * 6.5}, {x, 40 + row * 6.5}}),
                lighten(coat, -0.1), 0.5);
        }
    }
    pen.painter().restore();
    pen.solid(smooth({{10, 54}, {-2, 58}, {-6, 68}, {6, 66}}, 0.7), lighten(coat, 0.05));
    pen.flat(ellipse(36, 46, 4.4, 4.6), QColor(252, 250, 242));
    pen.flat(ellipse(36.8, 46, 2.5, 2.8), QColor(0x15, 0x15, 0x1c));
    pen.flat(ellipse(37.6, 44.8, 0.9, 0.9), QColor(255, 255, 255));
    pen.line(smoothLine({{47, 54}, {43.5, 56}, {41, 55.4}}), lighten(coat, -0.25), 1.0);
}

void drawWhale(Pen &pen)
{
    const QColor skin = pen.own(QColor(0x3c, 0x5d, 0x84));
    pen.solid(
        smooth({{-52, 42}, {-68, 26}, {-76, 28}, {-64, 44}, {-78, 50}, {-72, 56}, {-54, 52}}, 0.7),
        skin);
    const QPainterPath body = smooth({{62, 52},
                                      {54, 34},
                                      {30, 25},
                                      {0, 27},
                                      {-30, 36},
                                      {-56, 44},
                                      {-56, 52},
                                      {-26, 62},
                                      {4, 74},
                                      {36, 76},
                                      {56, 68}});
    pen.solid(body, skin, 1.2);
    pen.painter().save();
    pen.painter().setClipPath(body, Qt::IntersectClip);
    pen.solid(smooth({{64, 58}, {40, 60}, {12, 60}, {-18, 60}, {0, 84}, {44, 84}}),
              QColor(0xdb, 0xe6, 0xea), 0.7);
    for (int i = 0; i < 6; ++i)
        pen.line(smoothLine({{58.0 - i, 63 + i * 2.4}, {30, 63.5 + i * 2.6}, {0, 62 + i * 2.0}}),
                 lighten(skin, 0.05), 0.5);
    pen.painter().restore();
    pen.solid(smooth({{20, 62}, {6, 80}, {-6, 92}, {2, 78}, {6, 64}}, 0.7), lighten(skin, -0.05));
    pen.flat(ellipse(45, 54, 1.9, 1.9), QColor(0x12, 0x16, 0x22));
    pen.flat(ellipse(45.6, 53.4, 0.6, 0.6), QColor(255, 255, 255));
    pen.line(smoothLine({{62, 57}, {50, 59.5}, {40, 59}}), lighten(skin, -0.12), 0.9);
}

void drawJellyfish(Pen &pen)
{
    const QColor tone = pen.own(QColor(0xe8, 0x8f, 0xc8));
    pen.shine({0, 30}, 52, tone, 0.6);
    for (int i = 0; i < 11; ++i) {
        const double x = -24 + i * 4.8;
        std::vector<QPointF> line;
        for (int s = 0; s < 9; ++s)
            line.emplace_back(x * (1 - 0.03 * s) + 3.2 * std::sin(s * 0.9 + i * 1.7),
                              44 + s * (5.0 + (i % 3)));
        pen.painter().strokePath(smoothLine(line),
                                 QPen(withOpacity(lighten(tone, 0.08), 0.55),
                                      i % 3 == 1 ? 2.2 : 0.9, Qt::SolidLine, Qt::RoundCap));
    }
    const QPainterPath bell = smooth({{-32, 44},
                                      {-30, 22},
                                      {-16, 5},
                                      {0, 1},
                                      {16, 5},
                                      {30, 22},
                                      {32, 44},
                                      {22, 48},
                                      {11, 44},
                                      {0, 48},
                                      {-11, 44},
                                      {-22, 48}});
    QRadialGradient glass(QPointF(0, 16), 46);
    glass.setColorAt(0, withOpacity(lighten(tone, 0.14), 0.9));
    glass.setColorAt(0.6, withOpacity(tone, 0.75));
    glass.setColorAt(1, withOpacity(lighten(tone, -0.15), 0.85));
    pen.painter().fillPath(bell, glass);
    for (int i = -2; i <= 2; ++i)
        pen.painter().strokePath(smoothLine({{i * 2.0, 4}, {i * 9.0, 18}, {i * 12.0, 42}}),
                                 QPen(QColor(255, 255, 255, 70), 1.0));
    pen.painter().fillPath(smooth({{-18, 14}, {-9, 7}, {-6, 10}, {-15, 20}}),
                           QColor(255, 255, 255, 120));
}

void drawTurtle(Pen &pen)
{
    const QColor skin = pen.own(QColor(0x6d, 0x9a, 0x5a));
    const QColor shell(0x8a, 0x5f, 0x35);
    pen.solid(smooth({{14, 62}, {26, 80}, {22, 98}, {10, 84}, {4, 68}}), skin);
    pen.solid(smooth({{-24, 62}, {-38, 74}, {-44, 86}, {-30, 80}, {-16, 68}}), skin);
    pen.solid(smooth({{26, 52}, {38, 40}, {50, 42}, {52, 52}, {42, 58}, {30, 60}}), skin);
    const QPainterPath dome = smooth(
        {{-38, 62}, {-32, 40}, {-10, 26}, {14, 29}, {30, 46}, {33, 60}, {14, 69}, {-16, 70}});
    pen.solid(dome, shell, 1.2);
    pen.painter().save();
    pen.painter().setClipPath(dome, Qt::IntersectClip);
    for (int i = 0; i < 5; ++i) {
        const double x = -28 + i * 13.0;
        pen.solid(
            smooth({{x - 6, 48}, {x - 2, 38}, {x + 5, 38}, {x + 8, 48}, {x + 3, 58}, {x - 4, 58}},
                   0.25),
            lighten(shell, 0.08));
    }
    pen.painter().restore();
    pen.line(smoothLine({{-38, 62}, {-16, 70}, {14, 69}, {33, 60}}), QColor(0xe0, 0xc0, 0x86), 2.4);
    pen.flat(ellipse(45, 47, 1.7, 1.9), QColor(0x14, 0x16, 0x12));
    pen.flat(ellipse(45.6, 46.3, 0.6, 0.6), QColor(255, 255, 255));
}

} // namespace

void drawSwimming(Pen &pen, Subject subject)
{
    switch (subject) {
    case Subject::Whale:
        drawWhale(pen);
        break;
    case Subject::Jellyfish:
        drawJellyfish(pen);
        break;
    case Subject::Turtle:
        drawTurtle(pen);
        break;
    default:
        drawFish(pen);
        break;
    }
}

} // namespace peregrine::studio
