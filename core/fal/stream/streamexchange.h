#pragma once

#include "core/fal/falreply.h"
#include "core/fal/transport/faltransport.h"

#include <QPointer>
#include <QTimer>

class QNetworkReply;

namespace peregrine {

class OneShotBody;
class StreamManagers;

/// One long answer, read while it arrives: answered(), then received() as often as it takes, then
/// the end of every reply. Only connections that fail before the answer are tried again, within the
/// request's policy, as fal's JavaScript client does; a POST only when it cannot have arrived, and
/// once at the backup of its host when there was no connection at all. The request's patience is
/// for silence; comments of an event stream are signs of life.
class StreamExchange final : public FalReply
{
    Q_OBJECT

public:
    /// The body of an answer that is an error.
    static constexpr qint64 maxRefusalBytes = 1024 * 1024;

    StreamExchange(FalTransport &transport, StreamManagers &managers, FalRequest request,
                   QObject *parent);
    ~StreamExchange() override;

Q_SIGNALS:
    /// The head of a 2xx answer; its body is empty.
    void answered(const peregrine::FalAnswer &head);
    void received(const QByteArray &bytes);

protected:
    void stop() override;

private:
    void attempt();
    void send(QNetworkRequest wire);
    void read();
    void conclude();
    void fallSilent();
    void failToConnect();
    [[nodiscard]] bool mayHaveLeft() const;
    [[nodiscard]] bool tryBackup();
    [[nodiscard]] bool tryAgain(const Error &error);
    [[nodiscard]] Error transportError() const;
    [[nodiscard]] Error refusal() const;
    [[nodiscard]] QString host() const;
    void dropReply();

    QPointer<FalTransport> m_transport;
    QPointer<StreamManagers> m_managers;
    QPointer<QNetworkAccessManager> m_manager;
    FalRequest m_request;
    QPointer<QNetworkReply> m_reply;
    QPointer<OneShotBody> m_body;
    /// The body of an answer that is no 2xx.
    QByteArray m_refusal;
    QTimer m_patience;
    QTimer m_connecting;
    QTimer m_pause;
    int m_attempts = 0;
    bool m_requestSent = false;
    bool m_backupTried = false;
    bool m_answered = false;
};

} // namespace peregrine
