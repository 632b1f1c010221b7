#include "core/http/httphandler.h"

#include <utility>

namespace peregrine {

HttpBodyPlan HttpBodyPlan::toMemory(qint64 limit)
{
    HttpBodyPlan plan;
    plan.limit = limit;
    return plan;
}

HttpBodyPlan HttpBodyPlan::toFile(QString path, qint64 limit)
{
    HttpBodyPlan plan;
    plan.kind = Kind::File;
    plan.limit = limit;
    plan.path = std::move(path);
    return plan;
}

HttpBodyPlan HttpBodyPlan::refuse(HttpResponse response)
{
    HttpBodyPlan plan;
    plan.kind = Kind::Refuse;
    plan.refusal = std::move(response);
    return plan;
}

HttpHandler::~HttpHandler() = default;

void HttpHandler::decorate(HttpResponse &)
{ }

} // namespace peregrine
