#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/library/libraryfacts.h"
#include "core/library/libraryindex.h"
#include "core/library/libraryquery.h"

#include <QSqlDatabase>

namespace peregrine {

/// On the store's thread.
[[nodiscard]] Expected<LibraryIndex, Error> readIndex(const QSqlDatabase &database,
                                                      const LibraryQuery &query);
[[nodiscard]] Expected<LibraryFacts, Error> readFacts(const QSqlDatabase &database);

} // namespace peregrine
