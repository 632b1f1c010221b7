// The server of bench_protocol: answers the queue, a run, an event stream, a realtime echo and
// uploads from memory, as fast as it can, so that the clients are what is measured. It is not the
// local server: that one paints. Prints its base URL, then serves until it is killed.

// clang-format off: Boost 1.74's awaitable.hpp needs <utility> and does not include it.
#include <utility>
// clang-format on

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

#include <cstdint>
#include <cstdio>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

namespace {

using Stream = beast::tcp_stream;
using Request = http::request_parser<http::buffer_body>;

constexpr std::size_t pieceBytes = 256 * 1024;
constexpr int pollsOfSlow = 3;

class Connection
{
public:
    Connection(net::ip::tcp::socket socket, std::unordered_map<std::string, int> &polls)
        : m_stream(std::move(socket))
        , m_polls(polls)
        , m_piece(pieceBytes)
    {
        m_stream.socket().set_option(net::ip::tcp::no_delay(true));
    }

    net::awaitable<void> serve()
    {
        for (;;) {
            Request parser;
            parser.body_limit(std::numeric_limits<std::uint64_t>::max());
            co_await http::async_read_header(m_stream, m_buffer, parser, net::use_awaitable);
            if (beast::websocket::is_upgrade(parser.get())) {
                co_await echo(parser);
                co_return;
            }
            const std::string body = co_await readBody(parser);
            co_await answer(parser.get(), body);
            if (!parser.get().keep_alive())
                co_return;
        }
    }

private:
    /// Reads all of the body and keeps its beginning: uploads are not kept.
    net::awaitable<std::string> readBody(Request &parser)
    {
        constexpr std::size_t kept = 64 * 1024;
        std::string body;
        while (!parser.is_done()) {
            auto &target = parser.get().body();
            target.data = m_piece.data();
            target.size = m_piece.size();
            beast::error_code error;
            co_await http::async_read_some(m_stream, m_buffer, parser,
                                           net::redirect_error(net::use_awaitable, error));
            if (error && error != http::error::need_buffer)
                throw beast::system_error(error);
            const std::size_t size = m_piece.size() - target.size;
            body.append(m_piece.data(), std::min(size, kept - std::min(kept, body.size())));
        }
        co_return body;
    }

    net::awaitable<void> answer(const http::request_header<> &head, const std::string &body)
    {
        const std::string target(head.target().data(), head.target().size());
        const std::string path = target.substr(0, target.find('?'));
        const std::string base = "http://" + std::string(head[http::field::host]);
        const auto ends = [&path](const std::string &end) {
            return path.size() >= end.size()
                && path.compare(path.size() - end.size(), end.size(), end) == 0;
        };
        if (ends("/stream")) {
            co_await events(body);
        } else if (ends("/initiate") || ends("/initiate-multipart")) {
            co_await json("{\"file_url\":\"" + base + "/v3.fal.media/files/a\",\"upload_url\":\""
                          + base + "/upload/a\"}");
        } else if (head.method() == http::verb::put) {
            co_await json("{\"partNumber\":" + path.substr(path.rfind('/') + 1)
                          + ",\"etag\":\"\\\"e\\\"\"}");
        } else if (ends("/status")) {
            co_await status(path);
        } else if (path.find("/requests/") != std::string::npos
                   || path.rfind("/fal.run/", 0) == 0) {
            co_await json(
                "{\"images\":[{\"url\":\"https://v3.fal.media/files/a/b.png\","
                "\"content_type\":\"image/png\",\"width\":192,\"height\":128}],\"seed\":7}");
        } else if (path.rfind("/queue.fal.run/", 0) == 0) {
            const std::string id = "r" + std::to_string(++s_requests);
            const std::string url = base + path + "/requests/" + id;
            co_await json("{\"status\":\"IN_QUEUE\",\"request_id\":\"" + id
                          + "\",\"queue_position\":0,\"response_url\":\"" + url
                          + "\",\"status_url\":\"" + url + "/status\",\"cancel_url\":\"" + url
                          + "/cancel\"}");
        } else {
            co_await json("{}");
        }
    }

    net::awaitable<void> status(const std::string &path)
    {
        static const std::string logs =
            "[{\"message\":\"step 1/28\",\"level\":\"INFO\",\"source\":\"USER\","
            "\"timestamp\":\"2026-11-22T10:00:00.000000\"}]";
        const bool isSlow = path.find("/slow/") != std::string::npos;
        if (isSlow && ++m_polls[path] <= pollsOfSlow) {
            co_await json("{\"status\":\"IN_PROGRESS\",\"logs\":" + logs + "}");
            co_return;
        }
        co_await json("{\"status\":\"COMPLETED\",\"logs\":" + logs
                      + ",\"metrics\":{\"inference_time\":0.5}}");
    }

    net::awaitable<void> json(std::string body)
    {
        http::response<http::string_body> response(http::status::ok, 11);
        response.set(http::field::content_type, "application/json");
        response.set("x-fal-request-id", "r1");
        response.body() = std::move(body);
        response.prepare_payload();
        co_await http::async_write(m_stream, response, net::use_awaitable);
    }

    /// As many events as {"count": n} asks for, many to a piece, as a busy server sends them.
    net::awaitable<void> events(const std::string &body)
    {
        const std::size_t at = body.find(':');
        const long count = at == std::string::npos ? 0 : std::stol(body.substr(at + 1));
        const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                                 "Connection: close\r\n\r\n";
        co_await net::async_write(m_stream, net::buffer(head), net::use_awaitable);
        std::string piece;
        for (long n = 0; n < count; ++n) {
            piece += "data: {\"n\":" + std::to_string(n)
                + ",\"partial\":true,\"output\":\"a word and another\"}\n\n";
            if (piece.size() > 32 * 1024 || n + 1 == count) {
                co_await net::async_write(m_stream, net::buffer(piece), net::use_awaitable);
                piece.clear();
            }
        }
        beast::error_code ignored;
        m_stream.socket().shutdown(net::ip::tcp::socket::shutdown_send, ignored);
        throw beast::system_error(net::error::eof);
    }

    net::awaitable<void> echo(Request &parser)
    {
        beast::websocket::stream<Stream> socket(std::move(m_stream));
        socket.read_message_max(64 * 1024 * 1024);
        co_await socket.async_accept(parser.get(), net::use_awaitable);
        beast::flat_buffer message;
        for (;;) {
            message.clear();
            co_await socket.async_read(message, net::use_awaitable);
            socket.binary(socket.got_binary());
            co_await socket.async_write(message.data(), net::use_awaitable);
        }
    }

    static inline long s_requests = 0;

    Stream m_stream;
    std::unordered_map<std::string, int> &m_polls;
    beast::flat_buffer m_buffer;
    std::vector<char> m_piece;
};

net::awaitable<void> serve(net::ip::tcp::socket socket, std::unordered_map<std::string, int> &polls)
{
    Connection connection(std::move(socket), polls);
    try {
        co_await connection.serve();
    } catch (const boost::system::system_error &) {
        // The client has gone: that is how every connection ends.
    }
}

net::awaitable<void> accept(net::ip::tcp::acceptor &acceptor,
                            std::unordered_map<std::string, int> &polls)
{
    for (;;) {
        net::ip::tcp::socket socket = co_await acceptor.async_accept(net::use_awaitable);
        net::co_spawn(acceptor.get_executor(), serve(std::move(socket), polls), net::detached);
    }
}

} // namespace

int main()
{
    net::io_context context(1);
    std::unordered_map<std::string, int> polls;
    net::ip::tcp::acceptor acceptor(context, {net::ip::address_v4::loopback(), 0});
    std::printf("http://127.0.0.1:%d\n", static_cast<int>(acceptor.local_endpoint().port()));
    std::fflush(stdout);
    net::co_spawn(context, accept(acceptor, polls), net::detached);
    context.run();
    return 0;
}
