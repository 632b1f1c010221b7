#pragma once

#include "core/schema/fieldspec.h"
#include "core/schema/formvalues.h"

namespace peregrine {

/// The values without those members of the input that equal the model's defaults; required ones and
/// those with files stay.
[[nodiscard]] FormValues changedInput(const FieldSpec &schema, const FormValues &values);

/// A member's names in the order of the schema; those it does not know after them.
[[nodiscard]] QStringList orderedNames(const FieldSpec *schema, const QJsonObject &object);

} // namespace peregrine
