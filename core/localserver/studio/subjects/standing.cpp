#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/subjects/subjects.h"

namespace peregrine::studio {

namespace {

void drawAntlers(Pen &pen)
{
    const QColor horn(0x8b, 0x68, 0x48);
    for (const double s : {-1.0, 1.0}) {
        const double x = 30 + 2 * s;
        pen.solid(
            limb({{x, 22}, {x + 5 * s, 12}, {x + 12 * s, 6}, {x + 11 * s, -6}, {x + 15 * s, -13}},
                 2.6, 1.0),
            horn);
        pen.solid(limb({{x + 4 * s, 14}, {x + 3 * s, 6}, {x + 6 * s, -2}}, 1.9, 0.7), horn);
        pen.solid(limb({{x + 11.5 * s, 3}, {x + 17 * s, -2}, {x + 20 * s, -8}}, 1.8, 0.7), horn);
        pen.solid(limb({{x + 11 * s, -4}, {x + 7 * s, -9}, {x + 7 * s, -14}}, 1.6, 0.6), horn);
    }
}

void drawSlender(Pen &pen, Subject subject)
{
    const bool deer = subject == Subject::Deer;
    const bool unicorn = subject == Subject::Unicorn;
    const QColor coat = pen.own(deer          ? QColor(0xa8, 0x6c, 0x3c)
                                    : unicorn ? QColor(0xf0, 0xec, 0xf2)
                                              : QColor(0x8a, 0x4f, 0x2c));
    const QColor dark = unicorn ? QColor(0xc9, 0xb9, 0xd8) : lighten(coat, -0.17);
    const QColor mane = deer ? coat : unicorn ? QColor(0xe6, 0x8f, 0xc0) : QColor(0x2e, 0x1f, 0x1a);
    pen.contactShadow(34);
    // The far legs, then the body, then the near ones.
    pen.solid(limb({{-20, 60}, {-24, 72}, {-19, 84}, {-21, 98}}, 8, 3.6), dark);
    pen.solid(limb({{17, 62}, {20, 74}, {17, 86}, {19, 98}}, 7, 3.4), dark);
    if (deer)
        pen.solid(smooth({{-29, 46}, {-34, 52}, {-32, 58}, {-27, 54}}), QColor(0xef, 0xe2, 0xcb));
    else
        pen.solid(
            smooth({{-27, 46}, {-36, 50}, {-40, 64}, {-37, 80}, {-33, 72}, {-31, 60}, {-26, 54}}),
            mane);
    const QPainterPath body =
        smooth({{-28, 50}, {-26, 43}, {-14, 42}, {2, 44},   {14, 40},  {20, 28}, {25, 20},
                {32, 17},  {36, 22},  {45, 31},  {44, 36},  {37, 36},  {31, 34}, {28, 44},
                {24, 57},  {16, 66},  {0, 66},   {-14, 65}, {-25, 66}, {-30, 58}});
    pen.solid(body, coat);
    pen.fur(body, coat, {10, 30}, 260, 3.2);
    pen.solid(limb({{-22, 56}, {-27, 68}, {-24, 82}, {-27, 98}}, 12, 4), coat);
    pen.solid(limb({{13, 56}, {13, 70}, {11, 84}, {12, 98}}, 9, 3.8), coat);
    for (const QPointF hoof :
         {QPointF(-27, 97.5), QPointF(12, 97.5), QPointF(-21, 97.8), QPointF(19, 97.8)})
        pen.solid(smooth({hoof + QPointF(-2.2, -2.2), hoof + QPointF(2.2, -2.2),
                          hoof + QPointF(3.3, 2), hoof + QPointF(-2.8, 2)},
                         0.3),
                  QColor(0x2b, 0x20, 0x1d));
    for (const double x : {28.0, 31.5})
        pen.solid(smooth({{x - 1.6, 20}, {x - 1, 11}, {x + 1.4, 8.5}, {x + 2.4, 19}}, 0.6), coat);
    if (!deer) {
        const QPainterPath hair = smooth({{31, 13},
                                          {23, 16},
                                          {16, 26},
                                          {8, 42},
                                          {14, 47},
                                          {19, 40},
                                          {22, 33},
                                          {27, 24},
                                          {33, 24}});
        pen.solid(hair, mane);
        pen.fur(hair, mane, {30, 10}, 160, 6.0);
    }
    if (deer) {
        drawAntlers(pen);
        pen.solid(smooth({{26, 42}, {31, 35}, {28, 52}, {22, 58}}), QColor(0xe6, 0xd2, 0xb2), 0.5);
    }
    if (unicorn) {
        pen.solid(smooth({{32, 14}, {42, -7}, {35.5, 16}}, 0.2), QColor(0xf2, 0xcf, 0x6b));
        pen.shine({42, -7}, 14, QColor(255, 240, 190), 0.8);
    }
    pen.flat(ellipse(35.2, 24.6, 1.25, 1.4), QColor(0x1b, 0x12, 0x10));
    pen.flat(ellipse(35.6, 24.1, 0.4, 0.4), QColor(255, 255, 250));
    pen.flat(ellipse(43.4, 32.4, 0.8, 0.6), QColor(0x2b, 0x1c, 0x18));
}

void drawHeavy(Pen &pen, Subject subject)
{
    const bool sheep = subject == Subject::Sheep;
    const QColor coat = pen.own(sheep ? QColor(0xee, 0xe6, 0xd6) : QColor(0xf0, 0xe9, 0xde));
    const QColor face = sheep ? QColor(0x3a, 0x31, 0x30) : coat;
    pen.contactShadow(36);
    for (const double x : {-20.0, -11.0, 13.0, 21.0})
        pen.solid(limb({{x, 68}, {x, 84}, {x, 98}}, sheep ? 6 : 9, sheep ? 5 : 7),
                  lighten(sheep ? face : coat, -0.06));
    if (sheep) {
        std::vector<QPointF> wool;
        for (int i = 0; i < 32; ++i) {
            const double angle = 6.28318 * i / 32;
            const double radius = i % 2 == 0 ? 1.0 : 0.88;
            wool.emplace_back(-2 + 33 * radius * std::cos(angle),
                              58 + 22 * radius * std::sin(angle));
        }
        pen.solid(smooth(wool), coat);
        pen.fur(smooth(wool), coat, {0, 40}, 300, 3.0);
    } else {
        const QPainterPath body = smooth({{-34, 48},
                                          {-20, 41},
                                          {6, 42},
                                          {22, 38},
                                          {30, 44},
                                          {28, 66},
                                          {20, 76},
                                          {-10, 78},
                                          {-32, 74},
                                          {-37, 60}});
        pen.solid(body, coat);
        pen.painter().save();
        pen.painter().setClipPath(body, Qt::IntersectClip);
        const QColor patch(0x3b, 0x30, 0x2d);
        pen.solid(smooth({{-30, 38}, {-12, 40}, {-10, 56}, {-24, 64}, {-34, 56}}), patch);
        pen.solid(smooth({{4, 36}, {18, 38}, {20, 54}, {8, 58}, {0, 50}}), patch);
        pen.painter().restore();
        pen.line(smoothLine({{-35, 52}, {-41, 62}, {-40, 78}}), coat, 1.8);
    }
    const QPainterPath head =
        smooth({{25, 36}, {34, 32}, {43, 36}, {46, 48}, {42, 57}, {34, 56}, {26, 48}});
    pen.solid(head, face);
    if (!sheep) {
        pen.solid(smooth({{38, 46}, {46, 47}, {46, 56}, {40, 59}, {35, 54}}),
                  QColor(0xe3, 0xb3, 0xa3));
        pen.solid(limb({{31, 34}, {28, 27}, {31, 22}}, 3, 1), QColor(0xd9, 0xc9, 0xa8));
        pen.solid(limb({{40, 34}, {44, 28}, {42, 22}}, 3, 1), QColor(0xd9, 0xc9, 0xa8));
    }
    pen.solid(smooth({{26, 38}, {17, 37}, {16, 42}, {25, 44}}), face);
    pen.flat(ellipse(37, 41, 1.5, 1.7),
             sheep ? QColor(0xf2, 0xe8, 0xd0) : QColor(0x1b, 0x14, 0x12));
    pen.flat(ellipse(37.2, 41, 0.8, 1), QColor(0x12, 0x0c, 0x0b));
}

void drawElephant(Pen &pen)
{
    const QColor skin = pen.own(QColor(0x8b, 0x88, 0x92));
    pen.contactShadow(40);
    for (const double x : {-24.0, 12.0})
        pen.solid(limb({{x, 66}, {x, 84}, {x, 99}}, 14, 12), lighten(skin, -0.1));
    pen.line(smoothLine({{-38, 44}, {-44, 56}, {-43, 70}}), skin, 1.8);
    pen.solid(smooth({{-38, 46},
                      {-30, 30},
                      {-8, 24},
                      {14, 28},
                      {24, 44},
                      {22, 68},
                      {4, 76},
                      {-20, 76},
                      {-37, 72}}),
              skin);
    for (const double x : {-32.0, 4.0}) {
        pen.solid(limb({{x, 64}, {x, 84}, {x, 99}}, 16, 13), skin);
        for (int toe = -1; toe <= 1; ++toe)
            pen.flat(ellipse(x + toe * 3.6, 97.6, 1.5, 1.2), QColor(0xd8, 0xd0, 0xc6));
    }
    pen.solid(limb({{34, 40}, {42, 54}, {43, 72}, {40, 86}, {45, 91}}, 14, 4.5), skin);
    pen.solid(smooth({{14, 34}, {22, 22}, {34, 20}, {42, 32}, {42, 46}, {34, 54}, {22, 50}}), skin);
    pen.solid(limb({{35, 51}, {40, 62}, {48, 62}}, 3.6, 1.2), QColor(0xf3, 0xea, 0xd8));
    pen.solid(smooth({{22, 28}, {8, 20}, {-6, 28}, {-4, 48}, {8, 60}, {18, 54}, {24, 42}}),
              lighten(skin, 0.03));
    pen.flat(ellipse(33, 34, 1.5, 1.5), QColor(0x1d, 0x17, 0x18));
}

} // namespace

void drawStanding(Pen &pen, Subject subject)
{
    if (subject == Subject::Elephant)
        drawElephant(pen);
    else if (subject == Subject::Cow || subject == Subject::Sheep)
        drawHeavy(pen, subject);
    else
        drawSlender(pen, subject);
}

} // namespace peregrine::studio
