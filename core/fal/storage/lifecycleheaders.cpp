#include "core/fal/storage/lifecycleheaders.h"

namespace peregrine {

QByteArray lifecycleHeader(const ObjectLifecycle &lifecycle)
{
    return lifecycle.headerValue();
}

Headers initiateHeaders(const ObjectLifecycle &lifecycle)
{
    if (lifecycle.isEmpty())
        return {};
    return {{"X-Fal-Object-Lifecycle", lifecycleHeader(lifecycle)}};
}

Headers cdnHeaders(const ObjectLifecycle &lifecycle)
{
    if (lifecycle.isEmpty())
        return {};
    const QByteArray json = lifecycleHeader(lifecycle);
    return {{"X-Fal-Object-Lifecycle", json}, {"X-Fal-Object-Lifecycle-Preference", json}};
}

std::optional<qint64> lifetimeSeconds(const ObjectLifecycle &lifecycle)
{
    return lifecycle.expiresIn;
}

} // namespace peregrine
