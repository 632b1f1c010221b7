#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/fal/endpointid.h"

#include <QString>

namespace peregrine {

/// A request that a server has, wherever it was sent from.
struct RequestReference
{
    EndpointId endpoint;
    RequestId request;

    friend bool operator==(const RequestReference &, const RequestReference &) = default;
};

/// What people paste: a request id alone (then it is the given endpoint's), "ENDPOINT ID", a URL of
/// the queue (its status, response or cancel URL), a page of fal's dashboard, or a submit's answer
/// as JSON. Only names are taken from it, never the address to ask. The error says what is missing.
[[nodiscard]] Expected<RequestReference, Error> readRequestReference(const QString &text,
                                                                     const EndpointId &endpoint);

} // namespace peregrine
