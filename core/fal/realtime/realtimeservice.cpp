#include "core/fal/realtime/realtimeservice.h"

#include "core/fal/realtime/realtimeconnection.h"
#include "core/fal/realtime/realtimesession.h"

namespace peregrine {

namespace {

constexpr int fewestBuffered = 1;
constexpr int mostBuffered = 60;

Unexpected<Error> refused(const QString &message)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = message;
    return Unexpected{error};
}

/// The endpoint with the path, which it may end in already.
Expected<EndpointId, Error> appOf(const EndpointId &endpoint, const QString &path)
{
    const QString id = endpoint.toString();
    const QString below = path.split(u'/', Qt::SkipEmptyParts).join(u'/');
    if (below.isEmpty() || id.endsWith(u'/' + below))
        return endpoint;
    return EndpointId::parse(id + u'/' + below);
}

} // namespace

RealtimeService::RealtimeService(FalTransport &transport, QObject *parent)
    : FalService(transport, parent)
{ }

RealtimeService::~RealtimeService() = default;

Expected<std::unique_ptr<RealtimeConnection>, Error>
RealtimeService::connect(const EndpointId &endpoint, const RealtimeOptions &options)
{
    if (const auto possible = transport().environment().checkRealtime(); !possible)
        return Unexpected{possible.error()};
    if (endpoint.isEmpty())
        return refused(tr("There is no endpoint to connect to."));
    if (options.maxBuffering
        && (*options.maxBuffering < fewestBuffered || *options.maxBuffering > mostBuffered)) {
        return refused(tr("maxBuffering is %1; it must be from %2 to %3.")
                           .arg(*options.maxBuffering)
                           .arg(fewestBuffered)
                           .arg(mostBuffered));
    }
    if (options.throttleInterval.count() < 0 || options.reconnectDelay.count() < 0
        || options.maxReconnectDelay.count() < 0 || options.idleTimeout.count() < 0
        || options.openTimeout.count() <= 0
        || options.tokenExpirationSeconds.value_or(std::chrono::seconds(1)).count() <= 0) {
        return refused(tr("A time of the connection's options is below zero."));
    }
    const auto app = appOf(endpoint, options.path);
    if (!app)
        return Unexpected{app.error()};

    const QString name = app->toString() + u' ' + options.connectionKey;
    QPointer<RealtimeSession> session;
    if (!options.connectionKey.isEmpty())
        session = m_shared.value(name);
    if (!session || session->newestUser() == nullptr) {
        session = new RealtimeSession(transport(), endpoint, *app, options, this);
        if (!options.connectionKey.isEmpty())
            m_shared.insert(name, session);
    }
    return std::make_unique<RealtimeConnection>(*session);
}

} // namespace peregrine
