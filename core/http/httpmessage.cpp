#include "core/http/httpmessage.h"

#include "core/base/json.h"

#include <QJsonObject>

#include <algorithm>

namespace peregrine {

QByteArray HttpRequest::header(QByteArrayView name) const
{
    for (const HttpHeader &header : headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0)
            return header.value;
    }
    return {};
}

bool HttpRequest::isWebSocketUpgrade() const
{
    const QList<QByteArray> connection = header("connection").toLower().split(',');
    return method == "GET" && header("upgrade").trimmed().toLower() == "websocket"
        && std::any_of(connection.cbegin(), connection.cend(),
                       [](const QByteArray &token) { return token.trimmed() == "upgrade"; });
}

void HttpResponse::setHeader(const QByteArray &name, const QByteArray &value)
{
    for (HttpHeader &header : headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0) {
            header.value = value;
            return;
        }
    }
    headers.append({name, value});
}

bool HttpResponse::hasHeader(QByteArrayView name) const
{
    return std::any_of(headers.cbegin(), headers.cend(), [name](const HttpHeader &header) {
        return header.name.compare(name, Qt::CaseInsensitive) == 0;
    });
}

HttpResponse HttpResponse::json(int status, const QJsonValue &value)
{
    HttpResponse response;
    response.status = status;
    response.setHeader("content-type", "application/json");
    response.body = toJson(value);
    return response;
}

HttpResponse HttpResponse::detail(int status, const QString &text)
{
    return json(status, QJsonObject{{QStringLiteral("detail"), text}});
}

} // namespace peregrine
