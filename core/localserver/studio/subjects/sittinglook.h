#pragma once

#include "core/localserver/studio/pen.h"

namespace peregrine::studio {

enum class Ears { Tall, Pointed, Floppy, Round, Long };
enum class Tail { Bushy, Slim, Tufted, Stub };

/// What makes one sitting animal differ from another.
struct SittingLook
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

/// The animal's look, in the prompt's colour where it names one. Chance chooses among coats.
[[nodiscard]] SittingLook sittingLookOf(Subject subject, Pen &pen);

} // namespace peregrine::studio
