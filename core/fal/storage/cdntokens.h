#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace peregrine {

class Clock;
class FalExchange;
class FalTransport;
struct FalAnswer;

/// What the CDN accepts instead of the key.
struct CdnToken
{
    /// The whole Authorization header.
    Secret authorization;
    QUrl baseUrl;
    QDateTime expiresAt;
};

/// Tokens for fal's CDN (fal's Python client, storage/auth/token): fetched when they are wanted,
/// one request for all who wait, kept until shortly before they expire.
class CdnTokens : public QObject
{
    Q_OBJECT

public:
    using Outcome = Expected<CdnToken, Error>;

    CdnTokens(FalTransport &transport, std::shared_ptr<const Clock> clock,
              QObject *parent = nullptr);
    ~CdnTokens() override;

    /// Calls `done` once, possibly at once; not at all when the receiver is gone by then.
    void get(QObject *receiver, std::function<void(const Outcome &)> done);
    /// The CDN did not accept the token: the next get() fetches another one.
    void reject(const CdnToken &token);

    /// Where to send a request with the token for an address of the CDN, mapped onto the
    /// transport's base; nothing when it is not the CDN's. Whole labels count.
    [[nodiscard]] std::optional<QUrl> trusted(const QUrl &url) const;

private:
    void settle(const Outcome &outcome);
    [[nodiscard]] Outcome read(const FalAnswer &answer) const;
    [[nodiscard]] bool isFresh(const CdnToken &token) const;

    FalTransport &m_transport;
    const std::shared_ptr<const Clock> m_clock;
    std::optional<CdnToken> m_token;
    QPointer<FalExchange> m_exchange;
    QList<std::pair<QPointer<QObject>, std::function<void(const Outcome &)>>> m_waiting;
};

/// Whether a host of fal's own addresses keeps files: fal.media and what is below it.
[[nodiscard]] bool isCdnHost(const QString &host);

} // namespace peregrine
