#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace peregrine {

/// Rows of a text of comma separated values (RFC 4180): cells in quotes may hold commas, line ends
/// and doubled quotes. Semicolons or tabs separate where the first line has those and no comma.
/// Empty lines are left out. The error is a sentence that names the line; at most `maxRows` rows
/// are read, more are an error.
[[nodiscard]] Expected<QList<QStringList>, QString> readCsv(const QString &text, qsizetype maxRows);

} // namespace peregrine
