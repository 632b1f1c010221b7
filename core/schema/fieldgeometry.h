#pragma once

#include "core/schema/fieldspec.h"

namespace peregrine {

/// Recognises what a structure is by its shape: colours, points, boxes, paths, conversations. Sets
/// meaning, and for colours kind and form, of a spec whose children are read; leaves all others as
/// they are.
void recogniseShape(FieldSpec &spec);

/// Titles for the places of a tuple: its author's, or those of a point, box or colour, or numbers.
void nameTuplePlaces(FieldSpec &spec);

} // namespace peregrine
