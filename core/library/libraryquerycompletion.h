#pragma once

#include "core/library/libraryfacts.h"

#include <QList>
#include <QString>

namespace peregrine {

/// One way to go on typing a search.
struct QueryCompletion
{
    /// What takes the place of `length` characters from `at`.
    QString text;
    /// What it means, for people.
    QString description;
    qsizetype at = 0;
    qsizetype length = 0;
};

/// What may be meant at the cursor, the likeliest first: filters while a word begins, values of a
/// filter after its colon (also after a comma, and quoted where the value needs it). Nothing when
/// nothing fits.
[[nodiscard]] QList<QueryCompletion> completeLibraryQuery(const QString &text, qsizetype cursor,
                                                          const LibraryFacts &facts,
                                                          int limit = 20);

} // namespace peregrine
