#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/subjects/sittinglook.h"
#include "core/localserver/studio/subjects/subjects.h"

namespace peregrine::studio {

namespace {

void drawTail(Pen &pen, const SittingLook &look)
{
    switch (look.tail) {
    case Tail::Bushy: {
        const QPainterPath tail = smooth({{-8, 90},
                                          {-20, 97},
                                          {-35, 94},
                                          {-44, 80},
                                          {-45, 63},
                                          {-39, 50},
                                          {-33, 44},
                                          {-31, 54},
                                          {-29, 64},
                                          {-24, 73},
                                          {-14, 80}});
        pen.solid(tail, look.coat);
        pen.fur(tail, look.coat, {-8, 95}, 260, 5.0);
        pen.painter().save();
        pen.painter().setClipPath(tail, Qt::IntersectClip);
        const QPainterPath tip = smooth({{-50, 66},
                                         {-44, 62},
                                         {-40, 65},
                                         {-36, 60},
                                         {-31, 63},
                                         {-26, 56},
                                         {-30, 38},
                                         {-48, 40}});
        pen.solid(tip, look.belly, 0.7);
        pen.painter().restore();
        break;
    }
    case Tail::Slim:
    case Tail::Tufted: {
        const std::vector<QPointF> line{{-12, 94}, {-24, 97}, {-34, 91},
                                        {-37, 78}, {-32, 68}, {-36, 58}};
        const QPainterPath tail = limb(line, 8.0, 4.5);
        pen.solid(tail, look.coat);
        if (look.tail == Tail::Tufted)
            pen.solid(ellipse(-36, 57, 5, 6.5), lighten(look.coat, -0.22));
        break;
    }
    case Tail::Stub:
        pen.solid(ellipse(-24 * look.bodyWide, 90, 7, 6), look.belly, 0.8);
        break;
    }
}

void drawBody(Pen &pen, const SittingLook &look)
{
    const double w = look.bodyWide;
    const QPainterPath body = smooth({{-9 * w, 42},
                                      {-16 * w, 54},
                                      {-22 * w, 70},
                                      {-25 * w, 86},
                                      {-21 * w, 97},
                                      {-8 * w, 98},
                                      {11 * w, 98},
                                      {16 * w, 90},
                                      {16 * w, 72},
                                      {14 * w, 56},
                                      {10 * w, 42}});
    pen.solid(body, look.coat);
    pen.fur(body, look.coat, {0, 34}, 420, 5.0);
    const QPainterPath haunch = smooth(
        {{-13 * w, 70}, {-22 * w, 78}, {-25 * w, 90}, {-20 * w, 98}, {-7 * w, 98}, {-5 * w, 86}});
    pen.solid(haunch, lighten(look.coat, -0.03));
    pen.fur(haunch, look.coat, {-13, 66}, 120, 4.0);
    if (look.stripes) {
        pen.painter().save();
        pen.painter().setClipPath(body, Qt::IntersectClip);
        for (int i = 0; i < 6; ++i) {
            const double y = 54.0 + 7.5 * i;
            pen.line(smoothLine({{-32, y + 2}, {-22, y + 5}, {-13, y + 2}}),
                     lighten(look.coat, -0.28), 2.4);
            pen.line(smoothLine({{24, y - 1}, {17, y + 3}, {12, y + 1}}), lighten(look.coat, -0.28),
                     2.0);
        }
        pen.painter().restore();
    }
    // The dark between the forelegs sets them apart.
    pen.flat(smooth({{-2 * w, 74}, {3.6 * w, 74}, {5 * w, 98}, {-3.4 * w, 98}}, 0.5),
             mix(lighten(look.coat, -0.2), pen.scene().palette.near, 0.45));
    for (const double x : {-6.8 * w, 8.4 * w}) {
        const double inward = x < 0 ? 1.0 : -1.0;
        const QPainterPath leg = limb(
            {{x + 1.5 * inward, 58}, {x + 0.6 * inward, 72}, {x, 86}, {x, 97}}, 9.6 * w, 6.0 * w);
        pen.solid(leg, look.coat, 0.9);
        const QPainterPath sock = smooth({{x - 3.3 * w, 84},
                                          {x - 1.6 * w, 86.5},
                                          {x, 81.5},
                                          {x + 1.6 * w, 86.5},
                                          {x + 3.3 * w, 84},
                                          {x + 3.2 * w, 92},
                                          {x + 4.9 * w, 96},
                                          {x + 4.4 * w, 99.6},
                                          {x - 4.4 * w, 99.6},
                                          {x - 4.9 * w, 96},
                                          {x - 3.2 * w, 92}},
                                         0.55);
        pen.solid(sock, look.sock, 0.9);
        for (const double toe : {-1.6 * w, 1.6 * w})
            pen.line(smoothLine({{x + toe, 96.6}, {x + toe, 99.2}}), lighten(look.sock, -0.12),
                     0.6);
    }
    const QPainterPath bib = smooth({{-9 * w, 42},
                                     {1, 47},
                                     {11 * w, 42},
                                     {10 * w, 56},
                                     {5 * w, 64},
                                     {1.5, 74},
                                     {-2, 66},
                                     {-8 * w, 57}});
    pen.solid(bib, look.mask ? look.sock : look.belly, 0.7);
    pen.fur(bib, look.mask ? look.sock : look.belly, {1, 34}, 160, 5.0);
}

/// The head's shadow on the chest, and the dark between the legs, give the body its roundness.
void drawBodyShade(Pen &pen, const SittingLook &look)
{
    const double w = look.bodyWide;
    const QColor dark = mix(lighten(look.coat, -0.3), pen.scene().palette.near, 0.4);
    const auto pool = [&](QPointF at, double rx, double ry, double strength) {
        QPainter &painter = pen.painter();
        painter.save();
        painter.translate(at);
        painter.scale(1.0, ry / rx);
        QRadialGradient shade(QPointF(0, 0), rx);
        shade.setColorAt(0.0, withOpacity(pen.lit(dark), strength));
        shade.setColorAt(1.0, withOpacity(pen.lit(dark), 0.0));
        painter.fillPath(ellipse(0, 0, rx, rx), shade);
        painter.restore();
    };
    pool({1, 47}, 17 * w, 9, 0.6);
    pool({1, 88}, 5 * w, 15, 0.7);
    pool({-pen.side() * 13 * w, 66}, 9 * w, 20, 0.4);
    pool({-9 * w, 92}, 6 * w, 10, 0.45);
    pool({12 * w, 92}, 5 * w, 11, 0.4);
}

void drawEars(Pen &pen, const SittingLook &look)
{
    for (const double s : {-1.0, 1.0}) {
        QPainterPath ear;
        QPainterPath inner;
        switch (look.ears) {
        case Ears::Tall:
            ear = smooth({{19 * s, 26}, {19.5 * s, 12}, {16.5 * s, 1.5}, {9.5 * s, 9}, {4 * s, 19}},
                         0.45);
            inner = smooth(
                {{16.8 * s, 22}, {17.4 * s, 12}, {15.8 * s, 6}, {11 * s, 12}, {8 * s, 19}}, 0.45);
            break;
        case Ears::Pointed:
            ear = smooth({{17.5 * s, 25}, {18.5 * s, 14}, {17 * s, 5.5}, {10 * s, 11}, {4 * s, 18}},
                         0.4);
            inner = smooth(
                {{15.3 * s, 21}, {16.2 * s, 14}, {15.4 * s, 10}, {11 * s, 13}, {8.4 * s, 18}}, 0.4);
            break;
        case Ears::Floppy:
            ear = smooth({{9 * s, 15},
                          {17 * s, 17},
                          {21 * s, 27},
                          {20 * s, 40},
                          {15 * s, 42},
                          {12.5 * s, 30}});
            break;
        case Ears::Round:
            ear = ellipse(13.5 * s, 15.5, 6.6, 6.6);
            inner = ellipse(13.5 * s, 16.2, 3.9, 3.9);
            break;
        case Ears::Long:
            ear = smooth(
                {{3 * s, 20}, {4 * s, 4}, {8 * s, -9}, {12.5 * s, -10}, {14 * s, 2}, {11 * s, 20}});
            inner = smooth({{6 * s, 16},
                            {7 * s, 3},
                            {9.5 * s, -5},
                            {11.4 * s, -3},
                            {11.4 * s, 6},
                            {9 * s, 16}});
            break;
        }
        const bool dark = look.mask || look.ears == Ears::Floppy;
        pen.solid(ear, dark ? look.innerEar : look.coat, 0.9);
        if (!inner.isEmpty())
            pen.solid(inner, look.innerEar, 0.6);
        if (look.ears == Ears::Tall)
            pen.fur(ear, look.coat, {10 * s, 30}, 40, 3.0);
    }
}

void drawEyes(Pen &pen, const SittingLook &look, double wide, double y)
{
    const QColor dark(0x1d, 0x13, 0x12);
    for (const double s : {-1.0, 1.0}) {
        const double x = 7.4 * s * wide;
        if (look.mask)
            pen.flat(smooth({{x - 3.5 * s, y - 3},
                             {x + 2.5 * s, y - 3.5},
                             {x + 4.5 * s, y + 2.5},
                             {x + s, y + 4.5},
                             {x - 3 * s, y + 2.5}}),
                     look.sock);
        pen.flat(smooth({{x - 3.5 * s, y + 1.2},
                         {x - 0.6 * s, y - 2.5},
                         {x + 3.7 * s, y - 1.8},
                         {x + 1 * s, y + 2.2}}),
                 dark);
        pen.flat(ellipse(x + 0.1 * s, y - 0.2, 1.95, 1.95), look.iris);
        pen.flat(ellipse(x + 0.1 * s, y - 0.2, 1.05, 1.35), dark);
        pen.flat(ellipse(x + 0.7 * pen.side(), y - 1.0, 0.55, 0.55), QColor(255, 252, 244));
    }
}

void drawHead(Pen &pen, const SittingLook &look)
{
    QPainter &painter = pen.painter();
    painter.save();
    painter.translate(1.5, 30);
    painter.scale(look.headWide, look.headHigh);
    painter.translate(0, -30);
    if (look.mane) {
        for (const double size : {1.0, 0.84}) {
            std::vector<QPointF> ruff;
            for (int i = 0; i < 26; ++i) {
                const double angle = 6.28318 * i / 26.0;
                const double radius = (i % 2 == 0 ? 29.0 : 24.0) * size;
                ruff.emplace_back(std::cos(angle) * radius, 32 + std::sin(angle) * radius * 1.02);
            }
            const QPainterPath mane = smooth(ruff);
            const QColor hair = size > 0.9 ? QColor(0x7d, 0x44, 0x1d) : QColor(0xa5, 0x63, 0x2a);
            pen.solid(mane, hair);
            pen.fur(mane, hair, {0, 30}, 420, 6.0);
        }
    }
    drawEars(pen, look);
    // Pointed cheek ruffs make the fox; the others have rounder heads.
    const QPainterPath head = look.cheeks ? smooth({{0, 16.5},
                                                    {9, 18},
                                                    {15, 24},
                                                    {18.5, 31},
                                                    {22.5, 38},
                                                    {14, 41.5},
                                                    {6.5, 46.5},
                                                    {0, 49.5},
                                                    {-6.5, 46.5},
                                                    {-14, 41.5},
                                                    {-22.5, 38},
                                                    {-18.5, 31},
                                                    {-15, 24},
                                                    {-9, 18}},
                                                   0.8)
                                          : smooth({{0, 15.5},
                                                    {10, 17},
                                                    {17.5, 24},
                                                    {19, 33},
                                                    {14, 42},
                                                    {7, 46.5},
                                                    {0, 48},
                                                    {-7, 46.5},
                                                    {-14, 42},
                                                    {-19, 33},
                                                    {-17.5, 24},
                                                    {-10, 17}});
    pen.solid(head, look.coat);
    pen.fur(head, look.coat, {0, 40}, 240, 3.2);
    if (look.cheeks) {
        for (const double s : {-1.0, 1.0}) {
            const QPainterPath cheek = smooth({{1.2 * s, 49.3},
                                               {6.5 * s, 46.5},
                                               {14 * s, 41.5},
                                               {22.3 * s, 38},
                                               {16 * s, 35.5},
                                               {10 * s, 34.8},
                                               {5.4 * s, 36},
                                               {2.6 * s, 40.5}},
                                              0.8);
            pen.solid(cheek, look.belly, 0.6);
            pen.fur(cheek, look.belly, {4 * s, 34}, 70, 3.6);
        }
    } else {
        pen.solid(smooth({{0, 34.5},
                          {5.5, 36.5},
                          {9, 41.5},
                          {5.5, 46.5},
                          {0, 48},
                          {-5.5, 46.5},
                          {-9, 41.5},
                          {-5.5, 36.5}}),
                  look.belly, 0.5);
    }
    if (look.blaze)
        pen.solid(smooth({{-1.6, 17}, {1.6, 17}, {2.2, 28}, {4, 37}, {-4, 37}, {-2.2, 28}}),
                  look.belly, 0.4);
    if (look.stripes) {
        for (const double x : {-4.0, 0.0, 4.0})
            pen.line(smoothLine({{x, 17.5 + std::abs(x) * 0.2}, {x * 0.8, 23.5}}),
                     lighten(look.coat, -0.28), 1.5);
        for (const double s : {-1.0, 1.0}) {
            pen.line(smoothLine({{18 * s, 30}, {13.5 * s, 32}}), lighten(look.coat, -0.28), 1.3);
            pen.line(smoothLine({{18 * s, 35}, {13 * s, 36}}), lighten(look.coat, -0.28), 1.3);
        }
    }
    drawEyes(pen, look, 1.0, 30.5);
    const QColor nose =
        look.whiskers && !look.stripes ? QColor(0xb9, 0x6b, 0x68) : QColor(0x22, 0x17, 0x17);
    const double noseY = look.cheeks ? 45.2 : 39.6;
    pen.solid(smooth({{-2.9, noseY - 1.4},
                      {0, noseY - 2},
                      {2.9, noseY - 1.4},
                      {1.4, noseY + 1.2},
                      {0, noseY + 2},
                      {-1.4, noseY + 1.2}}),
              nose, 0.6);
    pen.flat(ellipse(0.8 * pen.side(), noseY - 1.0, 0.8, 0.4), QColor(255, 255, 255, 130));
    if (!look.cheeks) {
        for (const double s : {-1.0, 1.0})
            pen.line(smoothLine({{0, noseY + 1.6},
                                 {0.4 * s, noseY + 3.4},
                                 {3 * s, noseY + 4.4},
                                 {4.6 * s, noseY + 3.2}}),
                     lighten(nose, -0.1), 0.7);
    }
    if (look.whiskers) {
        for (const double s : {-1.0, 1.0}) {
            for (int i = 0; i < 3; ++i)
                pen.line(smoothLine(
                             {{6 * s, 41.0 + i}, {14 * s, 40 + i * 1.8}, {22 * s, 38.5 + i * 3.4}}),
                         QColor(250, 246, 238), 0.35);
        }
    }
    painter.restore();
}

} // namespace

void drawSitting(Pen &pen, Subject subject)
{
    const SittingLook look = sittingLookOf(subject, pen);
    pen.contactShadow(30 * look.bodyWide);
    drawTail(pen, look);
    drawBody(pen, look);
    drawBodyShade(pen, look);
    drawHead(pen, look);
}

} // namespace peregrine::studio
