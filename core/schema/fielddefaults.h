#pragma once

#include "core/schema/fieldspec.h"

#include <QJsonObject>

namespace peregrine {

/// Fills default and examples from a schema. What the field itself would not admit is dropped:
/// sending a default that the server then rejects is worse than leaving the field to the server.
void readDefaults(FieldSpec &spec, const QJsonObject &schema);

} // namespace peregrine
