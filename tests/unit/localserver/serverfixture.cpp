#include "tests/unit/localserver/serverfixture.h"

#include <QTest>

ServerFixture::ServerFixture(const peregrine::LocalServer::Options &options)
    : m_server(std::make_unique<peregrine::LocalServer>(options))
{
    const auto base = m_server->start();
    m_client = std::make_unique<TestClient>(base ? *base : QUrl());
}

QJsonObject ServerFixture::smallPaint()
{
    return {
        {QStringLiteral("prompt"), QStringLiteral("a red kite over green hills")},
        {QStringLiteral("image_size"),
         QJsonObject{{QStringLiteral("width"), 96}, {QStringLiteral("height"), 64}}},
        {QStringLiteral("num_inference_steps"), 4},
        {QStringLiteral("seed"), 7},
    };
}

QString ServerFixture::submit(const QJsonObject &input, const QString &endpoint)
{
    return m_client->post(QStringLiteral("/queue.fal.run/") + endpoint, input)
        .json()
        .value(QStringLiteral("request_id"))
        .toString();
}

QString ServerFixture::requestPath(const QString &id, const QString &rest)
{
    return QStringLiteral("/queue.fal.run/local/paint/requests/") + id + rest;
}

QJsonObject ServerFixture::status(const QString &id)
{
    return m_client->get(requestPath(id, QStringLiteral("/status?logs=1"))).json();
}

QJsonObject ServerFixture::waitForCompletion(const QString &id, int timeoutMs)
{
    QJsonObject last;
    const bool completed = QTest::qWaitFor(
        [this, &id, &last] {
            last = status(id);
            return last.value(QStringLiteral("status")) == QStringLiteral("COMPLETED");
        },
        timeoutMs);
    return completed ? last : QJsonObject();
}
