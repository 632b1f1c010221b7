#include "core/fal/stream/streamtoken.h"

#include "core/base/json.h"
#include "core/fal/falservice.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace peregrine {

namespace {

Expected<Secret, Error> tokenOf(const FalAnswer &answer)
{
    const auto json = jsonOf(answer);
    if (!json)
        return Unexpected{json.error()};
    QString token = json->toString();
    for (const char *name : {"token", "detail"}) {
        if (token.isEmpty())
            token = json->toObject().value(QLatin1String(name)).toString();
    }
    if (token.isEmpty()) {
        return Unexpected{Error::malformed(QCoreApplication::translate(
            "peregrine::StreamCall", "The server gave no token to open the connection with."))};
    }
    return Secret(token.toUtf8());
}

} // namespace

TokenCall *requestToken(FalTransport &transport, const EndpointId &endpoint,
                        std::chrono::seconds lifetime, QObject *parent)
{
    FalRequest request;
    request.method = FalRequest::Method::Post;
    request.url = QUrl(QStringLiteral("https://rest.fal.ai/tokens/"));
    request.body = toJson(
        QJsonObject{{QStringLiteral("allowed_apps"), QJsonArray{endpoint.alias()}},
                    {QStringLiteral("token_expiration"), static_cast<qint64>(lifetime.count())}});
    return new FalRequestCall<Secret>(transport, request, tokenOf, parent);
}

} // namespace peregrine
