#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QPointer>

class QTcpSocket;
class QWebSocket;

namespace peregrine::test {

/// One message of a WebSocket.
struct SeenFrame
{
    bool isText = false;
    QByteArray bytes;

    friend bool operator==(const SeenFrame &, const SeenFrame &) = default;
};

/// The server's end of a WebSocket that a ScriptedServer accepted. Says what a test tells it to,
/// and keeps what it hears.
class ScriptedPeer final : public QObject
{
    Q_OBJECT

public:
    /// Takes both over; the connection is what the WebSocket runs on.
    ScriptedPeer(QWebSocket *socket, QTcpSocket *connection, QObject *parent);
    ~ScriptedPeer() override;

    [[nodiscard]] const QList<SeenFrame> &seen() const { return m_seen; }
    [[nodiscard]] bool isOpen() const;
    /// What the client closed with; 0 while it has not.
    [[nodiscard]] int closeCode() const { return m_closeCode; }

    void sendText(const QByteArray &text);
    void sendBinary(const QByteArray &bytes);
    /// Bytes that need not be a frame.
    void sendRaw(const QByteArray &bytes);
    void ping(const QByteArray &payload);
    void close(int code, const QByteArray &reason = {});
    /// Cuts the connection without a word.
    void drop();

Q_SIGNALS:
    void frameArrived();
    void pongArrived(const QByteArray &payload);
    void closed();

private:
    QPointer<QWebSocket> m_socket;
    QPointer<QTcpSocket> m_connection;
    QList<SeenFrame> m_seen;
    int m_closeCode = 0;
};

} // namespace peregrine::test
