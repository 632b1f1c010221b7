#pragma once

#include "core/fal/calloptions.h"
#include "core/fal/endpointid.h"
#include "core/fal/falinput.h"
#include "core/fal/falservice.h"
#include "core/fal/modeloutput.h"

#include <chrono>

namespace peregrine {

class StorageService;

/// Direct calls (fal.run): one request, the model's output as its answer, no queue.
class RunService final : public FalService
{
    Q_OBJECT

public:
    struct Options : CallOptions
    {
        enum class Method {
            Post,
            /// The input goes into the query, for endpoints that want it so.
            Get,
        };

        Method method = Method::Post;
        /// How long a silent server is waited for; 0: as long as the model takes.
        std::chrono::milliseconds patience{0};
    };

    /// Files of inputs go up through the storage, which must outlive the service.
    RunService(FalTransport &transport, StorageService &storage, QObject *parent = nullptr);

    /// Repeated only when the server cannot have begun: a run is billed even if its answer is lost.
    /// Options out of their limits fail as Validation before anything is sent.
    FalCall<ModelOutput> *run(const EndpointId &endpoint, const QJsonObject &input,
                              const Options &options);
    FalCall<ModelOutput> *run(const EndpointId &endpoint, const QJsonObject &input)
    {
        return run(endpoint, input, Options());
    }
    /// Uploads the input's files first.
    FalCall<ModelOutput> *run(const EndpointId &endpoint, const FalInput &input,
                              const Options &options);
    FalCall<ModelOutput> *run(const EndpointId &endpoint, const FalInput &input)
    {
        return run(endpoint, input, Options());
    }
    /// Without a body at all, which is not the same as an empty object for every endpoint.
    FalCall<ModelOutput> *runWithoutInput(const EndpointId &endpoint, const Options &options);

private:
    FalCall<ModelOutput> *start(FalRequest request, const EndpointId &endpoint,
                                const Options &options);

    StorageService &m_storage;
};

} // namespace peregrine
