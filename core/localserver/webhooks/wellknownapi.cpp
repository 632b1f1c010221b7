#include "core/localserver/webhooks/wellknownapi.h"

namespace peregrine::localserver {

WellKnownApi::WellKnownApi(const WebhookSigner &signer)
    : m_signer(signer)
{ }

HttpBodyPlan WellKnownApi::planBody(const HttpRequest &)
{
    return HttpBodyPlan::toMemory(0);
}

void WellKnownApi::handle(HttpRequest request, HttpResponder responder)
{
    if (request.target.segments.mid(2) != QStringList{QStringLiteral("jwks.json")})
        return responder.send(HttpResponse::detail(404, QStringLiteral("Not Found")));
    if (request.method != "GET") {
        HttpResponse refusal = HttpResponse::detail(405, QStringLiteral("Method Not Allowed"));
        refusal.setHeader("allow", "GET");
        return responder.send(refusal);
    }
    HttpResponse response = HttpResponse::json(200, m_signer.keySet());
    // fal's documentation lets receivers keep the set for a day.
    response.setHeader("cache-control", "public, max-age=86400");
    responder.send(response);
}

} // namespace peregrine::localserver
