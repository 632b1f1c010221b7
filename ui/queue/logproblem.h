#pragma once

#include "core/base/error.h"

#include <QString>

namespace peregrine::logproblem {

/// What went wrong, and with which inputs; short enough to leave room for the log. Plain text.
[[nodiscard]] QString text(const Error &error);

} // namespace peregrine::logproblem
