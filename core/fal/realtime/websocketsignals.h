#pragma once

#include <QWebSocket>
#include <QtGlobal>

namespace peregrine {

// The one place that knows Qt's versions of QWebSocket.
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
inline constexpr auto webSocketErrorSignal = &QWebSocket::errorOccurred;
#else
inline constexpr auto webSocketErrorSignal =
    static_cast<void (QWebSocket::*)(QAbstractSocket::SocketError)>(&QWebSocket::error);
#endif

} // namespace peregrine
