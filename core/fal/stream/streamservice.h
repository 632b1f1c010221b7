#pragma once

#include "core/fal/endpointid.h"
#include "core/fal/falinput.h"
#include "core/fal/falservice.h"
#include "core/fal/stream/streammanagers.h"
#include "core/fal/stream/streamoptions.h"

namespace peregrine {

class StorageService;
class StreamCall;

/// Models that answer while they work (fal.stream of the JavaScript client): partial texts,
/// pictures that get sharper, sound. Only models with a /stream path have it.
class StreamService final : public FalService
{
    Q_OBJECT

public:
    /// Files of inputs go up through the storage, which must outlive the service.
    StreamService(FalTransport &transport, StorageService &storage, QObject *parent = nullptr);
    ~StreamService() override;

    /// Any number at once; none waits for another. The request leaves once: it is repeated only
    /// when no connection could be made.
    StreamCall *stream(const EndpointId &endpoint, const FalInput &input,
                       const StreamOptions &options = {});

private:
    StorageService &m_storage;
    StreamManagers m_managers;
};

} // namespace peregrine
