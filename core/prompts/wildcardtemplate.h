#pragma once

#include <QList>
#include <QString>

namespace peregrine {

struct WildcardOption;

/// A piece of a text with wildcards.
struct WildcardPart
{
    enum class Kind {
        Text,
        Choice, ///< {a|b|c}: one of the options
        List, ///< __name__: one line of a list
    };

    Kind kind = Kind::Text;
    /// Text: as it is sent. List: as it was written, with its underscores.
    QString text;
    /// List.
    QString name;
    /// Choice.
    QList<WildcardOption> options;
};

/// One of several texts, itself with wildcards.
struct WildcardOption
{
    /// How often it is taken in relation to the others; 0 is never.
    double weight = 1;
    QList<WildcardPart> parts;
};

/// What stands where in the text that was read, for highlighting.
struct WildcardMark
{
    enum class Kind { Brace, Bar, Weight, List, Escape };

    Kind kind = Kind::Brace;
    qsizetype start = 0;
    qsizetype length = 0;
    /// How many choices it lies in; 1 for the outermost.
    int depth = 0;
    /// List.
    QString name{};
};

/// A prompt in which one of several texts is chosen for each run:
///
///     a {red|blue|{light|dark} green} house     one of the options, also nested
///     {3::day|night}                            three times as often day
///     __colours/warm__                          a line of the file colours/warm.txt
///     \{ \} \| \__                              these characters themselves
///
/// Everything else stays as it is, also braces that were not meant: a brace begins a choice only
/// where it is closed, has a bar of its own, and does not hold a member of JSON ("name": ...). Two
/// bars (a || b) are text. A text without any wildcard is not changed at all, not even its
/// backslashes.
struct WildcardTemplate
{
    QList<WildcardPart> parts;
    /// In the order of the text.
    QList<WildcardMark> marks;

    /// Any text can be read.
    [[nodiscard]] static WildcardTemplate read(const QString &text);
    /// There is something to choose in it, or an escape to undo.
    [[nodiscard]] bool hasWildcards() const { return !marks.isEmpty(); }
};

/// A single line of a list: a weight in front of it counts.
[[nodiscard]] WildcardOption wildcardOptionOf(const QString &line);

} // namespace peregrine
