#pragma once

#include <QString>

namespace peregrine::cli {

/// The script that completes peregrine-cli in a shell ("bash", "zsh" or "fish"), made from the
/// command table. Null for another shell.
[[nodiscard]] QString completionScript(const QString &shell);

} // namespace peregrine::cli
