#pragma once

#include <QMetaType>

namespace peregrine {

/// A mark that means what its owner wants it to.
enum class ColorLabel { None, Red, Orange, Yellow, Green, Blue, Purple };

/// What a person thinks of a result.
struct Judgement
{
    static constexpr int maxRating = 5;

    /// 1 to 5 stars; 0 is not rated.
    int rating = 0;
    /// Not wanted; it stays until it is deleted.
    bool rejected = false;
    /// A favourite.
    bool starred = false;
    ColorLabel label = ColorLabel::None;

    friend bool operator==(const Judgement &, const Judgement &) = default;
};

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::Judgement)
