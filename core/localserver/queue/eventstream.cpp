#include "core/localserver/queue/eventstream.h"

#include "core/base/json.h"

namespace peregrine::localserver {

HttpResponse eventStreamHead(const QString &requestId)
{
    HttpResponse head;
    head.setHeader("content-type", "text/event-stream; charset=utf-8");
    head.setHeader("cache-control", "no-store");
    head.setHeader("x-fal-request-id", requestId.toLatin1());
    return head;
}

HttpStreamFiller eventStreamComment(std::chrono::milliseconds after)
{
    return {": keep-alive\n\n", after};
}

QByteArray eventOf(const QJsonValue &data)
{
    return "data: " + toJson(data) + "\n\n";
}

} // namespace peregrine::localserver
