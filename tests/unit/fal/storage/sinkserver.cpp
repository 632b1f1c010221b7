#include "tests/unit/fal/storage/sinkserver.h"

#include <QTcpServer>
#include <QTcpSocket>

namespace peregrine::test {

namespace {

constexpr qint64 readBytes = 512 * 1024;

/// One connection, request after request.
class SinkConnection : public QObject
{
public:
    SinkConnection(QTcpSocket *socket, const QByteArray &base)
        : QObject(socket)
        , m_socket(socket)
        , m_base(base)
        , m_buffer(readBytes, Qt::Uninitialized)
    {
        socket->setReadBufferSize(readBytes);
        connect(socket, &QTcpSocket::readyRead, this, [this] { take(); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }

private:
    void take()
    {
        while (m_socket->bytesAvailable() > 0) {
            if (m_left < 0) {
                m_head += m_socket->readLine();
                if (!m_head.endsWith("\r\n\r\n"))
                    continue;
                m_left = 0;
                for (const QByteArray &line : m_head.split('\n')) {
                    if (line.toLower().startsWith("content-length:"))
                        m_left = line.mid(15).trimmed().toLongLong();
                }
            } else {
                const qint64 count =
                    m_socket->read(m_buffer.data(), std::min(m_left, qint64(m_buffer.size())));
                if (count <= 0)
                    return;
                m_left -= count;
            }
            if (m_left == 0)
                answer();
        }
    }

    void answer()
    {
        const QByteArray urls = "{\"upload_url\":\"" + m_base + "/up\",\"file_url\":\"" + m_base
            + "/files/big\",\"etag\":\"e\"}";
        m_socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                        + QByteArray::number(urls.size()) + "\r\n\r\n" + urls);
        m_socket->flush();
        m_head.clear();
        m_left = -1;
    }

    QTcpSocket *m_socket;
    const QByteArray m_base;
    QByteArray m_buffer;
    QByteArray m_head;
    qint64 m_left = -1;
};

} // namespace

SinkServer::SinkServer()
{
    m_context.moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(
        &m_context,
        [this] {
            auto *server = new QTcpServer;
            if (!server->listen(QHostAddress::LocalHost))
                qFatal("no free port on the loopback address");
            m_port = server->serverPort();
            QObject::connect(&m_thread, &QThread::finished, server, &QObject::deleteLater);
            QObject::connect(server, &QTcpServer::newConnection, server,
                             [server, address = base().toEncoded()] {
                                 while (QTcpSocket *socket = server->nextPendingConnection())
                                     new SinkConnection(socket, address);
                             });
        },
        Qt::BlockingQueuedConnection);
}

SinkServer::~SinkServer()
{
    m_thread.quit();
    m_thread.wait();
}

QUrl SinkServer::base() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port));
}

} // namespace peregrine::test
