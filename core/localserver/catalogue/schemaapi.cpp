#include "core/localserver/catalogue/schemaapi.h"

namespace peregrine::localserver {

SchemaApi::SchemaApi(const KeyCheck &keys, const ModelRegistry &models)
    : ApiHandler(keys)
    , m_models(models)
{ }

HttpBodyPlan SchemaApi::planBody(const HttpRequest &)
{
    return HttpBodyPlan::toMemory(0);
}

void SchemaApi::handle(HttpRequest request, HttpResponder responder)
{
    const QString path = request.target.segments.mid(1).join(u'/');
    if (path != QLatin1String("api/openapi/queue/openapi.json"))
        return responder.send(pathNotFound(request));
    if (request.method != "GET")
        return responder.send(methodNotAllowed("GET"));
    const LocalModel *model =
        m_models.find(request.target.queryValue(QStringLiteral("endpoint_id")));
    // fal answers an unknown id with null, not with an object.
    responder.send(model != nullptr ? HttpResponse::json(200, model->openApi(baseOf(request)))
                                    : HttpResponse::json(404, QJsonValue::Null));
}

} // namespace peregrine::localserver
