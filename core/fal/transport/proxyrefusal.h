#pragma once

#include "core/base/error.h"
#include "core/fal/transport/falanswer.h"

#include <QUrl>

#include <optional>

namespace peregrine {

/// What a proxy's own answer means, as against one of fal's that it passed on: fal's server-proxy
/// refuses with 400 "Invalid request" what its list does not allow, and with 401 "Unauthorized"
/// when it wants a login or has no key. Nothing for answers that can be fal's.
[[nodiscard]] std::optional<Error> proxyRefusal(const FalAnswer &answer, const QUrl &proxy,
                                                const QUrl &target);

} // namespace peregrine
