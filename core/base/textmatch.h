#pragma once

#include <QString>
#include <QStringView>

namespace peregrine {

/// How well a word that a person types is found in a text; more is better.
enum TextMatch {
    NoMatch = 0,
    /// A word of the text with one letter wrong, missing, too many or swapped with the next.
    Misspelt = 20,
    /// All letters in their order, the first at the beginning of a word: "fxd" in "flux dev".
    Scattered = 40,
    Inside = 60,
    WordStart = 80,
    WholeWord = 90,
    TextStart = 100,
};

/// For comparing what people type: without case, accents and the difference between full and half
/// width letters.
[[nodiscard]] QString foldedForMatch(const QString &text);

/// Both folded. Only Inside and better.
[[nodiscard]] int matchExactly(QStringView word, QStringView text);
/// Both folded. Also what is scattered or misspelt; words of two letters and less only exactly.
[[nodiscard]] int matchLoosely(QStringView word, QStringView text);

} // namespace peregrine
