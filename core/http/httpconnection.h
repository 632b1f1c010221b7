#pragma once

// Private to httpserver.cpp: the only file that pays for Boost.Beast.

#include "core/http/beastnames.h"
#include "core/http/hostguard.h"
#include "core/http/httphandler.h"
#include "core/http/httplimits.h"
#include "core/http/httpresponsewriter.h"

#include <QFile>

#include <array>
#include <atomic>
#include <exception>
#include <limits>
#include <optional>
#include <utility>

namespace peregrine::httpdetail {

/// What all connections of a server share. Outlived by none of them.
struct Shared
{
    HttpHandler &handler;
    HostGuard guard;
    HttpLimits limits;
    std::weak_ptr<net::io_context> context;
};

/// One client: reads a request, hands it over, writes the answer, and again. Lives on the server's
/// thread; kept alive by whatever it waits for.
class HttpConnection : public std::enable_shared_from_this<HttpConnection>
{
public:
    HttpConnection(net::ip::tcp::socket socket, std::shared_ptr<const Shared> shared,
                   std::function<void(HttpConnection *)> ended)
        : m_stream(std::move(socket))
        , m_buffer(shared->limits.headerBytes + chunkBytes)
        , m_shared(std::move(shared))
        , m_ended(std::move(ended))
        , m_writer(m_stream, m_shared->limits.body)
    { }

    void start()
    {
        beast::error_code ignored;
        // Without it small answers wait for the client's delayed acknowledgement.
        m_stream.socket().set_option(net::ip::tcp::no_delay(true), ignored);
        awaitRequest();
    }

    /// Ends the connection at once, whatever it is doing.
    void close()
    {
        if (std::exchange(m_closed, true))
            return;
        m_stream.close();
        discardBodyFile();
        tellDisconnected();
        m_ended(this);
    }

private:
    static constexpr std::size_t chunkBytes = 64 * 1024;
    using RequestParser = http::request_parser<http::buffer_body>;

    /// The responder's end: finds its connection again, if it is still there.
    class Channel final : public HttpResponder::Channel
    {
    public:
        Channel(std::weak_ptr<net::io_context> context, std::weak_ptr<HttpConnection> connection,
                quint64 exchange)
            : m_context(std::move(context))
            , m_connection(std::move(connection))
            , m_exchange(exchange)
        { }
        ~Channel() override
        {
            Channel::send(HttpResponse::detail(500, QStringLiteral("Internal Server Error")));
        }

        void send(HttpResponse response) override
        {
            if (m_sent.exchange(true))
                return;
            // The connection is locked on its own thread only, so that it dies there too.
            if (const auto context = m_context.lock()) {
                net::post(*context,
                          [connection = m_connection, exchange = m_exchange,
                           response = std::move(response)]() mutable {
                              if (const auto alive = connection.lock())
                                  alive->answer(exchange, std::move(response));
                          });
            }
        }

        void setOnDisconnected(std::function<void()> callback) override
        {
            if (const auto alive = m_connection.lock())
                alive->watch(m_exchange, std::move(callback));
        }

    private:
        std::weak_ptr<net::io_context> m_context;
        std::weak_ptr<HttpConnection> m_connection;
        quint64 m_exchange;
        std::atomic<bool> m_sent = false;
    };

    void awaitRequest()
    {
        m_request = {};
        m_keepAlive = true;
        if (m_buffer.size() > 0)
            return readHead();
        m_stream.expires_after(m_shared->limits.idle);
        m_stream.async_read_some(
            m_buffer.prepare(4096),
            [self = shared_from_this()](beast::error_code error, std::size_t size) {
                if (error)
                    return self->close();
                self->m_buffer.commit(size);
                self->readHead();
            });
    }

    void readHead()
    {
        m_parser.emplace();
        m_parser->header_limit(m_shared->limits.headerBytes);
        // The plan of the handler bounds bodies; see onBody. (boost::none means 0 in Boost 1.74.)
        m_parser->body_limit(std::numeric_limits<std::uint64_t>::max());
        m_stream.expires_after(m_shared->limits.head);
        http::async_read_header(m_stream, m_buffer, *m_parser,
                                [self = shared_from_this()](beast::error_code error, std::size_t) {
                                    self->onHead(error);
                                });
    }

    void onHead(beast::error_code error)
    {
        if (m_closed)
            return;
        if (error == http::error::header_limit || error == http::error::buffer_overflow)
            return refuse(431, QStringLiteral("The headers are too large."));
        if (error == beast::error::timeout) {
            // The stream closes its socket when it times out, so 408 cannot be said any more.
            return close();
        }
        if (error) {
            const bool malformed =
                error.category() == http::make_error_code(http::error{}).category()
                && error != http::error::end_of_stream && error != http::error::partial_message;
            return malformed ? refuse(400, QStringLiteral("The request is not HTTP/1.1."))
                             : close();
        }

        const auto &head = m_parser->get();
        m_head = head.method() == http::verb::head;
        m_keepAlive = head.keep_alive();
        const QByteArray host = toBytes(head[http::field::host]);
        if (host.isEmpty() && head.version() >= 11)
            return refuse(400, QStringLiteral("The Host header is missing."));
        if (head.count(http::field::host) != 1 || !m_shared->guard.allowsHost(host))
            return refuse(403, QStringLiteral("This server answers to its own address only."));
        if (head.count(http::field::origin) > 1
            || !m_shared->guard.allowsOrigin(toBytes(head[http::field::origin])))
            return refuse(403, QStringLiteral("Calls from web pages of other sites are refused."));
        std::optional<HttpTarget> target = HttpTarget::parse(toBytes(head.target()));
        if (!target)
            return refuse(400, QStringLiteral("The path is not valid."));

        m_request.method = m_head ? QByteArray("GET") : toBytes(head.method_string());
        m_request.target = std::move(*target);
        for (const auto &field : head)
            m_request.headers.append({toBytes(field.name_string()), toBytes(field.value())});
        followPlan();
    }

    void followPlan()
    {
        try {
            m_plan = m_shared->handler.planBody(m_request);
        } catch (const std::exception &) {
            return refuse(500, QStringLiteral("Internal Server Error"));
        }
        if (m_plan.kind == HttpBodyPlan::Kind::Refuse)
            return refuse(std::move(m_plan.refusal));
        const auto length = m_parser->content_length();
        if (length && *length > static_cast<std::uint64_t>(m_plan.limit))
            return refuseTooLarge();
        if (m_plan.kind == HttpBodyPlan::Kind::File) {
            m_bodyFile.emplace(m_plan.path);
            if (!m_bodyFile->open(QIODevice::WriteOnly | QIODevice::NewOnly))
                return refuse(507, QStringLiteral("The server cannot write the file to its disk."));
        }
        if (!m_parser->is_done()
            && beast::iequals(m_parser->get()[http::field::expect], "100-continue"))
            return writeContinue();
        readBody();
    }

    void writeContinue()
    {
        static constexpr char text[] = "HTTP/1.1 100 Continue\r\n\r\n";
        m_stream.expires_after(m_shared->limits.body);
        net::async_write(m_stream, net::buffer(text, sizeof text - 1),
                         [self = shared_from_this()](beast::error_code error, std::size_t) {
                             if (error)
                                 return self->close();
                             self->readBody();
                         });
    }

    void readBody()
    {
        if (m_parser->is_done())
            return dispatch();
        auto &body = m_parser->get().body();
        body.data = m_chunk.data();
        body.size = m_chunk.size();
        body.more = true;
        m_stream.expires_after(m_shared->limits.body);
        http::async_read(m_stream, m_buffer, *m_parser,
                         [self = shared_from_this()](beast::error_code error, std::size_t) {
                             self->onBody(error);
                         });
    }

    void onBody(beast::error_code error)
    {
        if (m_closed)
            return;
        // need_buffer: the chunk is full and more is to come.
        if (error && error != http::error::need_buffer) {
            const bool malformed =
                error.category() == http::make_error_code(http::error{}).category()
                && error != http::error::end_of_stream && error != http::error::partial_message;
            return malformed ? refuse(400, QStringLiteral("The body is not valid HTTP/1.1."))
                             : close();
        }
        const auto size = static_cast<qsizetype>(m_chunk.size() - m_parser->get().body().size);
        if (m_request.bodySize + size > m_plan.limit)
            return refuseTooLarge();
        m_request.bodySize += size;
        if (m_bodyFile) {
            if (m_bodyFile->write(m_chunk.data(), size) != size)
                return refuse(507, QStringLiteral("The server's disk is full."));
        } else {
            m_request.body.append(m_chunk.data(), size);
        }
        readBody();
    }

    void dispatch()
    {
        if (m_bodyFile) {
            const bool written = m_bodyFile->flush();
            m_bodyFile->close();
            if (!written)
                return refuse(507, QStringLiteral("The server's disk is full."));
            m_request.bodyFile = m_plan.path;
            m_bodyFile.reset();
        }
        ++m_exchange;
        m_answering = true;
        m_stream.expires_never();
        const HttpResponder responder(
            std::make_shared<Channel>(m_shared->context, weak_from_this(), m_exchange));
        try {
            m_shared->handler.handle(std::move(m_request), responder);
        } catch (const std::exception &) {
            responder.send(HttpResponse::detail(500, QStringLiteral("Internal Server Error")));
        }
    }

    void watch(quint64 exchange, std::function<void()> callback)
    {
        if (exchange != m_exchange || !m_answering || m_closed)
            return;
        m_onDisconnected = std::move(callback);
        m_stream.socket().async_wait(
            net::ip::tcp::socket::wait_read,
            [self = shared_from_this(), exchange](beast::error_code error) {
                if (error || exchange != self->m_exchange || !self->m_answering)
                    return;
                // Readable with nothing to read is the end of the stream; else it is the next
                // request of an impatient client, which waits its turn.
                beast::error_code failed;
                if (self->m_stream.socket().available(failed) == 0 || failed)
                    self->tellDisconnected();
            });
    }

    void tellDisconnected()
    {
        if (m_answering && m_onDisconnected)
            std::exchange(m_onDisconnected, nullptr)();
    }

    void answer(quint64 exchange, HttpResponse response)
    {
        if (m_closed || exchange != m_exchange || !std::exchange(m_answering, false))
            return;
        m_onDisconnected = nullptr;
        write(std::move(response));
    }

    void refuseTooLarge()
    {
        refuse(413, QStringLiteral("The body is larger than %1 bytes.").arg(m_plan.limit));
    }

    void refuse(int status, const QString &text) { refuse(HttpResponse::detail(status, text)); }

    void refuse(HttpResponse response)
    {
        // What is left of the request is unread, unless it has no body: then the next may follow.
        if (!m_parser->is_done()) {
            m_keepAlive = false;
            m_linger = true;
        }
        discardBodyFile();
        write(std::move(response));
    }

    void discardBodyFile()
    {
        if (m_bodyFile) {
            m_bodyFile->close();
            m_bodyFile->remove();
            m_bodyFile.reset();
        }
    }

    void write(HttpResponse response)
    {
        m_shared->handler.decorate(response);
        m_writer.write(std::move(response), m_head, m_keepAlive,
                       [self = shared_from_this()](bool written) { self->onWritten(written); });
    }

    void onWritten(bool written)
    {
        if (m_closed)
            return;
        if (!written)
            return close();
        if (m_keepAlive)
            return awaitRequest();
        beast::error_code ignored;
        m_stream.socket().shutdown(net::ip::tcp::socket::shutdown_send, ignored);
        if (!m_linger)
            return close();
        // Closing with unread data resets the connection, and the client may lose the answer.
        m_stream.expires_after(std::chrono::seconds(2));
        linger();
    }

    void linger()
    {
        m_stream.async_read_some(net::buffer(m_chunk),
                                 [self = shared_from_this()](beast::error_code error, std::size_t) {
                                     if (error || self->m_closed)
                                         return self->close();
                                     self->linger();
                                 });
    }

    beast::tcp_stream m_stream;
    beast::flat_buffer m_buffer;
    std::shared_ptr<const Shared> m_shared;
    std::function<void(HttpConnection *)> m_ended;
    std::optional<RequestParser> m_parser;
    std::array<char, chunkBytes> m_chunk{};
    HttpRequest m_request;
    HttpBodyPlan m_plan;
    std::optional<QFile> m_bodyFile;
    HttpResponseWriter m_writer;
    std::function<void()> m_onDisconnected;
    /// Numbers the requests, so that a late answer or wait does not meet the next one.
    quint64 m_exchange = 0;
    bool m_answering = false;
    bool m_head = false;
    bool m_keepAlive = true;
    bool m_linger = false;
    bool m_closed = false;
};

} // namespace peregrine::httpdetail
