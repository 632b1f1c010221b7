#pragma once

#include "core/localserver/queue/completionlistener.h"
#include "core/localserver/webhooks/deliveryrunner.h"

#include <QThread>

#include <mutex>

namespace peregrine::localserver {

/// Calls the webhooks of completed requests, on a thread of its own. A delivery is on disk before
/// its request counts as completed, so that it is made after a restart too.
class WebhookCourier : public CompletionListener
{
public:
    /// folder: the server's. The signer must outlive the courier.
    WebhookCourier(const QString &folder, const WebhookSigner &signer,
                   DeliveryRunner::Options options, std::shared_ptr<const Clock> clock);
    /// Ends what is under way; it stays on disk.
    ~WebhookCourier() override;

    [[nodiscard]] Expected<Done, Error> open();
    /// Begins to deliver. Completions that came before are not lost. Only once.
    void start(const QString &base);
    void completed(const StoredRequest &request) override;

private:
    DeliveryStore m_store;
    const WebhookSigner &m_signer;
    DeliveryRunner::Options m_options;
    std::shared_ptr<const Clock> m_clock;
    std::mutex m_mutex;
    /// Null until start(); belongs to the thread.
    DeliveryRunner *m_runner = nullptr;
    QThread m_thread;
};

} // namespace peregrine::localserver
