#pragma once

#include "core/base/error.h"

#include <QNetworkReply>

namespace peregrine {

/// The Error of a reply that brought no HTTP answer; its text names the host only. maybeDelivered
/// is false only when no connection was made.
[[nodiscard]] Error transportErrorOf(const QNetworkReply &reply);

/// No connection to the server came about: whatever the request was, the server has not seen it.
[[nodiscard]] bool neverConnected(QNetworkReply::NetworkError error);

} // namespace peregrine
