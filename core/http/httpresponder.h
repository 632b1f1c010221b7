#pragma once

#include "core/http/httpmessage.h"
#include "core/http/httpstream.h"
#include "core/http/websocketlistener.h"

#include <functional>
#include <memory>

namespace peregrine {

/// The way back of one request. Copies answer the same request; the first of send(), stream() and
/// upgrade() wins, later ones are dropped. When the last copy goes without an answer, the request
/// is answered with 500. May be used from any thread, also after the connection or the server is
/// gone.
class HttpResponder
{
public:
    /// How a server takes the answer; implemented by the server's connections.
    class Channel
    {
    public:
        Channel() = default;
        Channel(const Channel &) = delete;
        Channel &operator=(const Channel &) = delete;
        virtual ~Channel();
        virtual void send(HttpResponse response) = 0;
        [[nodiscard]] virtual std::shared_ptr<HttpStream::Channel>
        stream(HttpResponse head, HttpStreamFiller filler) = 0;
        virtual void upgrade(std::shared_ptr<WebSocketListener> listener,
                             const WebSocketLimits &limits) = 0;
        virtual void setOnDisconnected(std::function<void()> callback) = 0;
    };

    explicit HttpResponder(std::shared_ptr<Channel> channel);

    void send(HttpResponse response) const;
    /// Begins an answer whose body follows piece by piece; the body of head is its first. Sent in
    /// chunks, or until the connection closes where the client knows no chunks.
    [[nodiscard]] HttpStream stream(HttpResponse head, HttpStreamFiller filler = {}) const;
    /// Makes the connection a WebSocket, for a request that asked for it
    /// (HttpRequest::isWebSocketUpgrade); a handshake that is wrong otherwise is refused.
    void upgrade(std::shared_ptr<WebSocketListener> listener,
                 const WebSocketLimits &limits = {}) const;
    /// callback runs on the server's thread, once, when the client goes away before the end of the
    /// answer. Only callable from HttpHandler::handle.
    void onDisconnected(std::function<void()> callback) const;

private:
    std::shared_ptr<Channel> m_channel;
};

} // namespace peregrine
