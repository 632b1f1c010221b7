#pragma once

#include <QString>

namespace peregrine {

/// How a language writes characters that cannot stand in a quoted text as themselves.
struct EscapeRules
{
    enum class Unicode {
        FourDigits, ///< \u00e9, and two of them for a character beyond U+FFFF
        Braces, ///< \u{e9}
        Python, ///< \xe9, \u20ac, \U0001f600
    };

    QChar quote = u'"';
    Unicode unicode = Unicode::FourDigits;
    /// More characters that take a backslash, such as "$".
    QString backslashed;
};

/// The text in quotes. Whatever cannot be seen (control and format characters, which may turn the
/// direction of what follows) is written as an escape; letters, signs and emoji stand as they are.
[[nodiscard]] QString quotedText(const QString &text, const EscapeRules &rules);

/// One word of a POSIX shell: as it is where that is safe, else in single quotes.
[[nodiscard]] QString shellWord(const QString &text);

} // namespace peregrine
