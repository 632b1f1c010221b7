#include "core/http/httpserver.h"

#include "core/http/httpconnection.h"

#include <QCoreApplication>
#include <QHash>

#include <boost/asio/steady_timer.hpp>

#include <thread>

namespace peregrine {

using namespace httpdetail;

class HttpServer::Core
{
public:
    Core(HttpHandler &handler, Options options)
        : m_handler(handler)
        , m_options(std::move(options))
    { }
    Core(const Core &) = delete;
    Core &operator=(const Core &) = delete;
    ~Core() { stop(); }

    Expected<quint16, Error> start()
    {
        const net::ip::tcp::endpoint wanted(net::ip::address_v4::loopback(), m_options.port);
        beast::error_code error;
        m_acceptor.open(wanted.protocol(), error);
#ifndef Q_OS_WIN
        // On Windows this would let a second server take the port of the first.
        if (!error)
            m_acceptor.set_option(net::socket_base::reuse_address(true), error);
#endif
        if (!error)
            m_acceptor.bind(wanted, error);
        if (!error)
            m_acceptor.listen(net::socket_base::max_listen_connections, error);
        if (error) {
            Error failure;
            failure.kind = Error::Kind::Network;
            failure.message =
                QCoreApplication::translate("peregrine::HttpServer",
                                            "The server cannot use port %1 of this computer: %2")
                    .arg(m_options.port)
                    .arg(QString::fromLocal8Bit(QByteArray::fromStdString(error.message())));
            return Unexpected{failure};
        }
        const quint16 port = m_acceptor.local_endpoint().port();
        m_shared = std::make_shared<const Shared>(
            Shared{m_handler, HostGuard(port, m_options.publicHosts), m_options.limits, m_context});
        accept();
        m_thread = std::thread([context = m_context] { context->run(); });
        return port;
    }

    void stop()
    {
        if (!m_thread.joinable())
            return;
        net::post(*m_context, [this] {
            beast::error_code ignored;
            m_acceptor.close(ignored);
            m_acceptTimer.cancel();
            const auto connections = std::exchange(m_connections, {});
            for (const auto &connection : connections)
                connection->close();
            m_context->stop();
        });
        m_thread.join();
    }

private:
    void accept()
    {
        if (std::exchange(m_accepting, true))
            return;
        m_acceptor.async_accept([this](beast::error_code error, net::ip::tcp::socket socket) {
            m_accepting = false;
            if (error == net::error::operation_aborted)
                return;
            if (error) // No file handle is left, for example: trying at once would spin.
                return acceptLater();
            admit(std::move(socket));
            // Over the limit the rest waits in the system's backlog; see ended().
            if (m_connections.size() < m_options.limits.connections)
                accept();
        });
    }

    void acceptLater()
    {
        m_acceptTimer.expires_after(std::chrono::milliseconds(200));
        m_acceptTimer.async_wait([this](beast::error_code error) {
            if (!error)
                accept();
        });
    }

    void admit(net::ip::tcp::socket socket)
    {
        const auto connection = std::make_shared<HttpConnection>(
            std::move(socket), m_shared, [this](HttpConnection *gone) { ended(gone); });
        m_connections.insert(connection.get(), connection);
        connection->start();
    }

    void ended(HttpConnection *connection)
    {
        m_connections.remove(connection);
        if (m_acceptor.is_open() && m_connections.size() < m_options.limits.connections)
            accept();
    }

    HttpHandler &m_handler;
    Options m_options;
    std::shared_ptr<net::io_context> m_context = std::make_shared<net::io_context>(1);
    net::ip::tcp::acceptor m_acceptor{*m_context};
    net::steady_timer m_acceptTimer{*m_context};
    std::shared_ptr<const Shared> m_shared;
    QHash<HttpConnection *, std::shared_ptr<HttpConnection>> m_connections;
    std::thread m_thread;
    bool m_accepting = false;
};

HttpServer::HttpServer(HttpHandler &handler, Options options)
    : m_core(std::make_shared<Core>(handler, std::move(options)))
{ }

HttpServer::~HttpServer()
{
    stop();
}

Expected<quint16, Error> HttpServer::start()
{
    return m_core->start();
}

void HttpServer::stop()
{
    m_core->stop();
}

} // namespace peregrine
