#include "core/localserver/webhooks/deliveryrunner.h"

#include "core/base/logging.h"

#include <QNetworkProxy>
#include <QNetworkRequest>

#include <algorithm>
#include <utility>

namespace peregrine::localserver {

namespace {

// The one account of this server.
constexpr const char *userId = "local";
// What a receiver answers is not read; more than this of it is not even taken.
constexpr qint64 maximumAnswer = 16 * 1024;

} // namespace

DeliveryRunner::DeliveryRunner(const DeliveryStore &store, const WebhookSigner &signer,
                               Options options, std::shared_ptr<const Clock> clock,
                               const QString &base)
    : m_store(store)
    , m_signer(signer)
    , m_options(options)
    , m_clock(std::move(clock))
    , m_base(base)
    , m_timer(this)
    , m_network(this)
{
    // A proxy would carry what is for this computer off it.
    m_network.setProxy(QNetworkProxy::NoProxy);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &DeliveryRunner::deliverDue);
}

DeliveryRunner::~DeliveryRunner() = default;

void DeliveryRunner::resume()
{
    const QStringList ids = m_store.all();
    for (const QString &id : ids)
        add(id);
}

void DeliveryRunner::add(const QString &requestId)
{
    if (const std::optional<PendingDelivery> delivery = m_store.find(requestId))
        plan(*delivery);
    else
        qCWarning(lcLocalServer) << "Cannot read the delivery of request" << requestId;
}

void DeliveryRunner::plan(const PendingDelivery &delivery)
{
    m_due.insert(delivery.next, delivery.requestId);
    deliverDue();
}

void DeliveryRunner::deliverDue()
{
    const QDateTime now = m_clock->now();
    while (!m_due.isEmpty() && m_due.firstKey() <= now
           && m_underWay.size() < m_options.concurrency) {
        const QString id = *m_due.begin();
        m_due.erase(m_due.begin());
        // Read again and again rather than held: payloads may be large, and many may wait.
        std::optional<PendingDelivery> delivery = m_store.find(id);
        if (delivery && !m_underWay.contains(id))
            deliver(std::move(*delivery));
    }
    if (!m_due.isEmpty() && m_underWay.size() < m_options.concurrency) {
        constexpr qint64 longest = 60'000;
        m_timer.start(
            static_cast<int>(std::clamp<qint64>(now.msecsTo(m_due.firstKey()), 1, longest)));
    }
}

void DeliveryRunner::deliver(PendingDelivery delivery)
{
    const QByteArray body = delivery.body(m_base, m_options.maximumPayload);
    const QByteArray id = delivery.requestId.toLatin1();
    const qint64 seconds = m_clock->now().toSecsSinceEpoch();
    const QByteArray signature = m_signer.signature(id, userId, seconds, body);
    if (signature.isEmpty())
        return giveUp(delivery, QStringLiteral("it cannot be signed"));
    ++delivery.attempts;

    QNetworkRequest request(delivery.url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    request.setHeader(QNetworkRequest::UserAgentHeader, QByteArrayLiteral("fal-webhook/local"));
    request.setRawHeader("X-Fal-Webhook-Request-Id", id);
    request.setRawHeader("X-Fal-Webhook-User-Id", userId);
    request.setRawHeader("X-Fal-Webhook-Timestamp", QByteArray::number(seconds));
    request.setRawHeader("X-Fal-Webhook-Signature", signature);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    const std::chrono::milliseconds timeout =
        delivery.attempts == 1 ? m_options.firstTimeout : m_options.laterTimeout;
    request.setTransferTimeout(static_cast<int>(timeout.count()));

    m_underWay.insert(delivery.requestId);
    QNetworkReply *reply = m_network.post(request, body);
    reply->setReadBufferSize(maximumAnswer);
    // A receiver may answer at once and then hold its body back; the transfer timeout ends that.
    connect(reply, &QNetworkReply::readyRead, reply, [reply] { reply->readAll(); });
    connect(reply, &QNetworkReply::finished, this, [this, reply, delivery] {
        reply->deleteLater();
        m_underWay.remove(delivery.requestId);
        judge(delivery, *reply);
        deliverDue();
    });
}

void DeliveryRunner::judge(const PendingDelivery &delivery, const QNetworkReply &reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status >= 200 && status < 300) {
        m_store.remove(delivery.requestId);
        qCInfo(lcLocalServer) << "Delivered the webhook of request" << delivery.requestId
                              << "at attempt" << delivery.attempts;
    } else if (status >= 300 && status < 400) {
        giveUp(delivery, QStringLiteral("its address redirects"));
    } else if (status > 0) {
        tryLater(delivery, QStringLiteral("the receiver answered %1").arg(status));
    } else {
        tryLater(delivery, QStringLiteral("there was no answer"));
    }
}

void DeliveryRunner::tryLater(PendingDelivery delivery, const QString &reason)
{
    constexpr int mostDoublings = 20;
    const qint64 factor = qint64(1) << std::min(delivery.attempts - 1, mostDoublings);
    const qint64 delay =
        std::min<qint64>(m_options.longestDelay.count(), m_options.firstDelay.count() * factor);
    delivery.next = m_clock->now().addMSecs(delay);
    if (delivery.attempts >= m_options.attempts
        || delivery.ended.secsTo(delivery.next) > m_options.lifetime.count())
        return giveUp(delivery, reason);
    if (!m_store.save(delivery))
        qCWarning(lcLocalServer) << "Cannot keep the delivery of request" << delivery.requestId;
    qCInfo(lcLocalServer) << "The webhook of request" << delivery.requestId
                          << "is tried again:" << reason;
    plan(delivery);
}

void DeliveryRunner::giveUp(const PendingDelivery &delivery, const QString &reason)
{
    m_store.remove(delivery.requestId);
    qCWarning(lcLocalServer) << "The webhook of request" << delivery.requestId
                             << "is given up after attempt" << delivery.attempts << ':' << reason;
}

} // namespace peregrine::localserver
