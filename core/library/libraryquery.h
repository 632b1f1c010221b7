#pragma once

#include "core/jobs/judgement.h"
#include "core/library/libraryfilter.h"

#include <QDate>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace peregrine {

/// Newest is that of likeness where there is a filter Like: the most similar first.
enum class LibraryOrder { Newest, Oldest, BestRated, Largest, Smallest, Longest, Name };

/// What is looked for in the library, and in which order it is wanted. Without filters: everything.
struct LibraryQuery
{
    /// All must hold.
    QList<LibraryFilter> filters{};
    LibraryOrder order = LibraryOrder::Newest;

    [[nodiscard]] bool isEmpty() const { return filters.isEmpty(); }
    friend bool operator==(const LibraryQuery &, const LibraryQuery &) = default;
};

/// What could not be understood in a typed search: where, and a sentence for people.
struct QueryProblem
{
    qsizetype at = 0;
    qsizetype length = 0;
    QString message;

    friend bool operator==(const QueryProblem &, const QueryProblem &) = default;
};

struct ParsedLibraryQuery
{
    LibraryQuery query;
    QList<QueryProblem> problems;
};

/// Reads what a person typed: words, "words in quotes", and filters, all of which must hold:
///     fox model:flux,sdxl rating:>=3 seed:42 size:>1024 bytes:>2MB type:video from:2026-11-01
///     tag:x label:red is:starred -is:rejected in:"collection" like:ID sort:oldest
/// Commas separate alternatives, a minus excludes. model:=ID is that endpoint only. Numbers take >,
/// >=, <, <= and 3..5. What cannot be understood is left out of the query and told as a problem; a
/// filter that is not known is looked for as a word. Days are those of this machine's time zone;
/// `today` is for tests.
[[nodiscard]] ParsedLibraryQuery parseLibraryQuery(const QString &text,
                                                   const QDate &today = QDate::currentDate());

/// The names of filters, as they are typed, without the colon: "model", "rating", ...
[[nodiscard]] QStringList libraryFilterNames();
/// What follows "is:": "starred", "rejected", "rated", "missing", "imported", "duplicate", ...
[[nodiscard]] QStringList libraryStates();
/// What follows "sort:", in the order of LibraryOrder.
[[nodiscard]] QStringList libraryOrderNames();

/// "none", "red", ...: for searches, the database and metadata.
[[nodiscard]] QString colorLabelName(ColorLabel label);
[[nodiscard]] std::optional<ColorLabel> colorLabelFromName(const QString &name);

} // namespace peregrine
