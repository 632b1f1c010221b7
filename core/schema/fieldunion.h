#pragma once

#include "core/schema/fieldspec.h"

namespace peregrine {

/// Gives spec the kind that fits two or more alternatives: one choice out of all where each is a
/// choice, a size where a preset stands beside width and height, a number where integer stands
/// beside number, and so on; else a union that keeps them apart.
void uniteBranches(FieldSpec &spec, const QList<FieldSpec> &branches);

} // namespace peregrine
