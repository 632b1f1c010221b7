#include "core/fal/realtime/realtimesocket.h"

#include "core/fal/realtime/websocketsignals.h"

#include <QTcpSocket>
#include <QWebSocket>

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

constexpr qint64 maxHeadBytes = 64 * 1024;
constexpr qsizetype maxRefusalBytes = 64 * 1024;
constexpr std::chrono::seconds farewell{2};

/// Status and headers of an HTTP head; nothing when it is none.
std::optional<FalAnswer> answerIn(const QByteArray &head)
{
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> first = lines.first().trimmed().split(' ');
    if (!first.first().startsWith("HTTP/1."))
        return std::nullopt;
    FalAnswer answer;
    answer.status = first.value(1).toInt();
    for (qsizetype n = 1; n < lines.size(); ++n) {
        const QByteArray &line = lines.at(n);
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            answer.headers.insert(line.left(colon).trimmed().toLower(),
                                  line.mid(colon + 1).trimmed());
    }
    return answer;
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
    // Qt's WebSocket tells nothing of an answer that is no upgrade but a sentence. It reads in a
    // queued slot, so the head can be looked at before.
    m_connection = m_webSocket->findChild<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly);
    if (m_connection)
        connect(m_connection, &QTcpSocket::readyRead, this, &RealtimeSocket::readHandshake);
}

RealtimeSocket::~RealtimeSocket()
{
    letGo();
}

void RealtimeSocket::begin()
{
    m_isOpen = true;
    m_patience.stop();
    if (m_connection) {
        m_connection->disconnect(this);
        m_connection->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    }
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

void RealtimeSocket::readHandshake()
{
    if (m_isOpen)
        return;
    if (!m_refusal) {
        const QByteArray start = m_connection->peek(maxHeadBytes);
        const qsizetype end = start.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        m_refusal = answerIn(start.left(end));
        if (m_refusal && m_refusal->status == 101)
            m_refusal.reset();
        if (!m_refusal) {
            m_connection->disconnect(this);
            return;
        }
        m_connection->skip(end + 4);
    }
    readRefusal();
}

/// Takes the body before Qt does, which would take it for another handshake.
void RealtimeSocket::readRefusal()
{
    FalAnswer &refusal = *m_refusal;
    refusal.body += m_connection->readAll();
    bool ok = false;
    const qlonglong length = refusal.header("content-length").toLongLong(&ok);
    const qsizetype whole =
        ok ? qsizetype(std::clamp<qlonglong>(length, 0, maxRefusalBytes)) : maxRefusalBytes;
    if (refusal.body.size() < whole)
        return;
    refusal.body.truncate(whole);
    finish(refusedBy(refusal));
}

void RealtimeSocket::takeError(QAbstractSocket::SocketError socketError)
{
    // The end comes by itself; what it was is known then.
    if (m_refusal || (m_isOpen && socketError == QAbstractSocket::RemoteHostClosedError))
        return;
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
    // Qt goes on using its socket after this signal.
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
