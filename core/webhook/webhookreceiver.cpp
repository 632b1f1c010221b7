#include "core/webhook/webhookreceiver.h"

#include "core/webhook/webhookkeyset.h"

#include <QPointer>

#include <utility>

namespace peregrine {

namespace {

using Reason = WebhookRefusal::Reason;

/// With the largest body each: what all senders together may take of the memory.
constexpr int maxConnections = 16;

HttpServer::Options serverOptions(const WebhookReceiver::Options &options)
{
    HttpServer::Options server;
    server.port = options.port;
    server.limits.connections = maxConnections;
    for (const QString &host : options.publicHosts)
        server.publicHosts.append(host.toLatin1());
    return server;
}

HttpResponse thanks()
{
    return HttpResponse::json(200, QJsonObject{{QStringLiteral("received"), true}});
}

} // namespace

WebhookReceiver::WebhookReceiver(WebhookKeySet &keys, const Clock &clock, const Options &options,
                                 QObject *parent)
    : QObject(parent)
    , m_keys(keys)
    , m_clock(clock)
    , m_remembered(options.remembered)
    , m_verifier(options.tolerance)
    , m_endpoint(
          options.maxBodyBytes,
          [this](Arrived arrived) {
              QMetaObject::invokeMethod(
                  this, [this, arrived = std::move(arrived)] { judge(arrived, true); },
                  Qt::QueuedConnection);
          },
          [this](WebhookRefusal refusal) {
              QMetaObject::invokeMethod(
                  this, [this, refusal = std::move(refusal)] { Q_EMIT refused(refusal); },
                  Qt::QueuedConnection);
          })
    , m_server(m_endpoint, serverOptions(options))
{
    connect(&m_keys, &WebhookKeySet::refreshed, this, &WebhookReceiver::judgeWaiting);
    connect(&m_keys, &WebhookKeySet::refreshFailed, this, &WebhookReceiver::judgeWaiting);
}

WebhookReceiver::~WebhookReceiver()
{
    // No call of the endpoint's may come while the rest goes.
    m_server.stop();
}

Expected<QUrl, Error> WebhookReceiver::start()
{
    const auto port = m_server.start();
    if (!port)
        return Unexpected{port.error()};
    // So that the first delivery need not wait for them.
    if (m_keys.current().isEmpty())
        m_keys.refresh();
    return QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(*port));
}

void WebhookReceiver::judge(const Arrived &arrived, bool mayWait)
{
    if (const auto refusal = m_verifier.checkTime(arrived.signature, m_clock.now())) {
        refuse(arrived, *refusal);
        return;
    }
    const WebhookKeys keys = m_keys.current();
    const auto wrong = WebhookVerifier::checkSignature(arrived.signature, arrived.bodySha256, keys);
    if (!wrong) {
        accept(arrived);
        return;
    }
    // fal may have new keys.
    if (mayWait && m_keys.refresh()) {
        m_waiting.append(arrived);
        return;
    }
    if (keys.isEmpty() || m_keys.isInDoubt()) {
        refuse(arrived,
               {Reason::KeysUnavailable,
                tr("The keys to check it with cannot be fetched now. fal delivers it "
                   "again later.")});
        return;
    }
    refuse(arrived, *wrong);
}

void WebhookReceiver::judgeWaiting()
{
    const QPointer<WebhookReceiver> self(this);
    const QList<Arrived> waiting = std::exchange(m_waiting, {});
    for (const Arrived &arrived : waiting) {
        judge(arrived, false);
        if (!self)
            return;
    }
}

void WebhookReceiver::refuse(const Arrived &arrived, const WebhookRefusal &refusal)
{
    arrived.responder.send(WebhookEndpoint::answerTo(refusal));
    Q_EMIT refused(refusal);
}

void WebhookReceiver::accept(const Arrived &arrived)
{
    if (!arrived.delivery) {
        refuse(arrived, arrived.delivery.error());
        return;
    }
    const WebhookDelivery &delivery = *arrived.delivery;
    // A slot may delete this.
    const HttpResponder responder = arrived.responder;
    if (m_known.contains(delivery.requestId)) {
        Q_EMIT repeated(delivery.requestId);
    } else {
        remember(delivery.requestId);
        Q_EMIT delivered(delivery, arrived.message);
    }
    responder.send(thanks());
}

void WebhookReceiver::remember(const RequestId &requestId)
{
    if (m_knownInOrder.size() >= m_remembered && !m_knownInOrder.isEmpty())
        m_known.remove(m_knownInOrder.dequeue());
    m_known.insert(requestId);
    m_knownInOrder.enqueue(requestId);
}

} // namespace peregrine
