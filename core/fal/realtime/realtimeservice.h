#pragma once

#include "core/fal/endpointid.h"
#include "core/fal/falservice.h"
#include "core/fal/realtime/realtimeoptions.h"

#include <QHash>
#include <QPointer>

#include <memory>

namespace peregrine {

class RealtimeConnection;
class RealtimeSession;

/// Models that answer as fast as one can draw (fal.realtime of the JavaScript client): a WebSocket
/// that stays open. Only apps with a realtime path have it.
class RealtimeService final : public FalService
{
    Q_OBJECT

public:
    /// The transport must outlive the service. Connections may outlive it; they are idle for ever
    /// then.
    explicit RealtimeService(FalTransport &transport, QObject *parent = nullptr);
    ~RealtimeService() override;

    /// Opens nothing yet. A Validation error when an option is wrong, or where WebSockets cannot
    /// work (a proxy of fal's kind).
    [[nodiscard]] Expected<std::unique_ptr<RealtimeConnection>, Error>
    connect(const EndpointId &endpoint, const RealtimeOptions &options = {});

private:
    QHash<QString, QPointer<RealtimeSession>> m_shared;
};

} // namespace peregrine
