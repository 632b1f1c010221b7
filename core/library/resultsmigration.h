#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QSqlDatabase>
#include <QStringList>

namespace peregrine {

/// The seventh step of the schema: results that are judged, found and followed to their sources.
[[nodiscard]] QStringList judgedResults();
/// Afterwards: describes the results that were there before.
[[nodiscard]] Expected<Done, Error> describeOldResults(const QSqlDatabase &database);

} // namespace peregrine
