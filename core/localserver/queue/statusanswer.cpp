#include "core/localserver/queue/statusanswer.h"

namespace peregrine::localserver {

QJsonObject requestAddresses(const StoredRequest &stored, const QString &base)
{
    const QString application = stored.endpoint.section(u'/', 0, 1);
    const QString url = base + QLatin1String("/queue.fal.run/") + application
        + QLatin1String("/requests/") + stored.id;
    return {
        {QStringLiteral("request_id"), stored.id},
        {QStringLiteral("response_url"), url},
        {QStringLiteral("status_url"), QString(url + QLatin1String("/status"))},
        {QStringLiteral("cancel_url"), QString(url + QLatin1String("/cancel"))},
    };
}

QJsonObject statusAnswer(const StoredRequest &stored, int position, const QString &base,
                         const QJsonValue &logs)
{
    QJsonObject body = requestAddresses(stored, base);
    if (stored.state == StoredRequest::State::Queued) {
        body.insert(QStringLiteral("status"), QStringLiteral("IN_QUEUE"));
        body.insert(QStringLiteral("queue_position"), position);
        return body;
    }
    body.insert(QStringLiteral("logs"), logs);
    if (stored.state == StoredRequest::State::Running) {
        body.insert(QStringLiteral("status"), QStringLiteral("IN_PROGRESS"));
        return body;
    }
    body.insert(QStringLiteral("status"), QStringLiteral("COMPLETED"));
    QJsonObject metrics;
    if (stored.inferenceTime >= 0)
        metrics.insert(QStringLiteral("inference_time"), stored.inferenceTime);
    body.insert(QStringLiteral("metrics"), metrics);
    if (!stored.error.isEmpty()) {
        body.insert(QStringLiteral("error"), stored.error);
        body.insert(QStringLiteral("error_type"), stored.errorType);
    }
    return body;
}

bool asksForLogs(const QString &value)
{
    const QString lower = value.toLower();
    return lower == QLatin1String("1") || lower == QLatin1String("true");
}

} // namespace peregrine::localserver
