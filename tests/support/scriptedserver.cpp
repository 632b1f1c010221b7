#include "tests/support/scriptedserver.h"

#include <QTcpSocket>
#include <QTimer>

#include <optional>

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
{
    if (!listen(QHostAddress::LocalHost))
        qFatal("no free port on the loopback address");
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = nextPendingConnection()) {
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { readFrom(socket); });
            connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                m_received.remove(socket);
                socket->deleteLater();
            });
        }
    });
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
    QByteArray &bytes = m_received[socket];
    bytes += socket->readAll();
    if (const auto request = parsed(bytes)) {
        bytes.clear();
        m_seen.append(*request);
        answer(socket, *request);
    }
}

void ScriptedServer::answer(QTcpSocket *socket, const SeenRequest &request)
{
    const QByteArray path = request.target.split('?').first();
    QList<ScriptedAnswer> &left = m_answers[path];
    ScriptedAnswer answer = ScriptedAnswer::status(404);
    if (!left.isEmpty())
        answer = left.size() > 1 ? left.takeFirst() : left.first();
    socket->write(answer.bytes());
    socket->flush();
    drip(socket, answer, 0);
}

void ScriptedServer::drip(QTcpSocket *socket, const ScriptedAnswer &answer, qsizetype n)
{
    if (n == answer.pieces().size()) {
        if (answer.closes())
            socket->disconnectFromHost();
        return;
    }
    QTimer::singleShot(answer.pause(), socket, [this, socket, answer, n] {
        socket->write(answer.pieces().at(n));
        socket->flush();
        drip(socket, answer, n + 1);
    });
}

} // namespace peregrine::test
