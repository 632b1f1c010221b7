#include "core/localserver/storage/filesapi.h"

#include "core/http/byterange.h"
#include "core/localserver/serverid.h"

#include <QFile>
#include <QStorageInfo>

namespace peregrine::localserver {

namespace {

// Left for everybody else on the disk.
constexpr qint64 reservedBytes = 64 * 1024 * 1024;

HttpResponse notFound()
{
    return HttpResponse::detail(404, QStringLiteral("File not found"));
}

} // namespace

FilesApi::FilesApi(FileStore &files, const UploadTickets &tickets)
    : m_files(files)
    , m_tickets(tickets)
{ }

HttpBodyPlan FilesApi::planBody(const HttpRequest &head)
{
    if (!isUpload(head))
        return HttpBodyPlan::toMemory(0);
    if (head.method != "PUT") {
        HttpResponse response = HttpResponse::detail(405, QStringLiteral("Method Not Allowed"));
        response.setHeader("allow", "PUT");
        return HttpBodyPlan::refuse(response);
    }
    if (!ticketOf(head)) {
        return HttpBodyPlan::refuse(
            HttpResponse::detail(403, QStringLiteral("The upload URL is not valid any more.")));
    }
    const QString part = m_files.newPartPath();
    const qint64 length = head.header("content-length").toLongLong();
    const QStorageInfo disk(part.section(u'/', 0, -2));
    if (disk.isValid() && length <= maximumUploadBytes
        && length + reservedBytes > disk.bytesAvailable()) {
        return HttpBodyPlan::refuse(
            HttpResponse::detail(507, QStringLiteral("The server's disk is full.")));
    }
    return HttpBodyPlan::toFile(part, maximumUploadBytes);
}

void FilesApi::handle(HttpRequest request, HttpResponder responder)
{
    responder.send(isUpload(request) ? take(request) : give(request));
}

bool FilesApi::isUpload(const HttpRequest &request)
{
    const QStringList &path = request.target.segments;
    return path.size() == 3 && path.at(1) == QLatin1String("upload");
}

std::optional<UploadTickets::Ticket> FilesApi::ticketOf(const HttpRequest &request) const
{
    return m_tickets.find(request.target.segments.at(2),
                          request.target.queryValue(QStringLiteral("token")));
}

HttpResponse FilesApi::take(const HttpRequest &request)
{
    const std::optional<UploadTickets::Ticket> ticket = ticketOf(request);
    if (!ticket) {
        QFile::remove(request.bodyFile);
        return HttpResponse::detail(403, QStringLiteral("The upload URL is not valid any more."));
    }
    const Expected<StoredFile, Error> stored =
        m_files.adopt(ticket->id, request.bodyFile, ticket->contentType, ticket->name);
    if (!stored)
        return HttpResponse::detail(507, QStringLiteral("The server cannot keep the file."));
    return HttpResponse::json(200, QJsonValue(QJsonValue::Null));
}

HttpResponse FilesApi::give(const HttpRequest &request) const
{
    // v3.fal.media / files / local / ID.suffix
    const QStringList &path = request.target.segments;
    if (path.size() != 4 || path.at(1) != QLatin1String("files")
        || path.at(2) != QLatin1String("local"))
        return notFound();
    if (request.method != "GET") {
        HttpResponse response = HttpResponse::detail(405, QStringLiteral("Method Not Allowed"));
        response.setHeader("allow", "GET, HEAD");
        return response;
    }
    const std::optional<StoredFile> file = m_files.find(path.at(3).section(u'.', 0, 0));
    if (!file)
        return notFound();

    HttpResponse response;
    response.setHeader("content-type", file->contentType);
    response.setHeader("accept-ranges", "bytes");
    response.setHeader("cache-control", "private, max-age=3600, immutable");
    // An uploaded page must not run scripts as if it were part of this server.
    response.setHeader("x-content-type-options", "nosniff");
    response.setHeader("content-security-policy", "sandbox; default-src 'none'");
    const ByteRange range = ByteRange::parse(request.header("range"), file->size);
    const QByteArray size = QByteArray::number(file->size);
    if (range.kind == ByteRange::Kind::Unsatisfiable) {
        response.status = 416;
        response.setHeader("content-range", "bytes */" + size);
        return response;
    }
    if (range.kind == ByteRange::Kind::Part) {
        response.status = 206;
        response.setHeader("content-range",
                           "bytes " + QByteArray::number(range.first) + '-'
                               + QByteArray::number(range.first + range.size - 1) + '/' + size);
    }
    response.file = HttpFileSlice{file->path, range.first, range.size};
    return response;
}

} // namespace peregrine::localserver
