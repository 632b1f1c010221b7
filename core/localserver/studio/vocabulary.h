#pragma once

#include "core/localserver/studio/promptwords.h"

#include <QHash>

#include <variant>

namespace peregrine::studio {

/// A number word; zero or less never occurs.
struct Count
{
    int value = 1;
};

/// What one word can mean.
using Meaning = std::variant<Subject, Place, Hour, Weather, Season, Mood, Style, QColor, Count>;

/// Singular, lower-case words (phrases with single blanks) and all that each means: "jungle" is a
/// place, "beach" a place and daylight.
[[nodiscard]] const QHash<QString, QList<Meaning>> &vocabulary();

/// Words without content, which do not steer chance either.
[[nodiscard]] bool isFillWord(const QString &word);

} // namespace peregrine::studio
