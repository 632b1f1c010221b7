#pragma once

#include "core/base/secret.h"
#include "core/fal/endpointid.h"

#include <QNetworkRequest>

#include <optional>

namespace peregrine {

class FalTransport;

/// The handshake that opens an app's WebSocket: with the token in the query as fal's JavaScript
/// client has it, or without one with the key, where the address may have it.
[[nodiscard]] QNetworkRequest realtimeRequest(const FalTransport &transport, const EndpointId &app,
                                              const std::optional<Secret> &token,
                                              std::optional<int> maxBuffering);

} // namespace peregrine
