#include "core/localserver/storage/filesapi.h"

#include "core/http/byterange.h"
#include "core/localserver/thumbnails/thumbnailpath.h"

#include <utility>

namespace peregrine::localserver {

namespace {

HttpResponse notFound()
{
    return HttpResponse::detail(404, QStringLiteral("File not found"));
}

} // namespace

FilesApi::FilesApi(const KeyCheck &keys, const FileStore &files, CdnApi &cdn,
                   ThumbnailsApi &thumbnails)
    : m_keys(keys)
    , m_files(files)
    , m_cdn(cdn)
    , m_thumbnails(thumbnails)
{ }

HttpBodyPlan FilesApi::planBody(const HttpRequest &head)
{
    return head.method == "GET" ? HttpBodyPlan::toMemory(0) : m_cdn.planBody(head);
}

void FilesApi::handle(HttpRequest request, HttpResponder responder)
{
    if (request.method != "GET")
        m_cdn.handle(std::move(request), std::move(responder));
    else if (isThumbnailPath(request.target.segments))
        m_thumbnails.handle(request, responder);
    else
        responder.send(give(request));
}

HttpResponse FilesApi::give(const HttpRequest &request) const
{
    // v3.fal.media / files / local / ID.suffix
    const QStringList &path = request.target.segments;
    if (path.size() != 4 || path.at(2) != QLatin1String("local"))
        return notFound();
    const std::optional<StoredFile> file = m_files.find(path.at(3).section(u'.', 0, 0));
    if (!file)
        return notFound();
    const bool everybody = file->access == ObjectLifecycle::Access::Allow;
    if (!everybody && !m_keys.isOwner(request)) {
        return file->access == ObjectLifecycle::Access::Hide
            ? notFound()
            : HttpResponse::detail(403, QStringLiteral("Only its owner may fetch this file."));
    }

    HttpResponse response;
    response.setHeader("content-type", file->contentType);
    response.setHeader("accept-ranges", "bytes");
    response.setHeader("cache-control",
                       everybody && !file->expires.isValid() ? "private, max-age=3600, immutable"
                                                             : "no-store");
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
