#pragma once

#include "core/base/clock.h"
#include "core/localserver/webhooks/deliverystore.h"
#include "core/localserver/webhooks/webhooksigner.h"

#include <QMultiMap>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <memory>

namespace peregrine::localserver {

/// Delivers what is pending, each delivery again and again with growing delays until it is taken.
/// By fal's documentation (webhooks): any 2xx is success, a redirect is a failure for good, and
/// everything else is tried again, up to 31 times in the hour that a result is kept. Lives in a
/// thread with an event loop; all calls come from there.
class DeliveryRunner : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        std::chrono::milliseconds firstTimeout{15'000};
        std::chrono::milliseconds laterTimeout{120'000};
        /// Before the second attempt; doubles from there.
        std::chrono::milliseconds firstDelay{1'000};
        std::chrono::milliseconds longestDelay{120'000};
        int attempts = 31;
        std::chrono::seconds lifetime{3'600};
        qint64 maximumPayload = 16LL * 1024 * 1024;
        /// At the same moment.
        int concurrency = 6;
    };

    /// base: this server's, for the files in payloads. Store and signer must outlive the runner.
    DeliveryRunner(const DeliveryStore &store, const WebhookSigner &signer, Options options,
                   std::shared_ptr<const Clock> clock, const QString &base);
    ~DeliveryRunner() override;

    /// Takes up what an earlier run of the program left.
    void resume();
    /// There is a new delivery in the store.
    void add(const QString &requestId);

private:
    void plan(const PendingDelivery &delivery);
    void deliverDue();
    void deliver(PendingDelivery delivery);
    void judge(const PendingDelivery &delivery, const QNetworkReply &reply);
    void tryLater(PendingDelivery delivery, const QString &reason);
    void giveUp(const PendingDelivery &delivery, const QString &reason);

    const DeliveryStore &m_store;
    const WebhookSigner &m_signer;
    Options m_options;
    std::shared_ptr<const Clock> m_clock;
    QString m_base;
    QMultiMap<QDateTime, QString> m_due;
    QSet<QString> m_underWay;
    QTimer m_timer;
    QNetworkAccessManager m_network;
};

} // namespace peregrine::localserver
