#pragma once

#include "core/http/websocketpeer.h"

#include <QByteArray>

namespace peregrine {

/// Hears what a WebSocket receives. All calls come from the server's own thread, one at a time,
/// and must not wait; opened() is the first and closed() the last, each once. The connection keeps
/// its listener until then. When the handshake fails, only closed() is called.
class WebSocketListener
{
public:
    WebSocketListener() = default;
    WebSocketListener(const WebSocketListener &) = delete;
    WebSocketListener &operator=(const WebSocketListener &) = delete;
    virtual ~WebSocketListener();

    virtual void opened(const WebSocketPeer &peer) = 0;
    /// A whole message. Text is valid UTF-8.
    virtual void received(QByteArray message, bool binary) = 0;
    /// No message came for WebSocketLimits::silence.
    virtual void silent();
    /// code: the peer's close code, or 1006 when the connection broke.
    virtual void closed(quint16 code) = 0;
};

} // namespace peregrine
