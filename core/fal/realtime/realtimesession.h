#pragma once

#include "core/base/error.h"
#include "core/fal/endpointid.h"
#include "core/fal/realtime/realtimeoptions.h"
#include "core/fal/realtime/realtimeoutbox.h"
#include "core/fal/realtime/realtimestate.h"
#include "core/fal/realtime/realtimetoken.h"
#include "core/fal/transport/retrypolicy.h"

#include <QList>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace peregrine {

class FalTransport;
class RealtimeSocket;
struct RealtimeEnding;
struct RealtimeMessage;

/// What RealtimeConnection objects share: the state of realtimestate.h, the message that waits, and
/// the socket. Lives as long as one of them does.
class RealtimeSession final : public QObject
{
    Q_OBJECT

public:
    /// `app` is the endpoint with the path: owner/app/realtime.
    RealtimeSession(FalTransport &transport, EndpointId endpoint, EndpointId app,
                    RealtimeOptions options, QObject *parent);
    ~RealtimeSession() override;

    [[nodiscard]] RealtimeState state() const { return m_state; }
    void attach(QObject *user);
    /// The last one takes the session along.
    void detach(QObject *user);
    /// Signals are for this one.
    [[nodiscard]] QObject *newestUser() const { return m_users.value(m_users.size() - 1); }

    void send(const QCborValue &message);
    void open();
    void close();

Q_SIGNALS:
    void stateChanged(peregrine::RealtimeState state);
    void opened();
    void closed(int code, const QString &reason);
    void resultArrived(const QCborValue &result);
    void metaArrived(const QCborValue &meta);
    void errorArrived(const peregrine::Error &error);

private:
    /// What is told with a change of state.
    struct News
    {
        /// The close code and reason of a socket that was open.
        int code = 1000;
        QString reason;
        std::optional<Error> error;
    };

    void handle(RealtimeEvent event);
    void handle(RealtimeEvent event, const News &news);
    void handleLater(RealtimeEvent event);
    void enter(RealtimeState state);
    void stopAll();
    void authenticate();
    void openSocket();
    void flush();
    void take(const RealtimeFrame &frame);
    void takeFault(const RealtimeMessage &message);
    void takeEnding(const RealtimeEnding &ending);
    void takeRefusal(const RealtimeEnding &ending);
    void takeClose(const RealtimeEnding &ending);
    void unauthorized(News news);
    void lost(News news, std::chrono::milliseconds asked = {});
    [[nodiscard]] bool mayUseToken() const;
    [[nodiscard]] std::chrono::milliseconds reconnectDelay() const;
    void hideSecrets(Error &error) const;

    QPointer<FalTransport> m_transport;
    EndpointId m_endpoint;
    EndpointId m_app;
    RealtimeOptions m_options;
    QList<QObject *> m_users;
    RealtimeState m_state = RealtimeState::Idle;
    RealtimeToken m_token;
    std::unique_ptr<RealtimeSocket> m_socket;

    RealtimeOutbox m_outbox;

    QTimer m_throttle;
    QTimer m_delay;
    QTimer m_idle;
    /// Connections in a row that brought nothing.
    int m_failures = 0;
    std::chrono::milliseconds m_askedDelay{0};
    bool m_usesToken;
    /// A fresh token was tried since the last message of use.
    bool m_triedFresh = false;
    bool m_timeoutAnnounced = false;
};

} // namespace peregrine
