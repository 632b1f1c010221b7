#pragma once

#include "core/fal/transport/faltransport.h"
#include "core/fal/transport/transporterror.h"

#include <QPointer>
#include <QTimer>

class QNetworkReply;

namespace peregrine {

class OneShotBody;

/// One request with its attempts: those of its retry policy, and one to the backup of its host when
/// no connection came about. Deleting it abandons the request.
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
    void send(QNetworkRequest wire);
    [[nodiscard]] bool tryBackup();
    void receive();
    void fallSilent();
    void failToConnect();
    void concludeAttempt();
    void giveUpAttempt(const Error &error);
    void dropReply();
    /// The server can have the request.
    [[nodiscard]] bool mayHaveLeft() const;
    [[nodiscard]] QString host() const;
    [[nodiscard]] Outcome outcomeOf(QNetworkReply &reply) const;
    [[nodiscard]] Error refusalOf(const FalAnswer &answer) const;
    [[nodiscard]] bool worthRepeating(const Error &error) const;
    void finish(const Outcome &outcome);

    QPointer<FalTransport> m_transport;
    FalRequest m_request;
    std::function<void(const Outcome &)> m_done;
    QPointer<QNetworkReply> m_reply;
    QPointer<OneShotBody> m_body;
    QByteArray m_received;
    /// How much there was at the last sign of life; -1 before the first byte.
    qsizetype m_alive = -1;
    QTimer m_patience;
    QTimer m_connecting;
    QTimer m_pause;
    int m_attempts = 0;
    bool m_connectStarted = false;
    bool m_requestSent = false;
    bool m_backupTried = false;
};

} // namespace peregrine
