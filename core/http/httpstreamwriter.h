#pragma once

// Private to httpserver.cpp: the only file that pays for Boost.Beast.

#include "core/http/beastnames.h"
#include "core/http/httpresponsewriter.h"
#include "core/http/httpstream.h"
#include "core/http/httpstreambuffer.h"

#include <boost/asio/steady_timer.hpp>

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace peregrine::httpdetail {

/// Sends one streamed answer: the head, then whatever its buffer holds, everything that came
/// meanwhile as one chunk. Part of a connection, which lives as long as one of its operations.
class HttpStreamWriter
{
public:
    using Done = std::function<void(bool whole)>;

    struct Options
    {
        std::weak_ptr<void> owner;
        std::chrono::milliseconds timeout;
        /// False for a client of HTTP/1.0: the end of the connection is the end of the body.
        bool chunked = true;
        bool keepAlive = true;
    };

    HttpStreamWriter(beast::tcp_stream &stream, Options options, HttpStreamFiller filler,
                     std::shared_ptr<HttpStreamBuffer> buffer, Done done)
        : m_stream(stream)
        , m_options(std::move(options))
        , m_filler(std::move(filler))
        , m_buffer(std::move(buffer))
        , m_done(std::move(done))
        , m_timer(stream.get_executor())
    { }

    void begin(const HttpResponse &response)
    {
        m_message.version(11);
        m_message.result(static_cast<unsigned>(response.status));
        insertHeaders(m_message, response);
        m_message.keep_alive(m_options.keepAlive);
        if (m_options.chunked)
            m_message.chunked(true);
        m_serializer.emplace(m_message);
        m_buffer->put(response.body);
        m_writing = true;
        m_stream.expires_after(m_options.timeout);
        http::async_write_header(m_stream, *m_serializer,
                                 [this, owner = m_options.owner.lock()](
                                     beast::error_code error, std::size_t) { onWritten(error); });
    }

    /// Something may be there to send.
    void pump()
    {
        if (m_writing || !m_done)
            return;
        HttpStreamBuffer::Taken taken = m_buffer->take();
        if (!taken.bytes.isEmpty())
            return write(std::move(taken.bytes));
        switch (taken.ending) {
        case HttpStreamBuffer::Ending::None:
            return awaitSilence();
        case HttpStreamBuffer::Ending::Complete:
            return m_options.chunked ? writeLast() : finish(true);
        case HttpStreamBuffer::Ending::Cut:
            return finish(false);
        }
    }

    /// The connection is over.
    void abandon()
    {
        m_done = nullptr;
        m_buffer->abandon();
        m_timer.cancel();
    }

private:
    void write(QByteArray bytes)
    {
        m_writing = true;
        m_timer.cancel();
        m_bytes = std::move(bytes);
        m_frame =
            m_options.chunked ? QByteArray::number(m_bytes.size(), 16) + "\r\n" : QByteArray();
        const std::array<net::const_buffer, 3> parts{
            net::buffer(m_frame.constData(), static_cast<std::size_t>(m_frame.size())),
            net::buffer(m_bytes.constData(), static_cast<std::size_t>(m_bytes.size())),
            net::buffer("\r\n", m_options.chunked ? 2 : 0),
        };
        send(parts);
    }

    void writeLast()
    {
        m_writing = true;
        m_finished = true;
        send(net::buffer("0\r\n\r\n", 5));
    }

    template <typename Buffers> void send(const Buffers &buffers)
    {
        m_stream.expires_after(m_options.timeout);
        net::async_write(m_stream, buffers,
                         [this, owner = m_options.owner.lock()](beast::error_code error,
                                                                std::size_t) { onWritten(error); });
    }

    void onWritten(beast::error_code error)
    {
        m_writing = false;
        if (!m_done)
            return;
        if (error || m_finished)
            return finish(!error);
        m_stream.expires_never();
        pump();
    }

    void awaitSilence()
    {
        if (m_filler.text.isEmpty())
            return;
        m_timer.expires_after(m_filler.after);
        m_timer.async_wait([this, owner = m_options.owner](beast::error_code error) {
            const auto alive = owner.lock();
            if (error || !alive || !m_done)
                return;
            if (m_buffer->put(m_filler.text) == HttpStreamBuffer::Put::WakeConnection)
                pump();
        });
    }

    void finish(bool whole)
    {
        const Done done = std::exchange(m_done, nullptr);
        m_buffer->abandon();
        m_timer.cancel();
        done(whole);
    }

    beast::tcp_stream &m_stream;
    Options m_options;
    HttpStreamFiller m_filler;
    std::shared_ptr<HttpStreamBuffer> m_buffer;
    Done m_done;
    net::steady_timer m_timer;
    http::response<http::empty_body> m_message;
    std::optional<http::response_serializer<http::empty_body>> m_serializer;
    QByteArray m_frame;
    QByteArray m_bytes;
    bool m_writing = false;
    bool m_finished = false;
};

} // namespace peregrine::httpdetail
