#pragma once

#include "core/fal/endpointid.h"

#include <QString>

namespace peregrine {

class ModelListModel;

/// The endpoint that is typed where models are searched, when it is one and the list has it not:
/// any endpoint of a server can be opened. Empty otherwise.
[[nodiscard]] EndpointId typedEndpoint(const QString &text, const ModelListModel &models);

} // namespace peregrine
