#include "core/http/byterange.h"
#include "core/http/httpserver.h"
#include "tests/fuzz/fuzzinput.h"

#include <QTemporaryDir>

#include <arpa/inet.h>
#include <cerrno>
#include <memory>
#include <sys/socket.h>
#include <unistd.h>

using namespace peregrine;

namespace {

/// Answers what it was asked, so that every part of a request is read.
class Echo final : public HttpHandler
{
public:
    HttpBodyPlan planBody(const HttpRequest &head) override
    {
        if (head.target.queryValue(QStringLiteral("to")) == QLatin1String("file"))
            return HttpBodyPlan::toFile(m_folder.filePath(QString::number(++m_files)), maxBody);
        return HttpBodyPlan::toMemory(maxBody);
    }
    void handle(HttpRequest request, HttpResponder responder) override
    {
        fuzz::require(request.body.size() <= maxBody && request.bodySize <= maxBody);
        for (const QString &segment : request.target.segments)
            fuzz::require(!segment.isEmpty() && segment != QLatin1String("..")
                          && !segment.contains(QLatin1Char('/')));
        const ByteRange range = ByteRange::parse(request.header("range"), request.body.size());
        fuzz::require(range.kind != ByteRange::Kind::Part
                      || (range.first >= 0 && range.first + range.size <= request.body.size()));
        if (!request.bodyFile.isEmpty())
            QFile::remove(request.bodyFile);
        HttpResponse response;
        response.setHeader("Content-Type", "application/octet-stream");
        response.body = request.body;
        responder.send(std::move(response));
    }

private:
    static constexpr qint64 maxBody = 64 * 1024;

    QTemporaryDir m_folder;
    qint64 m_files = 0;
};

struct Target
{
    Echo echo;
    std::unique_ptr<HttpServer> server;
    quint16 port = 0;

    Target()
    {
        HttpServer::Options options;
        options.limits.idle = std::chrono::seconds(1);
        options.limits.head = std::chrono::seconds(1);
        options.limits.body = std::chrono::seconds(1);
        server = std::make_unique<HttpServer>(echo, options);
        const auto started = server->start();
        fuzz::require(started.hasValue());
        port = *started;
    }
};

} // namespace

/// Bytes on the wire: a real connection to a real server, which must answer or close and go on.
/// "@" in the bytes stands for the server's port, so that the Host check can be passed.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Target target;
    fuzz::Input input(data, size);
    const QByteArray bytes = input.rest().replace('@', QByteArray::number(target.port));

    const int connection = ::socket(AF_INET, SOCK_STREAM, 0);
    fuzz::require(connection >= 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(target.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(connection, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0) {
        // Tens of thousands of connections a minute use up the client's ports for a while, and
        // libFuzzer's own timer interrupts; anything else means that the server is gone.
        fuzz::require(errno == EADDRNOTAVAIL || errno == EINTR);
        ::close(connection);
        return 0;
    }
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const ssize_t count = ::send(connection, bytes.constData() + sent,
                                     static_cast<size_t>(bytes.size() - sent), MSG_NOSIGNAL);
        if (count <= 0)
            break;
        sent += count;
    }
    ::shutdown(connection, SHUT_WR);
    char answer[4096];
    while (::recv(connection, answer, sizeof answer, 0) > 0) { }
    ::close(connection);
    return 0;
}
