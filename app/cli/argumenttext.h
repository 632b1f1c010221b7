#pragma once

#include <QString>

namespace peregrine::cli {

/// An argument as messages repeat it: cut when it is long.
[[nodiscard]] QString shortened(const QString &argument);

} // namespace peregrine::cli
