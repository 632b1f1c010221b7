#include "tests/support/scriptedpeer.h"

#include <QTcpSocket>
#include <QWebSocket>

namespace peregrine::test {

ScriptedPeer::ScriptedPeer(QWebSocket *socket, QTcpSocket *connection, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_connection(connection)
{
    m_socket->setParent(this);
    m_connection->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        m_seen.append({true, text.toUtf8()});
        Q_EMIT frameArrived();
    });
    connect(m_socket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &bytes) {
        m_seen.append({false, bytes});
        Q_EMIT frameArrived();
    });
    connect(m_socket, &QWebSocket::pong, this,
            [this](quint64, const QByteArray &payload) { Q_EMIT pongArrived(payload); });
    connect(m_socket, &QWebSocket::aboutToClose, this,
            [this] { m_closeCode = static_cast<int>(m_socket->closeCode()); });
    connect(m_socket, &QWebSocket::disconnected, this, &ScriptedPeer::closed);
}

ScriptedPeer::~ScriptedPeer()
{
    if (m_socket)
        m_socket->disconnect(this);
}

bool ScriptedPeer::isOpen() const
{
    return m_socket && m_socket->state() == QAbstractSocket::ConnectedState;
}

void ScriptedPeer::sendText(const QByteArray &text)
{
    m_socket->sendTextMessage(QString::fromUtf8(text));
}

void ScriptedPeer::sendBinary(const QByteArray &bytes)
{
    m_socket->sendBinaryMessage(bytes);
}

void ScriptedPeer::sendRaw(const QByteArray &bytes)
{
    m_connection->write(bytes);
    m_connection->flush();
}

void ScriptedPeer::ping(const QByteArray &payload)
{
    m_socket->ping(payload);
}

void ScriptedPeer::close(int code, const QByteArray &reason)
{
    m_socket->close(static_cast<QWebSocketProtocol::CloseCode>(code), QString::fromUtf8(reason));
}

void ScriptedPeer::drop()
{
    m_connection->abort();
}

} // namespace peregrine::test
