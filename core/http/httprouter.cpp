#include "core/http/httprouter.h"

#include <utility>

namespace peregrine {

namespace {

HttpResponse notFound()
{
    return HttpResponse::detail(404, QStringLiteral("Not Found"));
}

} // namespace

void HttpRouter::mount(const QString &prefix, HttpHandler &handler)
{
    m_handlers.insert(prefix, &handler);
}

HttpBodyPlan HttpRouter::planBody(const HttpRequest &head)
{
    HttpHandler *handler = handlerOf(head);
    return handler != nullptr ? handler->planBody(head) : HttpBodyPlan::refuse(notFound());
}

void HttpRouter::handle(HttpRequest request, HttpResponder responder)
{
    if (HttpHandler *handler = handlerOf(request))
        handler->handle(std::move(request), std::move(responder));
    else
        responder.send(notFound());
}

HttpHandler *HttpRouter::handlerOf(const HttpRequest &request) const
{
    const QStringList &segments = request.target.segments;
    if (segments.isEmpty())
        return nullptr;
    HttpHandler *handler =
        segments.size() < 2 ? nullptr : m_handlers.value(segments.at(0) + u'/' + segments.at(1));
    return handler != nullptr ? handler : m_handlers.value(segments.first());
}

} // namespace peregrine
