#pragma once

#include "core/schema/fieldspec.h"

namespace peregrine {

/// Gives spec the kind that fits two or more alternatives: one choice out of all where each is a
/// choice, a size where a preset stands beside width and height, a number where integer stands
/// beside number, and so on; else a union that keeps them apart.
void uniteBranches(FieldSpec &spec, const QList<FieldSpec> &alternatives);

/// One object with the members of all objects among a union's branches; required is what all of
/// them require. A member that differs between them is a union itself. united, where none is an
/// object.
[[nodiscard]] FieldSpec mergedObjects(const FieldSpec &united);

} // namespace peregrine
