#pragma once

// Private to httpserver.cpp: the only file that pays for Boost.Beast.

#include "core/http/beastnames.h"
#include "core/http/hostguard.h"
#include "core/http/httphandler.h"
#include "core/http/httplimits.h"

#include <memory>

namespace peregrine::httpdetail {

/// What all connections of a server share. Outlived by none of them.
struct Shared
{
    HttpHandler &handler;
    HostGuard guard;
    HttpLimits limits;
    std::weak_ptr<net::io_context> context;
};

} // namespace peregrine::httpdetail
