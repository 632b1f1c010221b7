#pragma once

#include "core/localserver/studio/noise.h"
#include "core/localserver/studio/palette.h"

#include <QPointF>
#include <QSizeF>

namespace peregrine::studio {

/// Where and how large one subject stands.
struct Placed
{
    Subject subject;
    QPointF foot; ///< middle of its base, pixels
    double height = 0.0; ///< pixels
    bool mirrored = false;
    std::optional<QColor> color;
    quint64 seed = 0; ///< for its small differences
    double distance = 0.0; ///< 0 close, 1 dissolved in haze
};

/// Everything decided about a picture before the first stroke.
struct Scene
{
    PromptWords words;
    Palette palette;
    Place place = Place::Meadow;
    Hour hour = Hour::Day;
    QSizeF size; ///< pixels
    double unit = 1.0; ///< the shorter side, at most 1.6 times shorter than the longer counts
    double horizon = 0.0; ///< pixels from the top
    QPointF sun; ///< or moon
    double sunRadius = 0.0;
    bool snowy = false;
    bool flat = false; ///< no texture, few details: poster, paper, line art
    double detail = 0.5; ///< from the steps, 0 to 1
    QList<Placed> subjects; ///< back to front
    Noise noise{0};
    Random random{0};

    [[nodiscard]] bool avoids(Subject subject) const
    {
        return words.avoidedSubjects.contains(subject);
    }
    /// How many things to draw where `full` is the richest.
    [[nodiscard]] int many(int full) const
    {
        return qMax(1, qRound(full * (0.35 + 0.65 * detail)));
    }
};

/// Reads nothing but its arguments; the seed decides what the words leave open.
[[nodiscard]] Scene planScene(const PromptWords &words, QSizeF size, double guidance, double detail,
                              quint64 seed);

} // namespace peregrine::studio
