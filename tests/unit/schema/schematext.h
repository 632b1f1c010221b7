#pragma once

#include "core/schema/fieldspec.h"

#include <QString>

namespace peregrine {

/// A field's spec on one line, so that a fixture can say what a construct is read as:
/// "list[1..3] of object{path!: text, scale: number 0..4 = 1}?".
[[nodiscard]] QString schemaText(const FieldSpec &spec);

} // namespace peregrine
