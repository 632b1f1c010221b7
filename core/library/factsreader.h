#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/library/libraryfacts.h"

#include <QSqlDatabase>

namespace peregrine {

/// What is in the library, as AssetRepository::facts() tells. On the store's thread.
[[nodiscard]] Expected<LibraryFacts, Error> readFacts(const QSqlDatabase &database);

} // namespace peregrine
