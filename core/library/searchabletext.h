#pragma once

#include <QString>

namespace peregrine {

/// Text as it is kept for search and looked for: folded (see foldedForMatch()), on one line, and
/// such that SQLite takes it for one text. Never null.
[[nodiscard]] QString searchableText(const QString &text);

} // namespace peregrine
