#pragma once

#include <QByteArray>

#include <chrono>
#include <memory>

namespace peregrine {

/// What the other end of a WebSocket may take of this server.
struct WebSocketLimits
{
    /// A larger message is answered with close code 1009.
    qint64 messageBytes = 32 * 1024 * 1024;
    /// What may wait for a peer that reads slowly; over it the connection is cut.
    qint64 unsentBytes = 64 * 1024 * 1024;
    /// Without any traffic for half of this the peer is asked for a sign of life (ping); without an
    /// answer for the other half the connection is cut.
    std::chrono::milliseconds unanswered{60'000};
    /// Without a message for this long, WebSocketListener::silent is called, again each time. 0:
    /// never.
    std::chrono::milliseconds silence{0};
};

/// The other end of a WebSocket, as the server's side uses it. Copies name the same connection; it
/// does not end when they go. May be used from any thread, also after the connection or the server
/// is gone.
class WebSocketPeer
{
public:
    /// How a server takes the frames; implemented by the server's connections.
    class Channel
    {
    public:
        Channel() = default;
        Channel(const Channel &) = delete;
        Channel &operator=(const Channel &) = delete;
        virtual ~Channel();
        virtual bool send(QByteArray message, bool binary) = 0;
        virtual void close(quint16 code, QByteArray reason) = 0;
    };

    explicit WebSocketPeer(std::shared_ptr<Channel> channel);

    /// utf8 must be valid UTF-8. False when the connection is over, or cut for its
    /// WebSocketLimits::unsentBytes.
    bool sendText(QByteArray utf8) const;
    bool sendBinary(QByteArray message) const;
    /// Sends what waits, then closes by the protocol. code is one of RFC 6455's or 4000 to 4999;
    /// reason at most 123 bytes of UTF-8.
    void close(quint16 code, QByteArray reason = {}) const;

private:
    std::shared_ptr<Channel> m_channel;
};

} // namespace peregrine
