#pragma once

#include "core/fal/transport/faltransport.h"

#include <QPointer>
#include <QTimer>

class QNetworkReply;

namespace peregrine {

/// One request with its attempts. Deleting it abandons the request.
class FalExchange : public QObject
{
    Q_OBJECT

public:
    using Outcome = Expected<FalAnswer, Error>;

    FalExchange(FalTransport &transport, FalRequest request,
                std::function<void(const Outcome &)> done, QObject *owner);
    ~FalExchange() override;

Q_SIGNALS:
    void uploadProgressed(qint64 done, qint64 total);

private:
    void attempt();
    void receive();
    void concludeAttempt();
    void giveUpAttempt(const Error &error);
    void dropReply();
    [[nodiscard]] Outcome outcomeOf(QNetworkReply &reply) const;
    [[nodiscard]] bool worthRepeating(const Error &error, bool hasRequestId) const;
    void finish(const Outcome &outcome);

    QPointer<FalTransport> m_transport;
    FalRequest m_request;
    std::function<void(const Outcome &)> m_done;
    QPointer<QNetworkReply> m_reply;
    QByteArray m_received;
    QTimer m_patience;
    QTimer m_pause;
    int m_attempts = 0;
};

/// The Error of a reply that brought no HTTP answer; its text names the host only. maybeDelivered
/// is false only when no connection was made.
[[nodiscard]] Error transportErrorOf(const QNetworkReply &reply);

} // namespace peregrine
