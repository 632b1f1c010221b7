#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/subjects/subjects.h"

#include <cmath>

namespace peregrine::studio {

namespace {

QPainterPath box(double left, double top, double right, double bottom)
{
    QPainterPath path;
    path.addRect(QRectF(left, top, right - left, bottom - top));
    return path;
}

QPainterPath polygon(const std::vector<QPointF> &points)
{
    return smooth(points, 0.0);
}

void drawWindow(Pen &pen, double x, double y, double w, double h)
{
    const bool lamp = pen.scene().palette.light < 0.9 || pen.scene().words.has(Mood::Cozy);
    pen.flat(box(x - w * 0.62, y - h * 0.6, x + w * 0.62, y + h * 0.6), QColor(0xee, 0xe2, 0xcc));
    if (lamp) {
        pen.painter().fillPath(box(x - w / 2, y - h / 2, x + w / 2, y + h / 2),
                               QColor(0xff, 0xd2, 0x74));
        pen.shine({x, y}, w * 2.1, QColor(0xff, 0xc4, 0x62), 0.5);
    } else {
        pen.flat(box(x - w / 2, y - h / 2, x + w / 2, y + h / 2), QColor(0x46, 0x5c, 0x70));
    }
    pen.flat(box(x - w * 0.05, y - h / 2, x + w * 0.05, y + h / 2), QColor(0xee, 0xe2, 0xcc));
    pen.flat(box(x - w / 2, y - h * 0.05, x + w / 2, y + h * 0.05), QColor(0xee, 0xe2, 0xcc));
}

void drawLighthouse(Pen &pen)
{
    const QColor stripe = pen.own(QColor(0xc4, 0x3a, 0x33));
    const QColor white(0xf4, 0xef, 0xe4);
    pen.solid(
        smooth({{-38, 103}, {-30, 94}, {-18, 89}, {0, 87}, {20, 89}, {34, 95}, {42, 104}}, 0.6),
        QColor(0x6e, 0x64, 0x62));
    pen.solid(box(-26, 78, -8, 91), white);
    pen.solid(polygon({{-28, 79}, {-17, 69}, {-6, 79}}), stripe);
    const auto half = [](double y) { return 6.6 + (y - 22) * 0.083; };
    const QPainterPath tower =
        polygon({{-half(22), 22}, {half(22), 22}, {half(91), 91}, {-half(91), 91}});
    pen.solid(tower, white, 1.3);
    for (int i = 0; i < 3; ++i) {
        const double y = 29.0 + i * 21;
        pen.solid(polygon({{-half(y), y},
                           {half(y), y},
                           {half(y + 10.5), y + 10.5},
                           {-half(y + 10.5), y + 10.5}}),
                  stripe, 1.3);
    }
    for (const double y : {46.0, 67.0})
        drawWindow(pen, 1.0, y, 3.0, 4.4);
    pen.solid(smooth({{-2.6, 91}, {-2.6, 84}, {0, 81.6}, {2.6, 84}, {2.6, 91}}, 0.4),
              QColor(0x5d, 0x3c, 0x2b));
    pen.solid(polygon({{-10, 20}, {10, 20}, {8.4, 23}, {-8.4, 23}}), QColor(0x3a, 0x36, 0x3c));
    for (int i = -4; i <= 4; ++i)
        pen.line(smoothLine({{i * 2.4, 20}, {i * 2.4, 16.8}}), QColor(0x3a, 0x36, 0x3c), 0.5);
    pen.line(smoothLine({{-10, 16.8}, {10, 16.8}}), QColor(0x3a, 0x36, 0x3c), 0.7);
    const bool shining = pen.scene().palette.light < 0.9 || pen.scene().words.has(Weather::Storm)
        || pen.scene().words.has(Weather::Fog);
    pen.painter().fillPath(box(-5, 10, 5, 20),
                           shining ? QColor(0xff, 0xe9, 0xa6) : pen.lit(QColor(0x9c, 0xc4, 0xd0)));
    for (const double x : {-5.0, -1.7, 1.7, 5.0})
        pen.line(smoothLine({{x, 10}, {x, 20}}), QColor(0x3a, 0x36, 0x3c), 0.7);
    pen.solid(smooth({{-7, 10.5}, {-4.6, 4}, {0, 1}, {4.6, 4}, {7, 10.5}}, 0.6), stripe);
    pen.line(smoothLine({{0, 1}, {0, -4}}), QColor(0x3a, 0x36, 0x3c), 0.7);
    if (shining) {
        for (const double s : {-1.0, 1.0}) {
            QLinearGradient beam(0, 15, s * 105, 8);
            beam.setColorAt(0, QColor(255, 240, 190, 190));
            beam.setColorAt(1, QColor(255, 240, 190, 0));
            pen.painter().fillPath(polygon({{0, 14}, {s * 105, -6}, {s * 105, 26}, {0, 16.5}}),
                                   beam);
        }
        pen.shine({0, 15}, 24, QColor(0xff, 0xef, 0xb8), 1.0);
    }
}

void drawHouse(Pen &pen)
{
    const QColor walls[] = {
        {0xe8, 0xd9, 0xbd}, {0xc9, 0x6f, 0x4e}, {0xd8, 0xe0, 0xdc}, {0x9c, 0x6b, 0x45}};
    const QColor wall = pen.own(walls[pen.random().integer(0, 3)]);
    const QColor roof =
        pen.scene().snowy ? QColor(0xf2, 0xf5, 0xf8) : mix(QColor(0x8c, 0x3c, 0x30), wall, 0.1);
    pen.contactShadow(52);
    pen.solid(box(18, 12, 27, 40), QColor(0x8a, 0x5a, 0x48));
    for (int i = 0; i < 6; ++i)
        pen.painter().fillPath(
            ellipse(23 + i * 3.4 + 2 * std::sin(i * 1.4), 6 - i * 7.5, 3.4 + i * 1.5, 3 + i * 1.2),
            withOpacity(pen.lit(QColor(240, 236, 232)), 0.32 - 0.045 * i));
    pen.solid(box(-40, 52, 40, 99), wall, 1.2);
    for (int i = 0; i < 9; ++i)
        pen.line(smoothLine({{-40, 57.0 + i * 4.8}, {40, 57.0 + i * 4.8}}), lighten(wall, -0.05),
                 0.35);
    pen.solid(polygon({{-47, 55}, {-32, 24}, {32, 24}, {47, 55}}), roof, 1.2);
    for (int i = 0; i < 5 && !pen.scene().snowy; ++i)
        pen.line(smoothLine({{-44.0 + i * 2.8, 50.0 - i * 5.6}, {44.0 - i * 2.8, 50.0 - i * 5.6}}),
                 lighten(roof, -0.07), 0.6);
    pen.solid(polygon({{-18, 54}, {0, 30}, {18, 54}}), wall);
    pen.line(smoothLine({{-19, 55}, {0, 29}, {19, 55}}, 0.0), roof, 3.2);
    drawWindow(pen, 0, 46, 6, 7);
    drawWindow(pen, -25, 72, 12, 13);
    drawWindow(pen, 25, 72, 12, 13);
    pen.solid(smooth({{-6.5, 99}, {-6.5, 76}, {0, 70}, {6.5, 76}, {6.5, 99}}, 0.5),
              QColor(0x3f, 0x5f, 0x5a));
    pen.flat(ellipse(4, 87, 0.9, 0.9), QColor(0xf0, 0xc8, 0x62));
    for (int i = 0; i < 26; ++i) {
        const double x = pen.random().between(-44, 44);
        if (std::fabs(x) > 9)
            pen.solid(ellipse(x, 97 + pen.random().between(-2, 2), pen.random().between(2, 4.5),
                              pen.random().between(2, 3.6)),
                      pen.scene().palette.foliage[static_cast<size_t>(pen.random().integer(0, 3))],
                      0.8);
    }
}

void drawCastle(Pen &pen)
{
    const QColor stone = pen.own(QColor(0xb3, 0xa6, 0x9c));
    const QColor roof = mix(QColor(0x3f, 0x53, 0x86), pen.scene().palette.accent, 0.25);
    pen.solid(smooth({{-58, 104}, {-44, 88}, {-20, 80}, {10, 79}, {38, 86}, {58, 104}}, 0.7),
              QColor(0x6b, 0x66, 0x5c));
    const auto tower = [&](double x, double half, double top, double bottom, double spire) {
        pen.solid(box(x - half, top, x + half, bottom), stone, 1.2);
        pen.solid(box(x - half * 1.22, top - 2, x + half * 1.22, top + 3.4), lighten(stone, -0.04));
        pen.solid(
            polygon({{x - half * 1.35, top - 1.5}, {x, top - spire}, {x + half * 1.35, top - 1.5}}),
            roof, 1.2);
        pen.line(smoothLine({{x, top - spire}, {x, top - spire - 6}}), QColor(0x4b, 0x40, 0x3a),
                 0.6);
        pen.solid(
            smooth({{x, top - spire - 6}, {x + 5.5, top - spire - 4.4}, {x, top - spire - 2.4}},
                   0.4),
            pen.scene().palette.accent);
        for (double y = top + 9; y < bottom - 8; y += 12)
            drawWindow(pen, x, y, half * 0.42, 4.2);
    };
    tower(0, 8, 26, 84, 24);
    tower(-17, 5.4, 42, 84, 17);
    tower(18, 6, 38, 84, 19);
    pen.solid(box(-36, 60, 36, 92), stone, 1.2);
    for (int i = 0; i < 9; ++i)
        pen.solid(box(-36 + i * 8.2, 55.5, -31.6 + i * 8.2, 61), stone);
    tower(-36, 7.4, 48, 94, 20);
    tower(36, 7.4, 50, 94, 20);
    pen.solid(smooth({{-7, 92}, {-7, 77}, {0, 70}, {7, 77}, {7, 92}}, 0.6),
              QColor(0x3a, 0x2c, 0x28));
    for (const double x : {-20.0, 20.0})
        drawWindow(pen, x, 72, 3.6, 6);
}

void drawWindmill(Pen &pen)
{
    const QColor body = pen.own(QColor(0xe9, 0xdf, 0xcc));
    pen.contactShadow(24);
    pen.solid(polygon({{-11, 36}, {11, 36}, {19, 99}, {-19, 99}}), body, 1.2);
    pen.solid(smooth({{-13, 37}, {-8, 25}, {0, 21}, {8, 25}, {13, 37}}, 0.7),
              QColor(0x7a, 0x45, 0x35));
    pen.solid(smooth({{-4.6, 99}, {-4.6, 87}, {0, 82}, {4.6, 87}, {4.6, 99}}, 0.5),
              QColor(0x5a, 0x3d, 0x2e));
    drawWindow(pen, 0, 62, 6, 7);
    const double start = pen.random().between(0.2, 0.7);
    for (int i = 0; i < 4; ++i) {
        pen.painter().save();
        pen.painter().translate(0, 34);
        pen.painter().rotate(start * 57.0 + 90.0 * i);
        pen.line(smoothLine({{0, 0}, {0, -46}}), QColor(0x5a, 0x40, 0x30), 1.4);
        pen.painter().fillPath(polygon({{0.6, -9}, {9, -10}, {9, -45}, {0.6, -45}}),
                               withOpacity(pen.lit(QColor(0xf2, 0xea, 0xda)), 0.88));
        for (int bar = 0; bar < 6; ++bar)
            pen.line(smoothLine({{0, -10.0 - bar * 7}, {9, -10.0 - bar * 7}}),
                     QColor(0x7a, 0x5c, 0x45), 0.5);
        pen.painter().restore();
    }
    pen.solid(ellipse(0, 34, 2.6, 2.6), QColor(0x4a, 0x35, 0x2a));
}

void drawTemple(Pen &pen)
{
    const QColor beam = pen.own(QColor(0xb8, 0x3a, 0x2e));
    const QColor tile(0x37, 0x43, 0x50);
    pen.contactShadow(44);
    pen.solid(polygon({{-40, 92}, {40, 92}, {46, 99.5}, {-46, 99.5}}), QColor(0x9a, 0x92, 0x8a));
    for (int level = 0; level < 3; ++level) {
        const double y = 92.0 - level * 27;
        const double half = 28.0 - level * 6.5;
        pen.solid(box(-half, y - 17, half, y), QColor(0xec, 0xdf, 0xc8), 1.1);
        for (int i = -2; i <= 2; ++i)
            pen.solid(box(i * half * 0.48 - 1.2, y - 17, i * half * 0.48 + 1.2, y), beam);
        for (const double x : {-0.24, 0.24})
            drawWindow(pen, x * half * 1.95, y - 8, 4.6, 7);
        const double eave = half + 13;
        pen.solid(smooth({{-eave - 2, y - 19.5},
                          {-half, y - 17},
                          {0, y - 15.5},
                          {half, y - 17},
                          {eave + 2, y - 19.5},
                          {half * 0.8, y - 25},
                          {half * 0.55, y - 29},
                          {-half * 0.55, y - 29},
                          {-half * 0.8, y - 25}},
                         0.6),
                  tile, 1.2);
    }
    pen.solid(limb({{0, 8}, {0, 0}, {0, -9}}, 3, 1), QColor(0xd6, 0xa4, 0x48));
}

} // namespace

void drawBuilding(Pen &pen, Subject subject)
{
    switch (subject) {
    case Subject::Lighthouse:
        drawLighthouse(pen);
        break;
    case Subject::Castle:
        drawCastle(pen);
        break;
    case Subject::Windmill:
        drawWindmill(pen);
        break;
    case Subject::Temple:
        drawTemple(pen);
        break;
    default:
        drawHouse(pen);
        break;
    }
}

} // namespace peregrine::studio
