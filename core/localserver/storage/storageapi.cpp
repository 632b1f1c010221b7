#include "core/localserver/storage/storageapi.h"

#include "core/localserver/models/modelanswer.h"

namespace peregrine::localserver {

namespace {

// rest.fal.ai / storage / upload / multipart / ID / NUMBER or complete
constexpr qsizetype multipartSegments = 6;

bool isMultipartStep(const QStringList &segments)
{
    return segments.size() == multipartSegments
        && segments.mid(1, 3)
        == QStringList{QStringLiteral("storage"), QStringLiteral("upload"),
                       QStringLiteral("multipart")};
}

bool isGcs(const HttpRequest &request)
{
    return request.target.queryValue(QStringLiteral("storage_type")) == QLatin1String("gcs");
}

/// https://v3.fal.media/upload/... of an announced upload.
QString uploadUrl(const QString &base, const QString &path, const QString &token)
{
    return QStringLiteral("%1/v3.fal.media/upload/%2?token=%3").arg(base, path, token);
}

HttpResponse announced(const QString &base, const QString &id, const QByteArray &contentType,
                       const QString &uploadUrl)
{
    StoredFile file;
    file.id = id;
    file.contentType = contentType;
    return HttpResponse::json(
        200,
        QJsonObject{{QStringLiteral("file_url"), QString(base + file.urlPath())},
                    {QStringLiteral("upload_url"), uploadUrl}});
}

/// What both ways of announcing say of the file; or the answer that says what is wrong with it.
Expected<UploadDescription, HttpResponse> announcement(const HttpRequest &request,
                                                       const QJsonObject &body)
{
    const QString type = request.target.queryValue(QStringLiteral("storage_type"));
    if (!type.isNull() && type != QLatin1String("fal-cdn-v3") && type != QLatin1String("fal-cdn")
        && type != QLatin1String("gcs")) {
        return Unexpected{
            HttpResponse::detail(400, QStringLiteral("The storage type is unknown."))};
    }
    QJsonArray faults;
    for (const char *name : {"content_type", "file_name"}) {
        const QJsonValue value = body.value(QLatin1String(name));
        if (!value.isUndefined() && !value.isString()) {
            faults.append(inputFault({QStringLiteral("body"), QLatin1String(name)},
                                     QStringLiteral("Input should be a valid string"),
                                     QStringLiteral("string_type"), {}, value));
        }
    }
    if (!faults.isEmpty())
        return Unexpected{HttpResponse::json(422, ModelAnswer::invalid(faults).body)};
    Expected<UploadDescription, HttpResponse> description = UploadDescription::fromHeaders(request);
    if (description) {
        description->contentType =
            cleanContentType(body.value(QStringLiteral("content_type")).toString().toLatin1());
        description->name = body.value(QStringLiteral("file_name")).toString();
    }
    return description;
}

} // namespace

StorageApi::StorageApi(const KeyCheck &keys, UploadTickets &tickets, MultipartUploads &uploads,
                       MultipartSteps &steps, CdnTokens &tokens)
    : ApiHandler(keys)
    , m_tickets(tickets)
    , m_uploads(uploads)
    , m_steps(steps)
    , m_tokens(tokens)
{ }

void StorageApi::handle(HttpRequest request, HttpResponder responder)
{
    const QString path = request.target.segments.mid(1).join(u'/');
    const bool simple = path == QLatin1String("storage/upload/initiate");
    const bool multipart = path == QLatin1String("storage/upload/initiate-multipart");
    const bool step = isMultipartStep(request.target.segments);
    if (!simple && !multipart && !step && path != QLatin1String("storage/auth/token"))
        responder.send(pathNotFound(request));
    else if (request.method != "POST")
        responder.send(methodNotAllowed("POST"));
    else if (step)
        continueMultipart(request, responder);
    else if (simple)
        responder.send(initiate(request));
    else
        responder.send(multipart ? initiateMultipart(request) : token(request));
}

HttpResponse StorageApi::initiate(const HttpRequest &request)
{
    const Expected<QJsonObject, HttpResponse> body = bodyObject(request);
    if (!body)
        return body.error();
    const Expected<UploadDescription, HttpResponse> description = announcement(request, *body);
    if (!description)
        return description.error();
    const UploadTickets::Ticket ticket = m_tickets.issue(*description);
    const QString base = baseOf(request);
    return announced(base, ticket.id, description->contentType,
                     uploadUrl(base, ticket.id, ticket.token));
}

HttpResponse StorageApi::initiateMultipart(const HttpRequest &request)
{
    const Expected<QJsonObject, HttpResponse> body = bodyObject(request);
    if (!body)
        return body.error();
    const Expected<UploadDescription, HttpResponse> description = announcement(request, *body);
    if (!description)
        return description.error();
    const Expected<MultipartUploads::Opened, MultipartUploads::Refusal> opened =
        m_uploads.open(*description);
    if (!opened)
        return HttpResponse::detail(opened.error().status, opened.error().text);
    const QString base = baseOf(request);
    // Clients of gcs put the number behind the whole URL, so it must have no query.
    return announced(base, opened->id, description->contentType,
                     isGcs(request) ? base + QLatin1String("/rest.fal.ai/storage/upload/multipart/")
                             + opened->id
                                    : uploadUrl(base, opened->id, opened->token));
}

void StorageApi::continueMultipart(const HttpRequest &request, const HttpResponder &responder)
{
    const QString id = request.target.segments.at(4);
    const QString step = request.target.segments.at(5);
    if (step == QLatin1String("complete"))
        return m_steps.complete(id, MultipartUploads::Order::Ascending, request, responder, {});
    const Expected<qint64, MultipartUploads::Refusal> room = m_uploads.roomFor(id, step.toInt());
    if (!room)
        return responder.send(HttpResponse::detail(room.error().status, room.error().text));
    responder.send(HttpResponse::json(
        200,
        QJsonObject{{QStringLiteral("upload_url"),
                     uploadUrl(baseOf(request), id + u'/' + step, m_uploads.tokenOf(id))}}));
}

HttpResponse StorageApi::token(const HttpRequest &request)
{
    const CdnTokens::Token token = m_tokens.issue();
    return HttpResponse::json(
        200,
        QJsonObject{
            {QStringLiteral("token"), QString::fromLatin1(token.text)},
            {QStringLiteral("token_type"), QStringLiteral("Bearer")},
            {QStringLiteral("base_url"), QString(baseOf(request) + QLatin1String("/v3.fal.media"))},
            // Python's reader of dates wants an offset, not a Z.
            {QStringLiteral("expires_at"),
             QString(token.expires.toUTC().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss"))
                     + QLatin1String("+00:00"))},
        });
}

} // namespace peregrine::localserver
