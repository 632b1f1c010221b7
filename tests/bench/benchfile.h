#pragma once

#include "core/jobs/asset.h"

namespace peregrine::bench {

/// Writes a small file that fits the asset's kind, no two numbers alike, into a folder that is
/// there: a drawing with that longer side, a film, a voice or a text. Sets the picture's size and
/// the length of what plays. False when it could not be written.
bool writeBenchFile(Asset &asset, int number, int edge);

} // namespace peregrine::bench
