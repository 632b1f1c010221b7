#pragma once

#include "core/credentials/keytest.h"

namespace peregrine::cli {

/// Where a key is tested: the chosen server; fal itself when that is the local one, which takes no
/// key.
[[nodiscard]] Expected<FalEnvironment, Error> keyTestEnvironment(const QString &server);

/// A verdict other than Works as an error, so that it has an exit status.
[[nodiscard]] Error errorOf(const KeyReport &report);

} // namespace peregrine::cli
