#pragma once

#include "core/fal/falreply.h"

namespace peregrine {

/// A call that ends with an error at once: what was asked for is wrong, nothing was sent.
template <typename T> class FailedCall final : public FalCall<T>
{
public:
    FailedCall(const Error &error, QObject *parent)
        : FalCall<T>(parent)
    {
        this->fail(error);
    }
};

} // namespace peregrine
