#pragma once

#include "tests/support/scriptedanswer.h"
#include "tests/support/scriptedpeer.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QPointer>
#include <QTcpServer>
#include <QUrl>
#include <QWebSocketServer>

#include <utility>

namespace peregrine::test {

/// A request as it came in.
struct SeenRequest
{
    QByteArray method;
    /// Path and query, as they were sent.
    QByteArray target;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;

    /// Empty when there is none; names in any case.
    [[nodiscard]] QByteArray header(const QByteArray &name) const;
};

/// An HTTP server on a free loopback port that answers by a script and misbehaves when told to. One
/// request a connection. WebSockets come in on the same port, where the script says upgrade. Lives
/// in the test's thread and needs its event loop. Unknown paths get 404.
class ScriptedServer : public QTcpServer
{
    Q_OBJECT

public:
    explicit ScriptedServer(QObject *parent = nullptr);

    /// Answers to requests of a path (without query) in the order they are added; the last one
    /// answers all that come after it.
    void on(const QByteArray &path, const ScriptedAnswer &answer);
    [[nodiscard]] QUrl url(const QByteArray &path) const;
    [[nodiscard]] const QList<SeenRequest> &seen() const { return m_seen; }

    /// The next request of that path is answered by release().
    void holdNext(const QByteArray &path) { m_heldPath = path; }
    [[nodiscard]] bool isHolding() const { return m_heldAnswer.first; }
    void release();

    /// Connections are reset from now on before anything is read.
    void resetConnections() { m_resetsConnections = true; }
    /// Handshakes wait from now on until acceptHeld().
    void holdUpgrades() { m_holdsUpgrades = true; }
    void acceptHeld();
    /// The WebSockets that were accepted, in order; those that are closed stay.
    [[nodiscard]] const QList<ScriptedPeer *> &peers() const { return m_peers; }

Q_SIGNALS:
    void requestArrived();
    void peerConnected(peregrine::test::ScriptedPeer *peer);

private:
    void readFrom(QTcpSocket *socket);
    [[nodiscard]] ScriptedAnswer takeAnswer(const SeenRequest &request);
    void answer(QTcpSocket *socket, const ScriptedAnswer &answer);
    void upgrade(QTcpSocket *socket);
    void acceptPeers();
    /// Sends the answer's pieces from the n-th on.
    void drip(QTcpSocket *socket, const ScriptedAnswer &answer, qsizetype n);

    QHash<QByteArray, QList<ScriptedAnswer>> m_answers;
    QHash<QTcpSocket *, QByteArray> m_received;
    QList<SeenRequest> m_seen;
    QWebSocketServer m_webSockets;
    QList<QTcpSocket *> m_held;
    QByteArray m_heldPath;
    std::pair<QPointer<QTcpSocket>, ScriptedAnswer> m_heldAnswer;
    /// By the port they come from.
    QHash<quint16, QTcpSocket *> m_upgrading;
    QList<ScriptedPeer *> m_peers;
    bool m_holdsUpgrades = false;
    bool m_resetsConnections = false;
};

} // namespace peregrine::test
