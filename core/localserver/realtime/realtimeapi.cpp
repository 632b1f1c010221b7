#include "core/localserver/realtime/realtimeapi.h"

#include "core/localserver/modelresponse.h"
#include "core/localserver/realtime/realtimelimits.h"
#include "core/localserver/realtime/realtimesession.h"
#include "core/localserver/realtime/unauthorizedsession.h"

#include <optional>

namespace peregrine::localserver {

namespace {

/// max_buffering, or the largest when it is left out; nothing when it is wrong.
std::optional<int> bufferingOf(const HttpRequest &request)
{
    const QString text = request.target.queryValue(QStringLiteral("max_buffering"));
    if (text.isNull())
        return RealtimeLimits::maximumBuffering;
    bool ok = false;
    const int value = text.toInt(&ok);
    const bool fits = ok && value >= 1 && value <= RealtimeLimits::maximumBuffering;
    return fits ? std::optional(value) : std::nullopt;
}

} // namespace

RealtimeApi::RealtimeApi(const RunAccess &access, const ModelRegistry &models, Options options)
    : m_access(access)
    , m_models(models)
    , m_options(options)
{
    m_pool.setMaxThreadCount(options.drawingThreads);
    m_pool.setObjectName(QStringLiteral("local server realtime"));
}

RealtimeApi::~RealtimeApi()
{
    m_pool.waitForDone();
}

void RealtimeApi::handle(const HttpRequest &request, const HttpResponder &responder)
{
    QStringList path = request.target.segments.mid(1);
    const QString mode = path.isEmpty() ? QString() : path.takeLast();
    const QString endpoint = path.join(u'/');
    const LocalModel *model = m_models.find(endpoint);
    const RealtimeModel *realtime = model != nullptr ? model->realtime() : nullptr;
    if (realtime == nullptr || mode != QLatin1String("realtime"))
        return responder.send(unknownEndpoint(m_models, endpoint + u'/' + mode));
    const std::optional<int> buffering = bufferingOf(request);
    if (!buffering) {
        return responder.send(HttpResponse::detail(
            400,
            QStringLiteral("max_buffering must be a whole number from 1 to %1.")
                .arg(RealtimeLimits::maximumBuffering)));
    }
    WebSocketLimits limits;
    limits.messageBytes = RealtimeLimits::maximumMessageBytes;
    limits.silence = m_options.sessionTimeout;
    if (m_access.passes(request)) {
        responder.upgrade(std::make_shared<RealtimeSession>(*realtime, m_pool, *buffering), limits);
    } else {
        // As fal does it: the handshake succeeds, and the first message says why not.
        responder.upgrade(std::make_shared<UnauthorizedSession>(), limits);
    }
}

} // namespace peregrine::localserver
