#pragma once

#include "core/localserver/localserver.h"
#include "tests/unit/localserver/testclient.h"

#include <QJsonObject>

#include <memory>

/// A local server with a client, and the words that most tests need.
class ServerFixture
{
public:
    explicit ServerFixture(const peregrine::LocalServer::Options &options = {});

    [[nodiscard]] peregrine::LocalServer &server() { return *m_server; }
    [[nodiscard]] TestClient &client() { return *m_client; }

    /// A valid input of local/paint that is quickly drawn.
    [[nodiscard]] static QJsonObject smallPaint();
    /// Submits to the queue; the request id, empty when refused.
    QString submit(const QJsonObject &input = smallPaint(),
                   const QString &endpoint = QStringLiteral("local/paint"));
    /// The path of a request of local/paint, with what follows it.
    [[nodiscard]] static QString requestPath(const QString &id, const QString &rest = {});
    QJsonObject status(const QString &id);
    /// Polls until the request is completed; its last status, empty when it takes too long.
    QJsonObject waitForCompletion(const QString &id, int timeoutMs = 30'000);

private:
    std::unique_ptr<peregrine::LocalServer> m_server;
    std::unique_ptr<TestClient> m_client;
};
