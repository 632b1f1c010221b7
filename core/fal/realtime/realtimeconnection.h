#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/fal/realtime/realtimestate.h"

#include <QCborValue>
#include <QJsonValue>
#include <QObject>
#include <QPointer>

namespace peregrine {

class RealtimeSession;

/// A conversation with a realtime app (what fal.realtime.connect of the JavaScript client gives).
/// Owned by the caller, may be deleted at any moment, from inside its own signals too; that closes
/// the connection unless another call shares it. Signals come from the event loop, never from
/// inside a call; signals of a shared connection come to the newest object only.
///
/// Nothing is opened before the first send() or open(). A connection that ends unasked comes back
/// by itself after growing delays, with a fresh token. While there is none, one message waits, the
/// newest. A message that no answer had come to is sent again once on the next connection, unless a
/// newer one waits: a drawing's last stroke gets its picture. Answers are counted, so with an app
/// that answers seldom an input may arrive twice.
class RealtimeConnection : public QObject
{
    Q_OBJECT

public:
    /// Made by RealtimeService::connect.
    explicit RealtimeConnection(RealtimeSession &session);
    ~RealtimeConnection() override;

    [[nodiscard]] RealtimeState state() const;

    /// Any value: maps with byte arrays in them for pictures. A byte array alone goes as it is (it
    /// is encoded already). What cannot be encoded is told by errorArrived().
    void send(const QCborValue &input);
    void send(const QJsonValue &input);
    /// Opens now, so that the first message need not wait; ends a delay.
    void open();
    /// Forgets the message that waits and closes. A later send() or open() opens again.
    void close();

Q_SIGNALS:
    void stateChanged(peregrine::RealtimeState state);
    /// The server accepted; messages go at once from now on.
    void opened();
    /// A connection that was open is gone, with the code of the WebSocket protocol: 1000 when it
    /// was close() or rest, 1006 when it broke.
    void closed(int code, const QString &reason);
    /// A result, bytes kept. realtimeJson() makes JSON of it.
    void resultArrived(const QCborValue &result);
    /// The app's messages about its work (x-fal-message), such as timings.
    void metaArrived(const QCborValue &meta);
    /// Something went wrong; state() says what follows. Active: the connection goes on (the app's
    /// own errors, messages that cannot be read). Waiting: it comes back by itself. Authenticating:
    /// a fresh token is being tried. Idle: it is given up until the next send() or open().
    void errorArrived(const peregrine::Error &error);

private:
    [[nodiscard]] bool isReceiver() const;

    QPointer<RealtimeSession> m_session;
};

} // namespace peregrine
