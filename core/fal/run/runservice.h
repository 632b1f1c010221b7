#pragma once

#include "core/fal/falinput.h"
#include "core/fal/falservice.h"
#include "core/fal/queue/queuetypes.h"

namespace peregrine {

class StorageService;

/// Direct calls (fal.run): one request, the model's output as its answer, no queue.
class RunService final : public FalService
{
    Q_OBJECT

public:
    struct Options
    {
        std::optional<double> startTimeout;
        QString hint;
        QJsonObject objectLifecycle;
        QMap<QByteArray, QByteArray> headers;
        /// How long a silent server is waited for; 0: as long as the model takes.
        std::chrono::milliseconds patience{0};
    };

    /// Files of inputs go up through the storage, which must outlive the service.
    RunService(FalTransport &transport, StorageService &storage, QObject *parent = nullptr);

    /// Repeated only when the server cannot have begun: a run is billed even if its answer is lost.
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

private:
    StorageService &m_storage;
};

} // namespace peregrine
