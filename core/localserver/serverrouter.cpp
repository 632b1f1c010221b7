#include "core/localserver/serverrouter.h"

#include "core/base/ids.h"

namespace peregrine::localserver {

void ServerRouter::decorate(HttpResponse &response)
{
    if (!response.hasHeader("x-fal-request-id"))
        response.setHeader("x-fal-request-id", makeIdText().toLatin1());
}

} // namespace peregrine::localserver
