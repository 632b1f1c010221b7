#pragma once

// Private to httpserver.cpp: the only file that pays for Boost.Beast.

#include <QByteArray>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

namespace peregrine::httpdetail {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

inline QByteArray toBytes(beast::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

inline beast::string_view toView(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace peregrine::httpdetail
