#pragma once

#include <QString>

namespace peregrine::cli {

/// The manual page peregrine-cli(1) in man's own language, made from the command table.
[[nodiscard]] QString manualPage();

} // namespace peregrine::cli
