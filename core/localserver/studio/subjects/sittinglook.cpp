#include "core/localserver/studio/subjects/sittinglook.h"

#include "core/localserver/studio/oklab.h"

namespace peregrine::studio {

SittingLook sittingLookOf(Subject subject, Pen &pen)
{
    SittingLook look;
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

} // namespace peregrine::studio
