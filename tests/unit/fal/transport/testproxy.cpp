#include "testproxy.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QUrl>

namespace peregrine::test {

TestProxy::TestProxy(QObject *parent)
    : QTcpServer(parent)
{
    if (!listen(QHostAddress::LocalHost))
        qFatal("no free port on the loopback address");
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *client = nextPendingConnection()) {
            connect(client, &QTcpSocket::readyRead, this, [this, client] { readFrom(client); });
            connect(client, &QTcpSocket::disconnected, this, [this, client] {
                if (QTcpSocket *target = m_links.take(client).target)
                    target->deleteLater();
                client->deleteLater();
            });
        }
    });
}

QString TestProxy::address(const char *scheme) const
{
    return QStringLiteral("%1://127.0.0.1:%2").arg(QLatin1String(scheme)).arg(serverPort());
}

void TestProxy::readFrom(QTcpSocket *client)
{
    Link &link = m_links[client];
    if (link.target) {
        link.target->write(client->readAll());
        return;
    }
    link.received += client->readAll();
    if (link.received.startsWith('\x05'))
        readSocks(client, link);
    else
        readHttp(client, link);
}

void TestProxy::readHttp(QTcpSocket *client, Link &link)
{
    if (!link.received.contains("\r\n\r\n"))
        return;
    const QList<QByteArray> first = link.received.left(link.received.indexOf("\r\n")).split(' ');
    const QByteArray head = std::exchange(link.received, {});
    m_asked.append(first.value(0) + ' ' + first.value(1));
    if (first.value(0) == "CONNECT") {
        const qsizetype colon = first.value(1).lastIndexOf(':');
        join(client, first.value(1).mid(colon + 1).toUShort(), "HTTP/1.1 200 Connected\r\n\r\n",
             {});
        return;
    }
    const QUrl url = QUrl::fromEncoded(first.value(1));
    QByteArray request = head;
    request.replace(first.value(1), url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority));
    join(client, static_cast<quint16>(url.port(80)), {}, request);
}

void TestProxy::readSocks(QTcpSocket *client, Link &link)
{
    if (!link.greeted) {
        if (link.received.size() < 2 || link.received.size() < 2 + link.received.at(1))
            return;
        link.received.remove(0, 2 + link.received.at(1));
        link.greeted = true;
        client->write(QByteArray("\x05\x00", 2));
        if (link.received.isEmpty())
            return;
    }
    // Version, command, reserved, kind of address.
    if (link.received.size() < 5)
        return;
    const bool named = link.received.at(3) == 3;
    const qsizetype size = named ? 1 + link.received.at(4) : 4;
    if (link.received.size() < 4 + size + 2)
        return;
    const QByteArray raw = link.received.mid(4, size);
    QByteArray host = raw.mid(1);
    if (!named) {
        const auto *bytes = reinterpret_cast<const uchar *>(raw.constData());
        host = QHostAddress(quint32(bytes[0]) << 24 | quint32(bytes[1]) << 16
                            | quint32(bytes[2]) << 8 | quint32(bytes[3]))
                   .toString()
                   .toLatin1();
    }
    const auto port = static_cast<quint16>(uchar(link.received.at(4 + size)) << 8
                                           | uchar(link.received.at(5 + size)));
    link.received.clear();
    m_asked.append("SOCKS " + host + ':' + QByteArray::number(port));
    join(client, port, QByteArray("\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00", 10), {});
}

void TestProxy::join(QTcpSocket *client, quint16 port, const QByteArray &toClient,
                     const QByteArray &toTarget)
{
    auto *target = new QTcpSocket(this);
    target->setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    m_links[client].target = target;
    connect(target, &QTcpSocket::connected, client, [client, target, toClient, toTarget] {
        client->write(toClient);
        target->write(toTarget);
    });
    connect(target, &QTcpSocket::readyRead, client,
            [client, target] { client->write(target->readAll()); });
    connect(target, &QTcpSocket::disconnected, client, [client, target] {
        client->write(target->readAll());
        client->disconnectFromHost();
    });
    target->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
}

} // namespace peregrine::test
