#include "core/fal/realtime/realtimesocket.h"

#include "core/fal/realtime/websocketsignals.h"

#include <QRegularExpression>
#include <QTcpSocket>
#include <QWebSocket>

namespace peregrine {

namespace {

constexpr qsizetype maxRefusalBytes = 64 * 1024;
/// For a refusal's body, when it comes apart from its head.
constexpr std::chrono::milliseconds refusalPatience{200};
constexpr std::chrono::seconds farewell{2};

/// Qt tells the status of a refused handshake in its sentence only; of 400 not even there, nor of
/// an answer that is no handshake at all, which comes to the same.
int statusIn(const QString &sentence)
{
    static const QRegularExpression number(QStringLiteral("\\b([1-5][0-9]{2})\\b"));
    const QRegularExpressionMatch match = number.match(sentence);
    return match.hasMatch() ? match.captured(1).toInt() : 400;
}

RealtimeEnding refusedBy(const FalAnswer &refusal)
{
    RealtimeEnding ending;
    ending.refusal = refusal;
    return ending;
}

RealtimeEnding failedWith(const Error &error)
{
    RealtimeEnding ending;
    ending.error = error;
    return ending;
}

} // namespace

RealtimeSocket::RealtimeSocket(const QNetworkRequest &request, Limits limits, QObject *parent)
    : QObject(parent)
    , m_webSocket(new QWebSocket)
    , m_limits(limits)
    , m_host(request.url().host())
{
    m_webSocket->setMaxAllowedIncomingFrameSize(m_limits.messageBytes);
    m_webSocket->setMaxAllowedIncomingMessageSize(m_limits.messageBytes);
    connect(m_webSocket, &QWebSocket::connected, this, &RealtimeSocket::begin);
    connect(m_webSocket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &bytes) {
        Q_EMIT frameArrived({RealtimeFrame::Kind::Binary, bytes});
    });
    connect(m_webSocket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        Q_EMIT frameArrived({RealtimeFrame::Kind::Text, text.toUtf8()});
    });
    connect(m_webSocket, &QWebSocket::bytesWritten, this, &RealtimeSocket::bytesWritten);
    connect(m_webSocket, &QWebSocket::aboutToClose, this, [this] { m_closeSeen = true; });
    connect(m_webSocket, webSocketErrorSignal, this, &RealtimeSocket::takeError);
    connect(m_webSocket, &QWebSocket::disconnected, this, &RealtimeSocket::conclude);

    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (m_refusal) {
            finish(refusedBy(*m_refusal));
            return;
        }
        Error error;
        error.kind = Error::Kind::Timeout;
        error.message = tr("%1 did not open the connection in time.").arg(m_host);
        finish(failedWith(error));
    });
    m_patience.start(m_limits.open);
    m_webSocket->open(request);
    m_connection = m_webSocket->findChild<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly);
}

RealtimeSocket::~RealtimeSocket()
{
    letGo();
}

void RealtimeSocket::begin()
{
    m_isOpen = true;
    m_patience.stop();
    if (m_connection)
        m_connection->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    Q_EMIT opened();
}

void RealtimeSocket::send(const RealtimeFrame &frame)
{
    if (!m_webSocket || !m_isOpen)
        return;
    if (frame.kind == RealtimeFrame::Kind::Binary)
        m_webSocket->sendBinaryMessage(frame.bytes);
    else
        m_webSocket->sendTextMessage(QString::fromUtf8(frame.bytes));
}

qint64 RealtimeSocket::bytesToWrite() const
{
    return m_webSocket ? m_webSocket->bytesToWrite() : 0;
}

/// An answer that is no handshake. What follows its head says why; its headers are lost in Qt.
void RealtimeSocket::takeRefusal()
{
    m_refusal.emplace();
    m_refusal->status = statusIn(m_webSocket->errorString());
    m_refusal->body = m_connection->read(maxRefusalBytes);
    if (!m_refusal->body.isEmpty()) {
        finishLater(refusedBy(*m_refusal));
        return;
    }
    m_patience.start(refusalPatience);
    connect(m_connection, &QTcpSocket::readyRead, this, [this] {
        m_refusal->body = m_connection->read(maxRefusalBytes);
        finishLater(refusedBy(*m_refusal));
    });
}

void RealtimeSocket::takeError(QAbstractSocket::SocketError socketError)
{
    // The end comes by itself; what it was is known then.
    if (m_refusal || (m_isOpen && socketError == QAbstractSocket::RemoteHostClosedError))
        return;
    if (!m_isOpen && socketError == QAbstractSocket::ConnectionRefusedError && m_connection
        && m_connection->state() == QAbstractSocket::ConnectedState) {
        takeRefusal();
        return;
    }
    RealtimeEnding ending;
    if (!m_isOpen) {
        Error error;
        error.kind = Error::Kind::Network;
        switch (socketError) {
        case QAbstractSocket::ConnectionRefusedError:
            error.message =
                tr("%1 does not accept the connection. Check that the server runs and the address "
                   "is right.")
                    .arg(m_host);
            break;
        case QAbstractSocket::HostNotFoundError:
            error.message = tr("%1 was not found. Check the network connection.").arg(m_host);
            break;
        case QAbstractSocket::SslHandshakeFailedError:
            ending.isInsecure = true;
            error.message = tr("No secure connection to %1 could be made.").arg(m_host);
            break;
        case QAbstractSocket::ProxyAuthenticationRequiredError:
        case QAbstractSocket::ProxyConnectionRefusedError:
        case QAbstractSocket::ProxyConnectionClosedError:
        case QAbstractSocket::ProxyNotFoundError:
        case QAbstractSocket::ProxyProtocolError:
            error.message =
                tr("The network's proxy did not let the connection to %1 through.").arg(m_host);
            break;
        default:
            error.message = tr("The connection to %1 broke before it was open.").arg(m_host);
            break;
        }
        ending.error = error;
    }
    finishLater(ending);
}

/// Qt goes on using its socket after an error's signal.
void RealtimeSocket::finishLater(const RealtimeEnding &ending)
{
    QMetaObject::invokeMethod(
        this,
        [this, ending] {
            if (m_webSocket)
                finish(ending);
        },
        Qt::QueuedConnection);
}

void RealtimeSocket::conclude()
{
    if (m_refusal) {
        finish(refusedBy(*m_refusal));
        return;
    }
    RealtimeEnding ending;
    if (!m_isOpen) {
        Error error;
        error.kind = Error::Kind::Network;
        error.message = tr("The connection to %1 broke before it was open.").arg(m_host);
        ending.error = error;
    } else if (m_closeSeen) {
        // Without this a connection that just broke has Qt's default, 1000.
        ending.code = static_cast<int>(m_webSocket->closeCode());
        ending.reason = m_webSocket->closeReason();
        ending.isTooLarge = ending.code == int(QWebSocketProtocol::CloseCodeTooMuchData);
    }
    finish(ending);
}

void RealtimeSocket::finish(const RealtimeEnding &ending)
{
    m_patience.stop();
    letGo();
    Q_EMIT ended(ending);
}

/// Qt's socket may be in the middle of a signal, and its words of farewell need a moment to leave.
void RealtimeSocket::letGo()
{
    QWebSocket *socket = m_webSocket;
    if (socket == nullptr)
        return;
    m_webSocket.clear();
    socket->disconnect(this);
    if (m_connection)
        m_connection->disconnect(this);
    if (socket->state() != QAbstractSocket::ConnectedState) {
        socket->abort();
        socket->deleteLater();
        return;
    }
    connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
    QTimer::singleShot(farewell, socket, &QObject::deleteLater);
    socket->close(QWebSocketProtocol::CloseCodeNormal);
}

} // namespace peregrine
