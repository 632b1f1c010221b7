#include "tests/support/scriptedserver.h"

#include <QTcpSocket>
#include <QTimer>
#include <QWebSocket>

#include <optional>
#include <sys/socket.h>
#include <utility>

namespace peregrine::test {

namespace {

/// Nothing while more bytes are to come.
std::optional<SeenRequest> parsed(const QByteArray &bytes)
{
    const qsizetype headEnd = bytes.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return std::nullopt;
    SeenRequest request;
    const QList<QByteArray> lines = bytes.left(headEnd).split('\n');
    const QList<QByteArray> first = lines.first().trimmed().split(' ');
    request.method = first.value(0);
    request.target = first.value(1);
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.append({line.left(colon).trimmed(), line.mid(colon + 1).trimmed()});
    }
    request.body = bytes.mid(headEnd + 4);
    if (request.body.size() < request.header("Content-Length").toLongLong())
        return std::nullopt;
    return request;
}

/// Closing without lingering is a reset.
void reset(QTcpSocket *socket)
{
    const linger none{1, 0};
    setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &none,
               sizeof none);
    socket->abort();
}

} // namespace

QByteArray SeenRequest::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

ScriptedServer::ScriptedServer(QObject *parent)
    : QTcpServer(parent)
    , m_webSockets({}, QWebSocketServer::NonSecureMode)
{
    if (!listen(QHostAddress::LocalHost))
        qFatal("no free port on the loopback address");
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = nextPendingConnection()) {
            if (m_resetsConnections) {
                reset(socket);
                socket->deleteLater();
                continue;
            }
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { readFrom(socket); });
            connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                m_received.remove(socket);
                m_held.removeAll(socket);
                socket->deleteLater();
            });
        }
    });
    connect(&m_webSockets, &QWebSocketServer::newConnection, this, &ScriptedServer::acceptPeers);
}

void ScriptedServer::on(const QByteArray &path, const ScriptedAnswer &answer)
{
    m_answers[path].append(answer);
}

QUrl ScriptedServer::url(const QByteArray &path) const
{
    return QUrl(
        QStringLiteral("http://127.0.0.1:%1%2").arg(serverPort()).arg(QString::fromUtf8(path)));
}

void ScriptedServer::readFrom(QTcpSocket *socket)
{
    // A handshake is left for the WebSocket to read.
    if (m_held.contains(socket))
        return;
    QByteArray &bytes = m_received[socket];
    const auto request = parsed(bytes + socket->peek(socket->bytesAvailable()));
    if (!request) {
        // Only what cannot become a handshake may be taken away.
        if (!bytes.isEmpty() || socket->peek(4) != "GET ")
            bytes += socket->readAll();
        return;
    }
    m_seen.append(*request);
    const ScriptedAnswer next = takeAnswer(*request);
    if (next.isUpgrade()) {
        upgrade(socket);
    } else if (next.isReset()) {
        reset(socket);
    } else {
        socket->readAll();
        bytes.clear();
        if (request->target.split('?').first() == m_heldPath) {
            m_heldPath.clear();
            m_heldAnswer = {socket, next};
        } else {
            answer(socket, next);
        }
    }
    Q_EMIT requestArrived();
}

void ScriptedServer::release()
{
    const auto [socket, held] = std::exchange(m_heldAnswer, {});
    if (socket)
        answer(socket, held);
}

ScriptedAnswer ScriptedServer::takeAnswer(const SeenRequest &request)
{
    QList<ScriptedAnswer> &left = m_answers[request.target.split('?').first()];
    if (left.isEmpty())
        return ScriptedAnswer::status(404);
    return left.size() > 1 ? left.takeFirst() : left.first();
}

void ScriptedServer::answer(QTcpSocket *socket, const ScriptedAnswer &answer)
{
    socket->write(answer.bytes());
    socket->flush();
    drip(socket, answer, 0);
}

void ScriptedServer::upgrade(QTcpSocket *socket)
{
    if (m_holdsUpgrades) {
        m_held.append(socket);
        return;
    }
    socket->disconnect(this);
    m_received.remove(socket);
    m_upgrading.insert(socket->peerPort(), socket);
    m_webSockets.handleConnection(socket);
    Q_EMIT socket->readyRead();
}

void ScriptedServer::acceptHeld()
{
    m_holdsUpgrades = false;
    const QList<QTcpSocket *> held = std::exchange(m_held, {});
    for (QTcpSocket *socket : held)
        upgrade(socket);
}

void ScriptedServer::acceptPeers()
{
    while (QWebSocket *socket = m_webSockets.nextPendingConnection()) {
        m_peers.append(new ScriptedPeer(socket, m_upgrading.take(socket->peerPort()), this));
        Q_EMIT peerConnected(m_peers.last());
    }
}

void ScriptedServer::drip(QTcpSocket *socket, const ScriptedAnswer &answer, qsizetype n)
{
    if (n == answer.pieces().size()) {
        if (answer.closes())
            socket->disconnectFromHost();
        return;
    }
    QTimer::singleShot(answer.pause(), socket, [this, socket, answer, n] {
        // An endless body must not fill the memory of the test.
        constexpr qint64 mostWaiting = 4LL * 1024 * 1024;
        if (socket->bytesToWrite() > mostWaiting) {
            drip(socket, answer, n);
            return;
        }
        socket->write(answer.pieces().at(n));
        socket->flush();
        drip(socket, answer, n + 1);
    });
}

} // namespace peregrine::test
