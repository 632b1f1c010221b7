#pragma once

#include "core/http/httprouter.h"

namespace peregrine::localserver {

/// The first segment of a path is a host of fal. Gives every answer a request id, as fal does.
class ServerRouter : public HttpRouter
{
public:
    void decorate(HttpResponse &response) override;
};

} // namespace peregrine::localserver
