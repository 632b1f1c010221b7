#include "core/localserver/modelresponse.h"

#include "core/localserver/storage/fileurls.h"

namespace peregrine::localserver {

HttpResponse modelResponse(const StoredRequest &stored, const QString &base)
{
    HttpResponse response = HttpResponse::json(stored.status, withFileUrls(stored.output, base));
    response.setHeader("x-fal-request-id", stored.id.toLatin1());
    if (stored.units > 0)
        response.setHeader("x-fal-billable-units", QByteArray::number(stored.units));
    if (!stored.errorType.isEmpty())
        response.setHeader("x-fal-error-type", stored.errorType.toLatin1());
    if (stored.status >= 400)
        response.setHeader("x-fal-needs-retry", "0");
    // Tells clients that the time they set themselves has run out.
    if (stored.errorType == QLatin1String("request_timeout"))
        response.setHeader("x-fal-request-timeout-type", "user");
    return response;
}

HttpResponse unknownEndpoint(const ModelRegistry &models, const QString &endpoint)
{
    const QString application = endpoint.section(u'/', 0, 1);
    if (models.hasApplication(application)) {
        return HttpResponse::detail(
            404, QStringLiteral("Path /%1 not found").arg(endpoint.section(u'/', 2)));
    }
    return HttpResponse::detail(404,
                                QStringLiteral("Application \"%1\" not found").arg(application));
}

} // namespace peregrine::localserver
