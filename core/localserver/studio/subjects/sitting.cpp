#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/subjects/subjects.h"

namespace peregrine::studio {

namespace {

enum class Ears { Tall, Pointed, Floppy, Round, Long };
enum class Tail { Bushy, Slim, Tufted, Stub };

struct Look
{
    QColor coat{0xc8, 0x5a, 0x22};
    QColor belly{0xf6, 0xea, 0xd8};
    QColor sock{0x33, 0x20, 0x1c};
    QColor innerEar{0x4a, 0x2a, 0x26};
    QColor iris{0xd9, 0x93, 0x2b};
    Ears ears = Ears::Tall;
    Tail tail = Tail::Bushy;
    double headWide = 1.0; // of the fox's head
    double headHigh = 1.0;
    double bodyWide = 1.0;
    bool cheeks = true; // white cheeks to the eye
    bool stripes = false;
    bool mask = false; // dark patches around the eyes
    bool mane = false;
    bool whiskers = false;
    bool blaze = false; // a light stripe between the eyes
};

Look lookOf(Subject subject, Pen &pen)
{
    Look look;
    Random &random = pen.random();
    switch (subject) {
    case Subject::Wolf:
        look.coat = QColor(0x74, 0x7b, 0x86);
        look.belly = QColor(0xe6, 0xe3, 0xdd);
        look.sock = QColor(0xc9, 0xc6, 0xc2);
        look.innerEar = QColor(0x3d, 0x3c, 0x42);
        look.iris = QColor(0xe0, 0xb2, 0x3e);
        look.bodyWide = 1.1;
        break;
    case Subject::Cat: {
        const QColor coats[] = {{0xd9, 0x8a, 0x3d},
                                {0x55, 0x56, 0x5e},
                                {0x2e, 0x2b, 0x31},
                                {0xe9, 0xd9, 0xbf},
                                {0x8d, 0x6a, 0x4c}};
        look.coat = coats[random.integer(0, 4)];
        look.sock = QColor(0xf3, 0xea, 0xde);
        look.innerEar = QColor(0xd9, 0x92, 0x8c);
        look.iris = random.chance(0.5) ? QColor(0x7f, 0xb0, 0x3e) : QColor(0xe3, 0xb2, 0x35);
        look.ears = Ears::Pointed;
        look.tail = Tail::Slim;
        look.headWide = 0.94;
        look.headHigh = 1.05;
        look.bodyWide = 0.92;
        look.cheeks = false;
        look.stripes = random.chance(0.65);
        look.whiskers = true;
        break;
    }
    case Subject::Tiger:
        look.coat = QColor(0xdd, 0x86, 0x2c);
        look.sock = QColor(0xdd, 0x86, 0x2c);
        look.innerEar = QColor(0x2c, 0x24, 0x22);
        look.ears = Ears::Round;
        look.tail = Tail::Slim;
        look.headWide = 1.06;
        look.headHigh = 1.12;
        look.bodyWide = 1.16;
        look.stripes = true;
        look.whiskers = true;
        break;
    case Subject::Lion:
        look.coat = QColor(0xd3, 0xa0, 0x59);
        look.belly = QColor(0xef, 0xd9, 0xb1);
        look.sock = QColor(0xd3, 0xa0, 0x59);
        look.innerEar = QColor(0x7c, 0x50, 0x31);
        look.ears = Ears::Round;
        look.tail = Tail::Tufted;
        look.headHigh = 1.14;
        look.bodyWide = 1.15;
        look.cheeks = false;
        look.mane = true;
        break;
    case Subject::Dog: {
        const QColor coats[] = {
            {0xc7, 0x91, 0x53}, {0x6b, 0x45, 0x2d}, {0xe3, 0xc2, 0x8d}, {0x39, 0x34, 0x36}};
        look.coat = coats[random.integer(0, 3)];
        look.sock = QColor(0xf2, 0xe7, 0xd6);
        look.innerEar = lighten(look.coat, -0.14);
        look.iris = QColor(0x5d, 0x36, 0x1c);
        look.ears = Ears::Floppy;
        look.tail = Tail::Slim;
        look.headWide = 0.88;
        look.headHigh = 1.16;
        look.cheeks = false;
        look.blaze = true;
        break;
    }
    case Subject::Rabbit:
        look.coat = random.chance(0.5) ? QColor(0xa9, 0x8a, 0x6c) : QColor(0xdd, 0xd6, 0xce);
        look.sock = QColor(0xf3, 0xec, 0xe3);
        look.innerEar = QColor(0xe3, 0xa9, 0xa4);
        look.iris = QColor(0x3a, 0x25, 0x20);
        look.ears = Ears::Long;
        look.tail = Tail::Stub;
        look.headWide = 0.8;
        look.headHigh = 1.0;
        look.bodyWide = 1.05;
        look.cheeks = false;
        look.whiskers = true;
        break;
    case Subject::Bear:
        look.coat = QColor(0x6d, 0x47, 0x2e);
        look.belly = QColor(0x9c, 0x74, 0x50);
        look.sock = QColor(0x54, 0x35, 0x22);
        look.innerEar = QColor(0x44, 0x2b, 0x1d);
        look.iris = QColor(0x2a, 0x1a, 0x12);
        look.ears = Ears::Round;
        look.tail = Tail::Stub;
        look.headHigh = 1.14;
        look.bodyWide = 1.4;
        look.cheeks = false;
        break;
    case Subject::Panda:
        look.coat = QColor(0xf1, 0xee, 0xe8);
        look.belly = QColor(0xf6, 0xf4, 0xef);
        look.sock = QColor(0x26, 0x24, 0x2a);
        look.innerEar = QColor(0x26, 0x24, 0x2a);
        look.iris = QColor(0x1c, 0x18, 0x1a);
        look.ears = Ears::Round;
        look.tail = Tail::Stub;
        look.headWide = 1.08;
        look.headHigh = 1.18;
        look.bodyWide = 1.4;
        look.cheeks = false;
        look.mask = true;
        break;
    default:
        break;
    }
    const QColor usual = look.coat;
    look.coat = pen.own(usual);
    // A fox called red is fox-red, not the red of a letter box.
    if (subject == Subject::Fox)
        look.coat = mix(look.coat, usual, 0.78);
    else if (look.coat != usual)
        look.coat = mix(look.coat, usual, 0.2);
    return look;
}

void drawTail(Pen &pen, const Look &look)
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

void drawBody(Pen &pen, const Look &look)
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
    for (const double x : {-4.6 * w, 6.6 * w}) {
        const QPainterPath leg =
            limb({{x * 0.9, 60}, {x, 74}, {x, 88}, {x + 0.6, 98}}, 10.0 * w, 8.0 * w);
        pen.solid(leg, look.coat, 0.8);
        const QPainterPath sock = smooth({{x - 4.2 * w, 82},
                                          {x, 79},
                                          {x + 4.2 * w, 82},
                                          {x + 4.8 * w, 95},
                                          {x + 5.5 * w, 99.5},
                                          {x - 4 * w, 99.5},
                                          {x - 4.4 * w, 93}});
        pen.solid(sock, look.sock, 0.7);
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
void drawBodyShade(Pen &pen, const Look &look)
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

void drawEars(Pen &pen, const Look &look)
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

void drawEyes(Pen &pen, const Look &look, double wide, double y)
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

void drawHead(Pen &pen, const Look &look)
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
    const Look look = lookOf(subject, pen);
    pen.contactShadow(30 * look.bodyWide);
    drawTail(pen, look);
    drawBody(pen, look);
    drawBodyShade(pen, look);
    drawHead(pen, look);
}

} // namespace peregrine::studio
