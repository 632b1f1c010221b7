#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QTcpServer>

class QTcpSocket;

namespace peregrine::test {

/// A web and SOCKS5 proxy on a free loopback port, as far as clients need: CONNECT, requests with
/// an absolute address, SOCKS5 without a login. Every name is this computer to it: Qt asks no proxy
/// for loopback addresses. Lives in the test's thread.
class TestProxy : public QTcpServer
{
    Q_OBJECT

public:
    explicit TestProxy(QObject *parent = nullptr);

    [[nodiscard]] QString address(const char *scheme) const;
    /// The targets it was asked for: "CONNECT host:port", "GET http://...", "SOCKS host:port".
    [[nodiscard]] const QList<QByteArray> &asked() const { return m_asked; }

private:
    struct Link
    {
        QByteArray received;
        QTcpSocket *target = nullptr;
        bool greeted = false;
    };

    void readFrom(QTcpSocket *client);
    void readHttp(QTcpSocket *client, Link &link);
    void readSocks(QTcpSocket *client, Link &link);
    void join(QTcpSocket *client, quint16 port, const QByteArray &toClient,
              const QByteArray &toTarget);

    QHash<QTcpSocket *, Link> m_links;
    QList<QByteArray> m_asked;
};

} // namespace peregrine::test
