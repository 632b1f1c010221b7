#pragma once

// Private to httpserver.cpp: the only file that pays for Boost.Beast.

#include "core/http/beastnames.h"
#include "core/http/httpexchange.h"
#include "core/http/httpresponsewriter.h"
#include "core/http/httpshared.h"
#include "core/http/httpstreamwriter.h"
#include "core/http/websocketconnection.h"

#include <QFile>

#include <array>
#include <exception>
#include <limits>
#include <optional>
#include <utility>

namespace peregrine::httpdetail {

/// One client: reads a request, hands it over, writes the answer, and again; or becomes a
/// WebSocket. Lives on the server's thread; kept alive by whatever it waits for.
class HttpConnection final : public HttpExchange,
                             public std::enable_shared_from_this<HttpConnection>
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
        if (m_streamWriter)
            m_streamWriter->abandon();
        tellDisconnected();
        if (m_webSocket)
            m_webSocket->end(1006);
        m_ended(this);
    }

    void answer(quint64 number, HttpResponse response) override
    {
        if (!takeAnswer(number))
            return;
        m_onDisconnected = nullptr;
        write(std::move(response));
    }

    void beginStream(quint64 number, HttpResponse head, HttpStreamFiller filler,
                     const std::shared_ptr<HttpStreamBuffer> &buffer) override
    {
        if (!takeAnswer(number))
            return buffer->abandon();
        if (m_head) {
            buffer->abandon();
            m_onDisconnected = nullptr;
            return write(std::move(head));
        }
        m_shared->handler.decorate(head);
        const bool chunked = m_parser->get().version() >= 11;
        m_keepAlive = m_keepAlive && chunked;
        m_streamWriter.emplace(m_stream,
                               HttpStreamWriter::Options{weak_from_this(), m_shared->limits.body,
                                                         chunked, m_keepAlive},
                               std::move(filler), buffer,
                               [this](bool whole) { onStreamed(whole); });
        m_streamWriter->begin(head);
    }

    void continueStream(quint64 number) override
    {
        if (number == m_exchange && m_streamWriter)
            m_streamWriter->pump();
    }

    void upgrade(quint64 number, std::shared_ptr<WebSocketListener> listener,
                 const WebSocketLimits &limits) override
    {
        if (!takeAnswer(number))
            return listener->closed(1006);
        m_onDisconnected = nullptr;
        if (m_buffer.size() > 0) {
            listener->closed(1006);
            m_keepAlive = false;
            return refuse(400, QStringLiteral("Frames came before the handshake was answered."));
        }
        HttpResponse decoration;
        m_shared->handler.decorate(decoration);
        m_webSocket = std::make_unique<WebSocketConnection>(
            m_stream, std::move(listener), limits, m_shared->context,
            [this] {
                const auto owner = weak_from_this().lock();
                return owner ? std::shared_ptr<WebSocketConnection>(owner, m_webSocket.get())
                             : nullptr;
            },
            [this] { close(); });
        m_webSocket->accept(m_parser->get(), decoration);
    }

    void watch(quint64 number, std::function<void()> callback) override
    {
        if (number != m_exchange || !m_answering || m_closed)
            return;
        m_onDisconnected = std::move(callback);
        m_stream.socket().async_wait(net::ip::tcp::socket::wait_read,
                                     [self = shared_from_this(), number](beast::error_code error) {
                                         if (error || number != self->m_exchange)
                                             return;
                                         // Readable with nothing to read is the end of the stream;
                                         // else it is the next request of an impatient client,
                                         // which waits its turn.
                                         beast::error_code failed;
                                         if (self->m_stream.socket().available(failed) == 0
                                             || failed)
                                             self->tellDisconnected();
                                     });
    }

private:
    static constexpr std::size_t chunkBytes = 64 * 1024;
    using RequestParser = http::request_parser<http::buffer_body>;

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
        const HttpResponder responder(std::make_shared<HttpResponderChannel>(
            HttpExchangeLink(m_shared->context, weak_from_this(), m_exchange),
            m_shared->limits.unsentBytes));
        try {
            m_shared->handler.handle(std::move(m_request), responder);
        } catch (const std::exception &) {
            responder.send(HttpResponse::detail(500, QStringLiteral("Internal Server Error")));
        }
    }

    /// Whether an answer to this request may begin now.
    [[nodiscard]] bool takeAnswer(quint64 number)
    {
        return !m_closed && number == m_exchange && std::exchange(m_answering, false);
    }

    void tellDisconnected()
    {
        if (m_onDisconnected)
            std::exchange(m_onDisconnected, nullptr)();
    }

    void onStreamed(bool whole)
    {
        if (whole)
            m_onDisconnected = nullptr;
        m_streamWriter.reset();
        onWritten(whole);
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
    std::optional<HttpStreamWriter> m_streamWriter;
    std::unique_ptr<WebSocketConnection> m_webSocket;
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
