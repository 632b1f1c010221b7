#include "core/localserver/studio/backdrops/backdrops.h"
#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/subjects/subjects.h"

#include <cmath>

namespace peregrine::studio {

namespace {

void drawBranch(Pen &pen, QPointF from, double angle, double length, double thick, int level,
                std::vector<QPointF> &tips)
{
    Random &random = pen.random();
    const QPointF to = from + QPointF(std::cos(angle), std::sin(angle)) * length;
    const QPointF bend =
        (from + to) * 0.5 + QPointF(random.normal(), random.normal()) * length * 0.07;
    pen.solid(limb({from, bend, to}, thick, thick * 0.62), pen.scene().palette.trunk);
    if (level == 0) {
        tips.push_back(to);
        return;
    }
    const int forks = level == 3 ? 3 : 2;
    for (int i = 0; i < forks; ++i) {
        const double spread = forks == 3 ? (i - 1) * 0.62 : (i - 0.5) * 0.95;
        drawBranch(pen, to, angle + spread + random.normal() * 0.16,
                   length * random.between(0.62, 0.82), thick * 0.6, level - 1, tips);
    }
}

void drawTree(Pen &pen)
{
    pen.contactShadow(34);
    std::vector<QPointF> tips;
    drawBranch(pen, {0, 100}, -1.5708 + pen.random().normal() * 0.06, 34, 10, 3, tips);
    pen.solid(smooth({{-10, 101}, {-4, 94}, {4, 94}, {10, 101}}), pen.scene().palette.trunk);
    if (pen.scene().words.season == Season::Winter)
        return;
    Scene scene = pen.scene();
    scene.sun = QPointF(pen.side() * 1000.0, 0);
    for (const QPointF &tip : tips)
        drawLeaves(pen.painter(), scene, tip, 15, scene.many(90), 1.7, 0, pen.random());
    for (int i = 0; i < 7; ++i)
        drawLeaves(pen.painter(), scene,
                   {pen.random().between(-24, 24), pen.random().between(10, 36)}, 14,
                   scene.many(90), 1.7, 0, pen.random());
}

void drawPine(Pen &pen)
{
    const QColor needle =
        pen.own(mix(pen.scene().palette.foliage[0], QColor(0x25, 0x55, 0x46), 0.6));
    pen.contactShadow(22);
    pen.solid(limb({{0, 100}, {0, 60}}, 6, 4), pen.scene().palette.trunk);
    for (int tier = 6; tier >= 0; --tier) {
        const double y = 12.0 + tier * 12.5;
        const double half = 8.0 + tier * 4.2;
        std::vector<QPointF> outline{{0, y - 14}};
        for (int i = 0; i <= 8; ++i) {
            const double x = half * (1.0 - i / 4.0);
            outline.emplace_back(x,
                                 y + (i % 2 == 0 ? 6.5 : 2.0) + pen.random().normal() * 0.8
                                     - std::fabs(x) * 0.06);
        }
        const QPainterPath branch = smooth(outline, 0.4);
        pen.solid(branch, lighten(needle, 0.012 * (6 - tier)));
        pen.fur(branch, needle, {0, y - 20}, 120, 3.6);
        if (pen.scene().snowy)
            pen.solid(smooth({{0, y - 13},
                              {half * 0.5, y - 2},
                              {half * 0.9, y + 3.5},
                              {half * 0.3, y - 0.5},
                              {-half * 0.3, y - 1},
                              {-half * 0.9, y + 3.5},
                              {-half * 0.5, y - 2}},
                             0.6),
                      QColor(0xf3, 0xf7, 0xfa));
    }
}

void drawPalm(Pen &pen)
{
    pen.contactShadow(20);
    const double lean = pen.random().between(8, 16);
    pen.solid(limb({{-lean, 100}, {-lean * 0.7, 70}, {0, 44}, {lean * 0.6, 26}}, 7.5, 4),
              QColor(0x8c, 0x66, 0x45));
    for (int i = 0; i < 14; ++i) {
        const double t = i / 14.0;
        pen.line(smoothLine({{-lean - 3 + t * lean * 1.5, 97 - t * 68},
                             {-lean + 3 + t * lean * 1.5, 96 - t * 68}}),
                 QColor(0x5f, 0x44, 0x30), 0.6);
    }
    const QPointF top(lean * 0.6, 26);
    for (int i = 0; i < 10; ++i) {
        const double angle = -3.5 + i * 0.43 + pen.random().normal() * 0.06;
        const double length = 36 + 4 * pen.random().normal();
        const auto along = [&](double t) {
            return top
                + QPointF(std::cos(angle) * length * t,
                          std::sin(angle) * length * t * 0.62 + 26 * t * t);
        };
        const QColor green = mix(QColor(0x3d, 0x85, 0x4d),
                                 pen.scene().palette.foliage[static_cast<size_t>(i % 4)], 0.4);
        for (int leaf = 2; leaf < 18; ++leaf) {
            const double t = leaf / 18.0;
            for (const double s : {-1.0, 1.0}) {
                const QPointF root = along(t);
                pen.solid(limb({root, root + QPointF(std::cos(angle) * 3 + s * 2.0, 6.5 + s * 2.2)},
                               2.0, 0.3),
                          green, 0.6);
            }
        }
        pen.line(smoothLine({along(0), along(0.35), along(0.7), along(1.0)}), lighten(green, -0.06),
                 0.9);
    }
    for (const double x : {-2.6, 2.0})
        pen.solid(ellipse(top.x() + x, top.y() + 3.4, 2.9, 3.2), QColor(0x6e, 0x48, 0x2c));
}

void drawCactus(Pen &pen)
{
    const QColor green = pen.own(QColor(0x4d, 0x86, 0x5a));
    pen.contactShadow(18);
    const auto arm = [&](const std::vector<QPointF> &line, double thick) {
        const QPainterPath path = limb(line, thick, thick * 0.92);
        pen.solid(path, green, 1.2);
        for (const double offset : {-0.26, 0.0, 0.26}) {
            std::vector<QPointF> rib;
            for (const QPointF &point : line)
                rib.push_back(point + QPointF(offset * thick, 0));
            pen.line(smoothLine(rib), lighten(green, -0.08), 0.6);
        }
    };
    arm({{-8, 62}, {-22, 60}, {-26, 50}, {-26, 34}}, 9);
    arm({{8, 52}, {20, 50}, {24, 42}, {24, 24}}, 8.5);
    arm({{0, 100}, {0, 60}, {0, 30}, {0, 8}}, 16);
    for (const QPointF at : {QPointF(0, 4), QPointF(-26, 31), QPointF(24, 21)})
        for (int i = 0; i < 6; ++i)
            pen.solid(ellipse(at.x() + 2.6 * std::cos(i * 1.047), at.y() + 2 * std::sin(i * 1.047),
                              2.2, 2),
                      QColor(0xf0, 0x6c, 0x94), 0.6);
}

void drawMushroom(Pen &pen)
{
    const QColor cap = pen.own(QColor(0xc9, 0x35, 0x2c));
    pen.contactShadow(26);
    pen.solid(smooth({{-9, 44}, {9, 44}, {11, 72}, {15, 96}, {0, 100}, {-15, 96}, {-11, 72}}),
              QColor(0xf0, 0xe6, 0xd2), 1.2);
    pen.solid(smooth({{-13, 55}, {0, 51}, {13, 55}, {15, 62}, {0, 66}, {-15, 62}}),
              QColor(0xe5, 0xd8, 0xbf));
    pen.solid(smooth({{-42, 46}, {0, 38}, {42, 46}, {20, 53}, {-20, 53}}),
              QColor(0xe2, 0xcf, 0xae));
    const QPainterPath hat = smooth({{-45, 47},
                                     {-40, 26},
                                     {-22, 8},
                                     {0, 2},
                                     {22, 8},
                                     {40, 26},
                                     {45, 47},
                                     {22, 44},
                                     {0, 46},
                                     {-22, 44}});
    pen.solid(hat, cap, 1.3);
    pen.painter().save();
    pen.painter().setClipPath(hat, Qt::IntersectClip);
    for (const QPointF spot : {QPointF(-24, 26), QPointF(2, 14), QPointF(25, 24), QPointF(-4, 34),
                               QPointF(38, 40), QPointF(-39, 42), QPointF(17, 39), QPointF(-13, 9)})
        pen.solid(ellipse(spot.x(), spot.y(), 4.6, 3.8), QColor(0xfb, 0xf4, 0xe6), 0.6);
    pen.painter().restore();
    if (pen.scene().words.has(Mood::Magical))
        pen.shine({0, 40}, 70, QColor(0x7f, 0xf0, 0xd8), 0.5);
}

} // namespace

void drawPlant(Pen &pen, Subject subject)
{
    switch (subject) {
    case Subject::Pine:
        drawPine(pen);
        break;
    case Subject::Palm:
        drawPalm(pen);
        break;
    case Subject::Cactus:
        drawCactus(pen);
        break;
    case Subject::Mushroom:
        drawMushroom(pen);
        break;
    default:
        drawTree(pen);
        break;
    }
}

void drawBloom(Pen &pen, Subject subject)
{
    Random &random = pen.random();
    const QColor stem(0x4b, 0x82, 0x46);
    const double sway = random.normal() * 4;
    pen.solid(limb({{sway * 0.2, 102}, {sway * -0.5, 70}, {0, 34}}, 3.4, 2.4), stem);
    for (const double s : {-1.0, 1.0}) {
        const double y = 72 + 6 * s;
        pen.solid(
            smooth({{0, y + 6}, {9 * s, y - 5}, {23 * s, y - 13}, {19 * s, y}, {9 * s, y + 7}}),
            stem);
    }
    const QPointF centre(0, 26);
    const auto petals = [&](int count, double radius, double length, double wide,
                            const QColor &color, double turned) {
        for (int i = 0; i < count; ++i) {
            pen.painter().save();
            pen.painter().translate(centre);
            pen.painter().rotate(turned + 360.0 * i / count);
            pen.solid(smooth({{0, -radius},
                              {wide, -radius - length * 0.5},
                              {wide * 0.55, -radius - length * 0.95},
                              {0, -radius - length},
                              {-wide * 0.55, -radius - length * 0.95},
                              {-wide, -radius - length * 0.5}}),
                      lighten(color, random.normal() * 0.02));
            pen.painter().restore();
        }
    };
    if (subject == Subject::Rose) {
        const QColor red = pen.own(QColor(0xc4, 0x25, 0x3e));
        for (int ring = 0; ring < 5; ++ring) {
            const double radius = 23.0 - ring * 4.4;
            for (int i = 0; i < 5; ++i) {
                const double angle = i * 1.2566 + ring * 0.7;
                const QPointF at =
                    centre + QPointF(std::cos(angle), std::sin(angle) * 0.86) * radius * 0.52;
                pen.solid(smooth({at + QPointF(-radius * 0.55, 0),
                                  at + QPointF(-radius * 0.2, -radius * 0.5),
                                  at + QPointF(radius * 0.4, -radius * 0.42),
                                  at + QPointF(radius * 0.56, radius * 0.1),
                                  at + QPointF(radius * 0.1, radius * 0.5)}),
                          lighten(red, -0.07 + 0.035 * ring + random.normal() * 0.02));
            }
        }
        for (int i = 0; i < 3; ++i)
            pen.line(
                smoothLine({centre + QPointF(-3.0 + i, -2.5 + i), centre + QPointF(0.5, -4.0 + i),
                            centre + QPointF(3.2 - i, -1), centre + QPointF(0, 2.4 - i * 0.6)}),
                lighten(red, -0.16), 0.8);
    } else if (subject == Subject::Tulip) {
        const QColor color = pen.own(QColor(0xe2, 0x4f, 0x5e));
        pen.solid(smooth({{-4, 44},
                          {-17, 32},
                          {-15, 6},
                          {-6, 18},
                          {0, 2},
                          {6, 18},
                          {15, 6},
                          {17, 32},
                          {4, 44}},
                         0.6),
                  lighten(color, -0.06));
        pen.solid(smooth({{0, 45}, {-11, 36}, {-9, 16}, {0, 5}, {9, 16}, {11, 36}}), color, 1.2);
    } else if (subject == Subject::Sunflower) {
        const QColor gold = pen.own(QColor(0xf2, 0xb6, 0x26));
        petals(18, 10, 20, 5, lighten(gold, -0.06), 10);
        petals(18, 9, 18, 4.6, gold, 0);
        pen.solid(ellipse(centre.x(), centre.y(), 13, 13), QColor(0x5a, 0x35, 0x1d));
        for (int i = 0; i < 130; ++i) {
            const double angle = i * 2.39996;
            const double radius = 1.08 * std::sqrt(i);
            pen.flat(ellipse(centre.x() + radius * std::cos(angle),
                             centre.y() + radius * std::sin(angle), 0.55, 0.55),
                     i % 3 == 0 ? QColor(0xc8, 0x8a, 0x3a) : QColor(0x7a, 0x4c, 0x26));
        }
    } else {
        const QColor tones[] = {
            {0xf5, 0xf0, 0xf2}, {0xe8, 0x6f, 0x9c}, {0x9a, 0x74, 0xd2}, {0xf0, 0x8a, 0x4a}};
        const QColor color = pen.own(tones[random.integer(0, 3)]);
        petals(11, 5, 22, 6.2, lighten(color, -0.06), 16);
        petals(11, 4, 19, 5.6, color, 0);
        pen.solid(ellipse(centre.x(), centre.y(), 7, 7), QColor(0xf2, 0xbd, 0x36));
        for (int i = 0; i < 40; ++i)
            pen.flat(ellipse(centre.x() + random.normal() * 3, centre.y() + random.normal() * 3,
                             0.6, 0.6),
                     QColor(0xb8, 0x77, 0x22));
    }
}

} // namespace peregrine::studio
