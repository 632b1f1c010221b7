#pragma once

#include <QString>

namespace peregrine {

/// Removes the oldest files of a cache's folder until the rest takes no more than so many bytes.
/// Blocks; any thread.
void pruneFolder(const QString &folder, qint64 maxBytes);

} // namespace peregrine
