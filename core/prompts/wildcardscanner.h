#pragma once

#include <QHash>
#include <QList>
#include <QString>
#include <QStringView>

#include <optional>

namespace peregrine {

/// A choice: the places of its braces and of the bars between its options.
struct WildcardGroup
{
    qsizetype open = 0;
    qsizetype close = 0;
    QList<qsizetype> bars;
};

/// Where the wildcards of a text are, by the place where each begins.
struct WildcardScan
{
    /// By the place of the opening brace.
    QHash<qsizetype, WildcardGroup> choices;
    /// Names, by the place of the first underscore.
    QHash<qsizetype, QString> lists;
    /// Lengths with the backslash, by its place.
    QHash<qsizetype, qsizetype> escapes;
};

struct WildcardWeight
{
    double value = 1;
    /// With the two colons.
    qsizetype length = 0;
};

/// One pass over the text. Braces nested deeper than fifty are text.
[[nodiscard]] WildcardScan scanWildcards(const QString &text);
/// "2::" or "0.5::" at the start.
[[nodiscard]] std::optional<WildcardWeight> wildcardWeight(QStringView text);

} // namespace peregrine
