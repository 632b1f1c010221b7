#include "core/fal/realtime/realtimerequest.h"

#include "core/fal/stream/formencoding.h"
#include "core/fal/transport/faltransport.h"

namespace peregrine {

QNetworkRequest realtimeRequest(const FalTransport &transport, const EndpointId &app,
                                const std::optional<Secret> &token, std::optional<int> maxBuffering)
{
    QByteArray query;
    if (token)
        query = "fal_jwt_token=" + formEncoded(QString::fromUtf8(token->reveal()));
    if (maxBuffering) {
        query += (query.isEmpty() ? "" : "&") + QByteArray("max_buffering=")
            + QByteArray::number(*maxBuffering);
    }
    FalRequest plain;
    plain.url.setScheme(QStringLiteral("https"));
    plain.url.setHost(QStringLiteral("fal.run"));
    plain.url.setPath(u'/' + app.toString());
    if (!query.isEmpty())
        plain.url.setQuery(QString::fromLatin1(query), QUrl::StrictMode);

    const QNetworkRequest http = transport.wireRequest(plain);
    QUrl address = http.url();
    address.setScheme(address.scheme() == QLatin1String("https") ? QStringLiteral("wss")
                                                                 : QStringLiteral("ws"));
    QNetworkRequest request(address);
    request.setRawHeader("User-Agent", http.rawHeader("User-Agent"));
    // The token stands for the key.
    if (!token && http.hasRawHeader("Authorization"))
        request.setRawHeader("Authorization", http.rawHeader("Authorization"));
    return request;
}

} // namespace peregrine
