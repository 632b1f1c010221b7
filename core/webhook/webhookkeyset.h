#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/webhook/webhookkeys.h"

#include <QDateTime>
#include <QObject>
#include <QPointer>
#include <QUrl>

#include <chrono>

namespace peregrine {

class FalExchange;
class FalTransport;

/// Where the keys for webhooks come from, kept for as long as fal's documentation allows. Lives in
/// its transport's thread. Transport and clock must outlive it.
class WebhookKeySet : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QUrl url{QStringLiteral("https://rest.fal.ai/.well-known/jwks.json")};
        /// The documentation says: not longer than 24 hours.
        std::chrono::seconds keep = std::chrono::hours(24);
        /// Between two fetches that were only made because no key fitted, or failed: anybody can
        /// send wrong signatures.
        std::chrono::seconds pause{30};
    };

    WebhookKeySet(FalTransport &transport, const Clock &clock, Options options,
                  QObject *parent = nullptr);
    /// A set that is given and never fetched, for tests and saved deliveries.
    explicit WebhookKeySet(WebhookKeys keys, QObject *parent = nullptr);
    ~WebhookKeySet() override;

    /// The keys that may be used now; empty when they must be fetched first.
    [[nodiscard]] WebhookKeys current() const;
    /// Asks for the set, unless that is under way, or was done a moment ago, or is never done.
    /// True: one of the signals will follow, from the event loop.
    bool refresh();
    [[nodiscard]] bool isRefreshing() const { return !m_exchange.isNull(); }
    /// The last fetch failed: what does not fit may be made by a key that is not known yet.
    [[nodiscard]] bool isInDoubt() const { return m_isInDoubt; }

Q_SIGNALS:
    void refreshed();
    /// What was known stays usable for its time.
    void refreshFailed(const peregrine::Error &error);

private:
    void take(const QByteArray &jwks);
    void fail(const Error &error);

    FalTransport *m_transport = nullptr;
    const Clock *m_clock = nullptr;
    Options m_options;
    WebhookKeys m_keys;
    QDateTime m_fetchedAt;
    QDateTime m_askedAt;
    bool m_isInDoubt = false;
    QPointer<FalExchange> m_exchange;
};

} // namespace peregrine
