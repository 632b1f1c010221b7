#pragma once

#include "core/schema/fieldspec.h"
#include "core/schema/formvalues.h"

namespace peregrine {

/// What is sent of a filled form: optional fields that are unset or empty are left out (fal: leave
/// out rather than send null), unless emptying them is what the user did to a default; files whose
/// place went with them, too. Members without a spec are left out.
[[nodiscard]] FormValues prunedValues(const FieldSpec &root, const FormValues &filled);

} // namespace peregrine
