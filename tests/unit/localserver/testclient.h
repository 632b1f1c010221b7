#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QString>
#include <QUrl>

/// One answer of a server under test.
struct TestReply
{
    int status = 0;
    QByteArray body;
    QList<QNetworkReply::RawHeaderPair> headers;

    [[nodiscard]] QJsonObject json() const;
    [[nodiscard]] QByteArray header(const QByteArray &name) const;
};

/// Talks to a server under test: whole requests through Qt, and raw bytes for what no client sends.
class TestClient
{
public:
    explicit TestClient(const QUrl &base);

    void setKey(const QByteArray &key) { m_key = key; }

    /// path with its query, from the slash on. Waits for the answer; status 0 when there is none.
    TestReply send(const QByteArray &method, const QString &path, const QByteArray &body = {},
                   const QList<QNetworkReply::RawHeaderPair> &headers = {});
    TestReply get(const QString &path) { return send("GET", path); }
    TestReply post(const QString &path, const QJsonObject &body);
    /// A whole URL that the server gave.
    TestReply fetch(const QString &url) { return get(pathOf(url)); }
    [[nodiscard]] static QString pathOf(const QString &url);

    /// Sends bytes on a connection of their own; everything that comes back until the server closes
    /// it, or until the time is over.
    [[nodiscard]] QByteArray raw(const QByteArray &bytes, int timeoutMs = 5000) const;
    /// "GET path HTTP/1.1" with our Host, more headers (each with its line end), and close.
    [[nodiscard]] QByteArray rawGet(const QByteArray &path, const QByteArray &headers = {}) const;

    [[nodiscard]] quint16 port() const { return static_cast<quint16>(m_base.port()); }
    [[nodiscard]] QByteArray host() const;

private:
    QUrl m_base;
    QByteArray m_key;
    QNetworkAccessManager m_network;
};
