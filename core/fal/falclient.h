#pragma once

#include "core/fal/catalog/catalogservice.h"
#include "core/fal/catalog/platformservice.h"
#include "core/fal/queue/queueservice.h"
#include "core/fal/realtime/realtimeservice.h"
#include "core/fal/run/runservice.h"
#include "core/fal/storage/storageservice.h"
#include "core/fal/stream/streamservice.h"
#include "core/fal/transport/faltransport.h"

#include <memory>

namespace peregrine {

/// All of fal's calls on one server. What fal's JavaScript client calls `fal`, as objects:
/// fal.queue.submit is queue().submit, fal.subscribe is queue().subscribe, fal.run is run().run,
/// fal.stream is stream().stream, fal.realtime.connect is realtime().connect.
class FalClient : public QObject
{
    Q_OBJECT

public:
    /// Without a memory of its own a client remembers uploads as long as it lives.
    explicit FalClient(FalTransport::Options options, QObject *parent = nullptr,
                       std::shared_ptr<UploadMemory> uploads = {});
    ~FalClient() override;

    [[nodiscard]] FalTransport &transport() { return m_transport; }
    [[nodiscard]] QueueService &queue() { return m_queue; }
    [[nodiscard]] RunService &run() { return m_run; }
    [[nodiscard]] StreamService &stream() { return m_stream; }
    [[nodiscard]] RealtimeService &realtime() { return m_realtime; }
    [[nodiscard]] StorageService &storage() { return m_storage; }
    [[nodiscard]] CatalogService &catalog() { return m_catalog; }
    [[nodiscard]] PlatformService &platform() { return m_platform; }

private:
    FalTransport m_transport;
    StorageService m_storage;
    QueueService m_queue;
    RunService m_run;
    StreamService m_stream;
    RealtimeService m_realtime;
    CatalogService m_catalog;
    PlatformService m_platform;
};

} // namespace peregrine
