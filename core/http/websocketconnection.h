#pragma once

// Private to httpserver.cpp: the only file that pays for Boost.Beast.

#include "core/http/beastnames.h"
#include "core/http/httphandler.h"
#include "core/http/websocketframes.h"
#include "core/http/websocketlistener.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/websocket.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <utility>

namespace peregrine::httpdetail {

namespace websocket = boost::beast::websocket;

/// A connection that has become a WebSocket: hands messages to its listener and writes what the
/// peer handles gave it. Part of an HttpConnection, which lives as long as one of its operations.
class WebSocketConnection
{
public:
    /// self() must answer this object, sharing the ownership of the connection; nothing when that
    /// is gone.
    using Self = std::function<std::shared_ptr<WebSocketConnection>()>;

    WebSocketConnection(beast::tcp_stream &stream, std::shared_ptr<WebSocketListener> listener,
                        const WebSocketLimits &limits, std::weak_ptr<net::io_context> context,
                        Self self, std::function<void()> ended)
        : m_socket(stream)
        , m_listener(std::move(listener))
        , m_limits(limits)
        , m_context(std::move(context))
        , m_self(std::move(self))
        , m_ended(std::move(ended))
        , m_frames(std::make_shared<WebSocketFrames>(limits.unsentBytes))
        , m_timer(stream.get_executor())
    { }

    template <typename Request> void accept(const Request &request, const HttpResponse &decoration)
    {
        // The WebSocket's own time limits take the place of the stream's.
        m_socket.next_layer().expires_never();
        websocket::stream_base::timeout timeout{};
        timeout.handshake_timeout = std::chrono::seconds(15);
        timeout.idle_timeout = m_limits.unanswered;
        timeout.keep_alive_pings = true;
        m_socket.set_option(timeout);
        m_socket.set_option(
            websocket::stream_base::decorator([decoration](websocket::response_type &response) {
                for (const HttpHeader &header : decoration.headers)
                    response.set(toView(header.name), toView(header.value));
            }));
        m_socket.read_message_max(static_cast<std::size_t>(m_limits.messageBytes));
        m_socket.auto_fragment(false);
        m_socket.async_accept(request, [self = m_self()](beast::error_code error) {
            if (error)
                return self->end(abnormal);
            self->open();
        });
    }

    /// Ends it at once; the listener hears of it.
    void end(quint16 code)
    {
        const std::shared_ptr<WebSocketListener> listener = std::exchange(m_listener, nullptr);
        if (!listener)
            return;
        m_frames->abandon();
        m_timer.cancel();
        listener->closed(code);
        m_ended();
    }

private:
    static constexpr quint16 abnormal = 1006;
    static constexpr quint16 internalError = 1011;
    using Clock = std::chrono::steady_clock;

    /// Writes to the connection from any thread, if it is still there.
    class Channel final : public WebSocketPeer::Channel
    {
    public:
        Channel(std::weak_ptr<net::io_context> context, std::weak_ptr<WebSocketConnection> socket,
                std::shared_ptr<WebSocketFrames> frames)
            : m_context(std::move(context))
            , m_socket(std::move(socket))
            , m_frames(std::move(frames))
        { }

        bool send(QByteArray message, bool binary) override
        {
            const WebSocketFrames::Put put = m_frames->put({std::move(message), binary});
            if (put == WebSocketFrames::Put::WakeConnection
                || put == WebSocketFrames::Put::RefusedWakeConnection)
                wake();
            return put == WebSocketFrames::Put::Kept || put == WebSocketFrames::Put::WakeConnection;
        }

        void close(quint16 code, QByteArray reason) override
        {
            if (m_frames->close({code, std::move(reason)}))
                wake();
        }

    private:
        void wake()
        {
            // Locked on the server's thread only, so that the connection dies there too.
            if (const auto context = m_context.lock()) {
                net::post(*context, [socket = m_socket] {
                    if (const auto alive = socket.lock())
                        alive->pump();
                });
            }
        }

        std::weak_ptr<net::io_context> m_context;
        std::weak_ptr<WebSocketConnection> m_socket;
        std::shared_ptr<WebSocketFrames> m_frames;
    };

    void open()
    {
        if (!m_listener)
            return;
        m_open = true;
        const WebSocketPeer peer(std::make_shared<Channel>(m_context, m_self(), m_frames));
        tell([&peer](WebSocketListener &listener) { listener.opened(peer); });
        m_lastMessage = Clock::now();
        watchSilence(m_limits.silence);
        read();
        pump();
    }

    /// An exception of a listener must not end the server.
    template <typename Call> void tell(Call call)
    {
        const std::shared_ptr<WebSocketListener> listener = m_listener;
        if (!listener)
            return;
        try {
            call(*listener);
        } catch (const std::exception &) {
            m_frames->close({internalError, {}});
            pump();
        }
    }

    void read()
    {
        if (!m_listener)
            return;
        m_socket.async_read(m_buffer, [self = m_self()](beast::error_code error, std::size_t) {
            self->onRead(error);
        });
    }

    void onRead(beast::error_code error)
    {
        if (error) {
            // A peer may close in order and be gone before our own close frame: its word counts.
            const quint16 code = m_socket.reason().code;
            return end(code != 0 ? code : abnormal);
        }
        m_lastMessage = Clock::now();
        QByteArray message(static_cast<const char *>(m_buffer.data().data()),
                           static_cast<qsizetype>(m_buffer.size()));
        m_buffer.consume(m_buffer.size());
        const bool binary = m_socket.got_binary();
        tell([&message, binary](WebSocketListener &listener) {
            listener.received(std::move(message), binary);
        });
        read();
    }

    void pump()
    {
        if (m_writing || !m_open || !m_listener)
            return;
        WebSocketFrames::Taken taken = m_frames->take(std::exchange(m_sentBytes, 0));
        if (taken.overflown)
            return end(abnormal);
        if (taken.frame) {
            m_writing = true;
            m_frame = std::move(taken.frame->bytes);
            m_socket.binary(taken.frame->binary);
            m_socket.async_write(
                net::buffer(m_frame.constData(), static_cast<std::size_t>(m_frame.size())),
                [self = m_self()](beast::error_code error, std::size_t) {
                    self->onWritten(error);
                });
        } else if (taken.close) {
            m_writing = true;
            websocket::close_reason reason(taken.close->code);
            const QByteArray text = taken.close->reason.left(static_cast<qsizetype>(123));
            reason.reason.assign(text.constData(), static_cast<std::size_t>(text.size()));
            m_socket.async_close(reason,
                                 [self = m_self(), code = taken.close->code](beast::error_code) {
                                     self->end(code);
                                 });
        }
    }

    void onWritten(beast::error_code error)
    {
        m_writing = false;
        m_sentBytes = m_frame.size();
        m_frame.clear();
        if (error)
            return end(abnormal);
        pump();
    }

    void watchSilence(Clock::duration wait)
    {
        if (m_limits.silence.count() <= 0 || !m_listener)
            return;
        m_timer.expires_after(wait);
        m_timer.async_wait([weak = std::weak_ptr(m_self())](beast::error_code error) {
            if (const auto self = weak.lock(); self && !error)
                self->onSilenceTimer();
        });
    }

    void onSilenceTimer()
    {
        const Clock::duration left = m_lastMessage + m_limits.silence - Clock::now();
        if (left > Clock::duration::zero())
            return watchSilence(left);
        tell([](WebSocketListener &listener) { listener.silent(); });
        watchSilence(m_limits.silence);
    }

    websocket::stream<beast::tcp_stream &, false> m_socket;
    std::shared_ptr<WebSocketListener> m_listener;
    WebSocketLimits m_limits;
    std::weak_ptr<net::io_context> m_context;
    Self m_self;
    std::function<void()> m_ended;
    std::shared_ptr<WebSocketFrames> m_frames;
    net::steady_timer m_timer;
    beast::flat_buffer m_buffer;
    Clock::time_point m_lastMessage;
    QByteArray m_frame;
    qint64 m_sentBytes = 0;
    bool m_writing = false;
    bool m_open = false;
};

} // namespace peregrine::httpdetail
