#include "core/fal/storage/uploadmemory.h"

#include "core/fal/transport/faltransport.h"

namespace peregrine {

UploadOwner ownerOf(const FalTransport &transport)
{
    const QUrl &base = transport.environment().base();
    return {base.isEmpty() ? QStringLiteral("fal") : base.toString(QUrl::FullyEncoded),
            transport.account()};
}

} // namespace peregrine
