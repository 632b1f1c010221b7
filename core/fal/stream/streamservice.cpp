#include "core/fal/stream/streamservice.h"

#include "core/fal/stream/streamcall.h"

namespace peregrine {

StreamService::StreamService(FalTransport &transport, StorageService &storage, QObject *parent)
    : FalService(transport, parent)
    , m_storage(storage)
{ }

StreamService::~StreamService() = default;

StreamCall *StreamService::stream(const EndpointId &endpoint, const FalInput &input,
                                  const StreamOptions &options)
{
    return new StreamCall({transport(), m_managers, m_storage}, endpoint, input, options, this);
}

} // namespace peregrine
