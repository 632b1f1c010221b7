#include "core/localserver/apihandler.h"

#include "core/base/json.h"
#include "core/localserver/models/modelanswer.h"
#include "core/localserver/storage/fileurls.h"

namespace peregrine::localserver {

ApiHandler::ApiHandler(const KeyCheck &keys)
    : m_keys(keys)
{ }

HttpBodyPlan ApiHandler::planBody(const HttpRequest &head)
{
    if (!m_keys.passes(head))
        return HttpBodyPlan::refuse(unauthorized());
    return HttpBodyPlan::toMemory(maximumJsonBytes);
}

QString ApiHandler::baseOf(const HttpRequest &request)
{
    return serverBase(request);
}

Expected<QJsonObject, HttpResponse> ApiHandler::bodyObject(const HttpRequest &request)
{
    if (request.body.trimmed().isEmpty())
        return QJsonObject();
    const Expected<QJsonValue, QString> json = parseJson(request.body);
    if (!json) {
        return Unexpected{HttpResponse::detail(
            400, QStringLiteral("The body is not valid JSON: %1").arg(json.error()))};
    }
    if (!json->isObject()) {
        const ModelAnswer answer = ModelAnswer::invalid(
            {inputFault({QStringLiteral("body")}, QStringLiteral("Input should be a valid object"),
                        QStringLiteral("dict_type"))});
        return Unexpected{HttpResponse::json(answer.status, answer.body)};
    }
    return json->toObject();
}

HttpResponse ApiHandler::methodNotAllowed(const QByteArray &allowed)
{
    HttpResponse response = HttpResponse::detail(405, QStringLiteral("Method Not Allowed"));
    response.setHeader("allow", allowed);
    return response;
}

HttpResponse ApiHandler::pathNotFound(const HttpRequest &request)
{
    return HttpResponse::detail(
        404, QStringLiteral("Path /%1 not found").arg(request.target.segments.mid(1).join(u'/')));
}

HttpResponse ApiHandler::unauthorized()
{
    return HttpResponse::detail(401, QStringLiteral("invalid key credentials"));
}

} // namespace peregrine::localserver
