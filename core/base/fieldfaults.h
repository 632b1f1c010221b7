#pragma once

#include "core/base/error.h"

namespace peregrine {

/// The rejected inputs of an error without the first when its message tells that one already: what
/// is left to list beneath the message.
[[nodiscard]] QList<FieldFault> furtherFaults(const Error &error);

} // namespace peregrine
