#pragma once

#include "core/jobs/asset.h"

#include <QJsonObject>

namespace peregrine::cli {

/// An asset as --json prints it in lists.
[[nodiscard]] QJsonObject assetJson(const Asset &asset);

/// One line of a list, for people.
[[nodiscard]] QString assetLine(const Asset &asset);

} // namespace peregrine::cli
