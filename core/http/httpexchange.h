#pragma once

// Private to httpserver.cpp: the only file that pays for Boost.Beast.

#include "core/http/beastnames.h"
#include "core/http/httpresponder.h"
#include "core/http/httpstreambuffer.h"

#include <atomic>
#include <functional>
#include <memory>
#include <utility>

namespace peregrine::httpdetail {

/// A connection as the answers to its requests see it. Called on the server's thread; number says
/// which request is meant, so that a late answer does not meet the next one.
class HttpExchange
{
public:
    HttpExchange() = default;
    HttpExchange(const HttpExchange &) = delete;
    HttpExchange &operator=(const HttpExchange &) = delete;
    virtual ~HttpExchange() = default;

    virtual void answer(quint64 number, HttpResponse response) = 0;
    virtual void beginStream(quint64 number, HttpResponse head, HttpStreamFiller filler,
                             const std::shared_ptr<HttpStreamBuffer> &buffer) = 0;
    virtual void continueStream(quint64 number) = 0;
    virtual void upgrade(quint64 number, std::shared_ptr<WebSocketListener> listener,
                         const WebSocketLimits &limits) = 0;
    virtual void watch(quint64 number, std::function<void()> callback) = 0;
};

/// Finds the connection of one request again, from any thread, if it is still there.
class HttpExchangeLink
{
public:
    HttpExchangeLink(std::weak_ptr<net::io_context> context, std::weak_ptr<HttpExchange> exchange,
                     quint64 number)
        : m_context(std::move(context))
        , m_exchange(std::move(exchange))
        , m_number(number)
    { }

    /// Has call(exchange, number) run on the server's thread. The connection is locked there only,
    /// so that it dies there too.
    template <typename Call> void post(Call call) const
    {
        if (const auto context = m_context.lock()) {
            net::post(*context,
                      [exchange = m_exchange, number = m_number, call = std::move(call)]() mutable {
                          if (const auto alive = exchange.lock())
                              call(*alive, number);
                      });
        }
    }

    /// On the server's thread only.
    template <typename Call> void callHere(Call call) const
    {
        if (const auto alive = m_exchange.lock())
            call(*alive, m_number);
    }

private:
    std::weak_ptr<net::io_context> m_context;
    std::weak_ptr<HttpExchange> m_exchange;
    quint64 m_number;
};

/// The writing end of a streamed answer.
class HttpStreamChannel final : public HttpStream::Channel
{
public:
    HttpStreamChannel(HttpExchangeLink link, std::shared_ptr<HttpStreamBuffer> buffer)
        : m_link(std::move(link))
        , m_buffer(std::move(buffer))
    { }
    ~HttpStreamChannel() override { finish(HttpStreamBuffer::Ending::Cut); }

    bool write(QByteArray piece) override
    {
        const HttpStreamBuffer::Put put = m_buffer->put(piece);
        if (put == HttpStreamBuffer::Put::WakeConnection)
            wake();
        return put != HttpStreamBuffer::Put::Refused && !m_buffer->refuses();
    }

    void end() override { finish(HttpStreamBuffer::Ending::Complete); }

private:
    void finish(HttpStreamBuffer::Ending ending)
    {
        if (m_buffer->end(ending))
            wake();
    }

    void wake()
    {
        m_link.post(
            [](HttpExchange &exchange, quint64 number) { exchange.continueStream(number); });
    }

    HttpExchangeLink m_link;
    std::shared_ptr<HttpStreamBuffer> m_buffer;
};

/// The responder's end of one request.
class HttpResponderChannel final : public HttpResponder::Channel
{
public:
    HttpResponderChannel(HttpExchangeLink link, qint64 streamLimit)
        : m_link(std::move(link))
        , m_streamLimit(streamLimit)
    { }
    ~HttpResponderChannel() override
    {
        HttpResponderChannel::send(
            HttpResponse::detail(500, QStringLiteral("Internal Server Error")));
    }

    void send(HttpResponse response) override
    {
        if (m_answered.exchange(true))
            return;
        m_link.post(
            [response = std::move(response)](HttpExchange &exchange, quint64 number) mutable {
                exchange.answer(number, std::move(response));
            });
    }

    std::shared_ptr<HttpStream::Channel> stream(HttpResponse head, HttpStreamFiller filler) override
    {
        const auto buffer = std::make_shared<HttpStreamBuffer>(m_streamLimit);
        auto channel = std::make_shared<HttpStreamChannel>(m_link, buffer);
        if (m_answered.exchange(true)) {
            buffer->abandon();
            return channel;
        }
        m_link.post([buffer, head = std::move(head),
                     filler = std::move(filler)](HttpExchange &exchange, quint64 number) mutable {
            exchange.beginStream(number, std::move(head), std::move(filler), buffer);
        });
        return channel;
    }

    void upgrade(std::shared_ptr<WebSocketListener> listener,
                 const WebSocketLimits &limits) override
    {
        if (m_answered.exchange(true))
            return;
        m_link.post([listener = std::move(listener), limits](HttpExchange &exchange,
                                                             quint64 number) mutable {
            exchange.upgrade(number, std::move(listener), limits);
        });
    }

    void setOnDisconnected(std::function<void()> callback) override
    {
        m_link.callHere([&callback](HttpExchange &exchange, quint64 number) {
            exchange.watch(number, std::move(callback));
        });
    }

private:
    HttpExchangeLink m_link;
    qint64 m_streamLimit;
    std::atomic<bool> m_answered = false;
};

} // namespace peregrine::httpdetail
