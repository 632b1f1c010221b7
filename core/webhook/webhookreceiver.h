#pragma once

#include "core/base/clock.h"
#include "core/http/httpserver.h"
#include "core/webhook/webhookdelivery.h"
#include "core/webhook/webhookendpoint.h"
#include "core/webhook/webhookverifier.h"

#include <QList>
#include <QObject>
#include <QQueue>
#include <QSet>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <memory>

namespace peregrine {

class WebhookKeySet;

/// Takes fal's webhooks: an HTTP endpoint on 127.0.0.1, for tunnels that forward to it and for
/// tests; fal itself refuses loopback addresses. Announces a delivery only when its signature is
/// good, and each request only once: fal delivers until it gets a 2xx, and may deliver twice.
/// Answers 200; 400 malformed; 401 not genuine or not recent; 403 another host; 413 too large; 503
/// when the keys cannot be had, so that fal tries again. Lives in the thread of the key set.
class WebhookReceiver : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        quint16 port = 0; ///< 0: a free one
        /// Names under which a tunnel forwards, without a port: "example.org".
        QStringList publicHosts{};
        /// Results with pictures in them (sync_mode) are large.
        qint64 maxBodyBytes = 16LL * 1024 * 1024;
        /// How many request ids are known again; the oldest are forgotten first.
        qsizetype remembered = 4096;
        std::chrono::seconds tolerance = WebhookVerifier::defaultTolerance;
    };

    /// Keys and clock must outlive it.
    WebhookReceiver(WebhookKeySet &keys, const Clock &clock, const Options &options,
                    QObject *parent = nullptr);
    ~WebhookReceiver() override;

    /// The address to forward to; any path below it will do. Only once.
    [[nodiscard]] Expected<QUrl, Error> start();

Q_SIGNALS:
    /// The 200 leaves when all slots have returned: what they have kept by then is kept.
    void delivered(const peregrine::WebhookDelivery &delivery,
                   const peregrine::WebhookMessage &message);
    /// A delivery of a request that was announced before; answered with 200.
    void repeated(const peregrine::RequestId &requestId);
    void refused(const peregrine::WebhookRefusal &refusal);

private:
    using Arrived = WebhookEndpoint::Arrived;

    void judge(const Arrived &arrived, bool mayWait);
    void judgeWaiting();
    void refuse(const Arrived &arrived, const WebhookRefusal &refusal);
    void accept(const Arrived &arrived);
    void remember(const RequestId &requestId);

    WebhookKeySet &m_keys;
    const Clock &m_clock;
    qsizetype m_remembered;
    WebhookVerifier m_verifier;
    WebhookEndpoint m_endpoint;
    HttpServer m_server;
    /// Until the keys are there; no more than the server has connections.
    QList<Arrived> m_waiting;
    QSet<RequestId> m_known;
    QQueue<RequestId> m_knownInOrder;
};

} // namespace peregrine
