#pragma once

#include "core/schema/fieldspec.h"

#include <QString>

namespace peregrine {

/// Whether all of the words stand in the title, name or help of a field, or of one that it holds.
/// Without words every field matches.
[[nodiscard]] bool matchesWords(const FieldSpec &spec, const QString &words);

} // namespace peregrine
