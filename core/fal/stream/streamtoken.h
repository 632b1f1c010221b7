#pragma once

#include "core/fal/endpointid.h"
#include "core/fal/stream/streamoptions.h"

#include <chrono>

namespace peregrine {

/// Asks rest.fal.ai for a short-lived token that opens one app, by its alias alone as fal's
/// JavaScript client does. Takes every shape of answer: a JSON string, {"token"}, and {"detail"} of
/// old proxies.
[[nodiscard]] TokenCall *requestToken(FalTransport &transport, const EndpointId &endpoint,
                                      std::chrono::seconds lifetime, QObject *parent);

} // namespace peregrine
