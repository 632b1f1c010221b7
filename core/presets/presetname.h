#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QString>

namespace peregrine {

/// A preset's name as it is kept: one line, without control characters and outer spaces, at most
/// Preset::maxNameLength characters. A Validation error when nothing is left of it.
[[nodiscard]] Expected<QString, Error> presetNameOf(const QString &typed);

} // namespace peregrine
