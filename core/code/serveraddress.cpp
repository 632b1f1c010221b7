#include "core/code/serveraddress.h"

namespace peregrine {

using namespace Qt::StringLiterals;

QString addressAt(const CodeServer &server, const QString &falAddress)
{
    switch (server.kind) {
    case CodeServer::Kind::Base:
        return server.url + u'/' + falAddress.mid(falAddress.indexOf(u"://"_s) + 3);
    case CodeServer::Kind::Proxy:
        return server.url;
    case CodeServer::Kind::Fal:
        break;
    }
    return falAddress;
}

QString uploadAddress()
{
    return u"https://rest.fal.ai/storage/upload/initiate?storage_type=fal-cdn-v3"_s;
}

QString callAddress(const CodeRequest &request, CodeCall call)
{
    const QString id = request.target.endpoint.toString();
    switch (call) {
    case CodeCall::Run:
        return u"https://fal.run/"_s + id;
    case CodeCall::Stream:
        return u"https://fal.run/"_s + id + (id.endsWith(u"/stream"_s) ? QString() : u"/stream"_s);
    case CodeCall::Subscribe:
    case CodeCall::Submit:
    case CodeCall::Realtime:
        break;
    }
    QString address = u"https://queue.fal.run/"_s + id;
    if (call == CodeCall::Submit && !request.webhookUrl.isEmpty())
        address +=
            u"?fal_webhook="_s + QString::fromLatin1(QUrl::toPercentEncoding(request.webhookUrl));
    return address;
}

} // namespace peregrine
