#pragma once

#include "core/jobs/asset.h"

#include <QList>

class QMimeData;

namespace peregrine {

/// The original files as URLs, for drags and the clipboard. The caller owns it.
[[nodiscard]] QMimeData *mimeDataOf(const QList<Asset> &assets);

} // namespace peregrine
