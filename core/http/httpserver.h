#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/http/httphandler.h"
#include "core/http/httplimits.h"

#include <QByteArray>
#include <QList>

#include <memory>

namespace peregrine {

/// An HTTP/1.1 server on 127.0.0.1 with a thread of its own: keep-alive, HEAD, 100-continue, bodies
/// to memory or disk, streamed answers, WebSockets, limits and timeouts. Requests whose Host or
/// Origin is not its own address are answered with 403 before a handler sees them, WebSockets too.
/// The one place that knows Boost.Beast.
class HttpServer
{
public:
    struct Options
    {
        quint16 port = 0; ///< 0: a free one
        HttpLimits limits;
        /// Names beside the loopback ones that Host may be, for a tunnel that forwards to here.
        QList<QByteArray> publicHosts{};
    };

    /// handler must live until stop() or the destructor returned.
    HttpServer(HttpHandler &handler, Options options);
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;
    ~HttpServer();

    /// Binds and starts to answer. The port, or why it cannot be had. Only once.
    [[nodiscard]] Expected<quint16, Error> start();
    /// Closes all connections and waits for the thread to end; no handler is called afterwards.
    void stop();

private:
    class Core;
    std::shared_ptr<Core> m_core;
};

} // namespace peregrine
