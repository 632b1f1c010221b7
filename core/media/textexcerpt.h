#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QString>

namespace peregrine {

/// How a text file begins, in UTF-8: some hundred characters, without control characters but line
/// breaks, and without empty lines. An error where it cannot be opened or is no text. Blocks, and
/// reads no more than it needs of a file of any size.
[[nodiscard]] Expected<QString, Error> textExcerpt(const QString &path);

} // namespace peregrine
