#include "core/localserver/thumbnails/thumbnailsapi.h"

#include "core/localserver/thumbnails/thumbnailpath.h"

#include <QCryptographicHash>

namespace peregrine::localserver {

namespace {

/// Whether If-None-Match names the tag, or says that any will do.
bool isKnown(const QByteArray &header, const QByteArray &tag)
{
    const QList<QByteArray> tags = header.split(',');
    for (const QByteArray &entry : tags) {
        QByteArray known = entry.trimmed();
        if (known.startsWith("W/"))
            known = known.mid(2);
        if (known == tag || known == "*")
            return true;
    }
    return false;
}

HttpResponse answer(const QByteArray &jpeg, const QByteArray &knownTags)
{
    if (jpeg.isEmpty())
        return HttpResponse::detail(500, QStringLiteral("The picture could not be painted."));
    const QByteArray tag =
        '"' + QCryptographicHash::hash(jpeg, QCryptographicHash::Sha256).toHex().left(32) + '"';
    HttpResponse response;
    response.setHeader("etag", tag);
    // Not for ever: a later version of this server may paint it another way.
    response.setHeader("cache-control", "public, max-age=86400");
    if (isKnown(knownTags, tag)) {
        response.status = 304;
        return response;
    }
    response.setHeader("content-type", "image/jpeg");
    response.setHeader("x-content-type-options", "nosniff");
    response.body = jpeg;
    return response;
}

} // namespace

ThumbnailsApi::ThumbnailsApi(const ModelRegistry &models, int threads)
    : m_models(models)
    , m_store(threads)
{ }

void ThumbnailsApi::handle(const HttpRequest &request, const HttpResponder &responder)
{
    const QString endpoint = endpointOfThumbnail(request.target.segments);
    const LocalModel *model = endpoint.isEmpty() ? nullptr : m_models.find(endpoint);
    if (model == nullptr)
        return responder.send(HttpResponse::detail(404, QStringLiteral("File not found")));
    m_store.fetch(*model,
                  [responder, known = request.header("if-none-match")](const QByteArray &jpeg) {
                      responder.send(answer(jpeg, known));
                  });
}

} // namespace peregrine::localserver
