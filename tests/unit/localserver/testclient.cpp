#include "tests/unit/localserver/testclient.h"

#include "core/base/json.h"

#include <QDeadlineTimer>
#include <QSignalSpy>
#include <QTcpSocket>

QJsonObject TestReply::json() const
{
    const auto value = peregrine::parseJson(body);
    return value ? value->toObject() : QJsonObject();
}

QByteArray TestReply::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

TestClient::TestClient(const QUrl &base)
    : m_base(base)
{ }

TestReply TestClient::send(const QByteArray &method, const QString &path, const QByteArray &body,
                           const QList<QNetworkReply::RawHeaderPair> &headers)
{
    QNetworkRequest request(QUrl(m_base.toString() + path, QUrl::StrictMode));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    if (!m_key.isEmpty())
        request.setRawHeader("Authorization", "Key " + m_key);
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    QNetworkReply *reply = method == "HEAD" ? m_network.head(request)
                                            : m_network.sendCustomRequest(request, method, body);
    QSignalSpy finished(reply, &QNetworkReply::finished);
    TestReply result;
    if (reply->isFinished() || finished.wait(30'000)) {
        result.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        result.body = reply->readAll();
        result.headers = reply->rawHeaderPairs();
    }
    reply->deleteLater();
    return result;
}

TestReply TestClient::post(const QString &path, const QJsonObject &body)
{
    return send("POST", path, peregrine::toJson(body));
}

QString TestClient::pathOf(const QString &url)
{
    return QUrl(url).toString(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::FullyEncoded);
}

QByteArray TestClient::raw(const QByteArray &bytes, int timeoutMs) const
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), port());
    if (!socket.waitForConnected(timeoutMs))
        return {};
    socket.write(bytes);
    QByteArray answer;
    const QDeadlineTimer deadline(timeoutMs);
    while (socket.state() == QAbstractSocket::ConnectedState && !deadline.hasExpired()) {
        socket.waitForReadyRead(static_cast<int>(deadline.remainingTime()));
        answer += socket.readAll();
    }
    return answer + socket.readAll();
}

QByteArray TestClient::rawGet(const QByteArray &path, const QByteArray &headers) const
{
    return raw("GET " + path + " HTTP/1.1\r\nHost: " + host() + "\r\n" + headers
               + "Connection: close\r\n\r\n");
}

QByteArray TestClient::host() const
{
    return "127.0.0.1:" + QByteArray::number(port());
}
