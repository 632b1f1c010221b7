#pragma once

#include "core/base/error.h"

#include <QNetworkReply>

namespace peregrine {

/// The Error of a reply that brought no HTTP answer; its text names the host only. maybeDelivered
/// is false only when no connection was made.
[[nodiscard]] Error transportErrorOf(const QNetworkReply &reply);

/// No connection to the server came about: whatever the request was, the server has not seen it.
[[nodiscard]] bool neverConnected(QNetworkReply::NetworkError error);

/// No connection came about; requestLeft says whether bytes of the request went out all the same.
/// Not for TLS and proxies: with them somebody did answer.
[[nodiscard]] bool foundNobody(QNetworkReply::NetworkError error, bool requestLeft);

/// The body has no length, the end of the connection is its end. When that comes at once, Qt takes
/// it for a connection that died: all bytes were told, then a body that cannot be sent again is an
/// error (seen with Qt 6.4 in nearly every such answer to a POST).
[[nodiscard]] bool endedByClosing(const QNetworkReply &reply);

} // namespace peregrine
