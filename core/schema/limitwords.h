#pragma once

#include "core/schema/fieldspec.h"

#include <QString>

namespace peregrine {

/// What a file may be, by what the author of a model writes about its field: "Max 30 MB",
/// "Resolution: 240-5000px", "duration must be less than 5s". Only what surely holds for each file
/// counts: advice, sums over several files, and rates do not; of several sizes the largest does.
[[nodiscard]] MediaLimits limitsInWords(const QString &help);

/// Limits that a schema states; where it states none, those in its words.
[[nodiscard]] MediaLimits withLimitsInWords(MediaLimits stated, const QString &help);

} // namespace peregrine
