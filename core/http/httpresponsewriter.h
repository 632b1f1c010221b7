#pragma once

// Private to httpserver.cpp: the only file that pays for Boost.Beast.

#include "core/http/beastnames.h"
#include "core/http/httpmessage.h"

#include <QDateTime>
#include <QFile>
#include <QLocale>

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <optional>
#include <utility>

namespace peregrine::httpdetail {

/// The handler's headers, and the date.
template <typename Message> void insertHeaders(Message &message, const HttpResponse &response)
{
    for (const HttpHeader &header : response.headers)
        message.insert(toView(header.name), toView(header.value));
    const QByteArray date = QLocale::c()
                                .toString(QDateTime::currentDateTimeUtc(),
                                          QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"))
                                .toLatin1();
    message.set(http::field::date, toView(date));
}

/// Writes one response after the other to a connection, files piece by piece. Part of the
/// connection: whoever calls keeps it alive by what done holds.
class HttpResponseWriter
{
public:
    using Done = std::function<void(bool written)>;

    HttpResponseWriter(beast::tcp_stream &stream, std::chrono::milliseconds timeout)
        : m_stream(stream)
        , m_timeout(timeout)
    { }

    /// head: without the body, whose length is told all the same.
    void write(HttpResponse response, bool head, bool keepAlive, Done done)
    {
        m_response = std::move(response);
        qint64 size = m_response.body.size();
        m_unsent = 0;
        if (m_response.file) {
            size = openFile() ? m_response.file->size : 0;
            m_unsent = head ? 0 : size;
        }

        m_message.emplace();
        m_message->version(11);
        m_message->result(static_cast<unsigned>(m_response.status));
        insertHeaders(*m_message, m_response);
        m_message->content_length(static_cast<std::uint64_t>(size));
        m_message->keep_alive(keepAlive);
        const bool headOnly = head || m_response.file.has_value();
        if (!headOnly) {
            m_message->body() = {m_response.body.constData(),
                                 static_cast<std::size_t>(m_response.body.size())};
        }
        m_serializer.emplace(*m_message);
        m_stream.expires_after(m_timeout);
        // done travels with the operation: kept here it would keep the connection for ever.
        auto written = [this, done = std::move(done)](beast::error_code error,
                                                      std::size_t) mutable {
            onWritten(error, std::move(done));
        };
        if (headOnly)
            http::async_write_header(m_stream, *m_serializer, std::move(written));
        else
            http::async_write(m_stream, *m_serializer, std::move(written));
    }

private:
    static constexpr std::size_t chunkBytes = 64 * 1024;

    /// A file that has gone since the handler looked becomes an empty 404.
    bool openFile()
    {
        m_file.emplace(m_response.file->path);
        if (m_file->open(QIODevice::ReadOnly) && m_file->seek(m_response.file->offset))
            return true;
        m_file.reset();
        m_response.status = 404;
        m_response.file.reset();
        m_response.body.clear();
        return false;
    }

    void onWritten(beast::error_code error, Done done)
    {
        if (!error && m_unsent > 0)
            return writeFile(std::move(done));
        finish(!error, done);
    }

    void writeFile(Done done)
    {
        const qint64 size =
            m_file->read(m_chunk.data(), std::min<qint64>(m_unsent, qint64(m_chunk.size())));
        if (size <= 0)
            return finish(false, done);
        m_unsent -= size;
        m_stream.expires_after(m_timeout);
        net::async_write(
            m_stream, net::buffer(m_chunk.data(), static_cast<std::size_t>(size)),
            [this, done = std::move(done)](beast::error_code error, std::size_t) mutable {
                onWritten(error, std::move(done));
            });
    }

    void finish(bool written, const Done &done)
    {
        m_file.reset();
        m_response = {};
        done(written);
    }

    beast::tcp_stream &m_stream;
    std::chrono::milliseconds m_timeout;
    HttpResponse m_response;
    std::optional<http::response<http::span_body<const char>>> m_message;
    std::optional<http::response_serializer<http::span_body<const char>>> m_serializer;
    std::optional<QFile> m_file;
    qint64 m_unsent = 0;
    std::array<char, chunkBytes> m_chunk{};
};

} // namespace peregrine::httpdetail
