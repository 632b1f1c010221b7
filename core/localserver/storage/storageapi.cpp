#include "core/localserver/storage/storageapi.h"

#include "core/localserver/storage/filestore.h"
#include "core/localserver/models/modelanswer.h"

namespace peregrine::localserver {

StorageApi::StorageApi(const KeyCheck &keys, UploadTickets &tickets)
    : ApiHandler(keys)
    , m_tickets(tickets)
{ }

void StorageApi::handle(HttpRequest request, HttpResponder responder)
{
    const QString path = request.target.segments.mid(1).join(u'/');
    if (path != QLatin1String("storage/upload/initiate"))
        responder.send(pathNotFound(request));
    else if (request.method != "POST")
        responder.send(methodNotAllowed("POST"));
    else
        responder.send(initiate(request));
}

HttpResponse StorageApi::initiate(const HttpRequest &request)
{
    const QString type = request.target.queryValue(QStringLiteral("storage_type"));
    if (!type.isNull() && type != QLatin1String("fal-cdn-v3") && type != QLatin1String("gcs"))
        return HttpResponse::detail(400, QStringLiteral("The storage type is unknown."));
    const Expected<QJsonObject, HttpResponse> body = bodyObject(request);
    if (!body)
        return body.error();
    QJsonArray faults;
    for (const char *name : {"content_type", "file_name"}) {
        const QJsonValue value = body->value(QLatin1String(name));
        if (!value.isUndefined() && !value.isString()) {
            faults.append(inputFault({QStringLiteral("body"), QLatin1String(name)},
                                     QStringLiteral("Input should be a valid string"),
                                     QStringLiteral("string_type"), {}, value));
        }
    }
    if (!faults.isEmpty())
        return HttpResponse::json(422, ModelAnswer::invalid(faults).body);

    const UploadTickets::Ticket ticket = m_tickets.issue(
        cleanContentType(body->value(QStringLiteral("content_type")).toString().toLatin1()),
        body->value(QStringLiteral("file_name")).toString());
    StoredFile file;
    file.id = ticket.id;
    file.contentType = ticket.contentType;
    const QString base = baseOf(request);
    return HttpResponse::json(200,
                              QJsonObject{
                                  {QStringLiteral("file_url"), QString(base + file.urlPath())},
                                  {QStringLiteral("upload_url"),
                                   QStringLiteral("%1/v3.fal.media/upload/%2?token=%3")
                                       .arg(base, ticket.id, ticket.token)},
                              });
}

} // namespace peregrine::localserver
