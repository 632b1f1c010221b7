#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace peregrine {

/// One word or filter of a typed search, and where it stands.
struct QueryToken
{
    /// Of the whole, with minus and quotes.
    qsizetype at = 0;
    qsizetype length = 0;
    bool negated = false;
    /// What is before the colon, in lower case; empty for a word.
    QString name;
    /// What is after it, or the word, as typed but for the quotes: the alternatives that commas
    /// separate. A word is one, commas and all.
    QStringList values;
    /// Whether a quotation mark has no partner.
    bool open = false;

    /// The whole as one text.
    [[nodiscard]] QString word() const { return values.join(u','); }
    friend bool operator==(const QueryToken &, const QueryToken &) = default;
};

/// Splits a search at white space that is not in quotes. A colon makes a filter only after letters:
/// "12:30" and "::" are words.
[[nodiscard]] QList<QueryToken> queryTokens(const QString &text);

} // namespace peregrine
