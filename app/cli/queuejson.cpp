#include "app/cli/queuejson.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace peregrine::cli {

QString stateName(QueueStatus::State state)
{
    switch (state) {
    case QueueStatus::State::InQueue:
        return QStringLiteral("IN_QUEUE");
    case QueueStatus::State::InProgress:
        return QStringLiteral("IN_PROGRESS");
    case QueueStatus::State::Completed:
        return QStringLiteral("COMPLETED");
    case QueueStatus::State::Other:
        break;
    }
    return QStringLiteral("UNKNOWN");
}

QString cancelOutcomeName(CancelOutcome outcome)
{
    switch (outcome) {
    case CancelOutcome::Removed:
        return QStringLiteral("removed");
    case CancelOutcome::Requested:
        return QStringLiteral("requested");
    case CancelOutcome::AlreadyCompleted:
        break;
    }
    return QStringLiteral("already_completed");
}

QJsonObject logJson(const LogLine &line)
{
    QJsonObject object{{QStringLiteral("level"), logLevelName(line.level)},
                       {QStringLiteral("message"), line.message}};
    if (line.time.isValid())
        object.insert(QStringLiteral("timestamp"), line.time.toString(Qt::ISODateWithMs));
    return object;
}

QJsonObject statusJson(const RequestId &request, const QueueStatus &status)
{
    QJsonObject object{{QStringLiteral("request_id"), request.toString()},
                       {QStringLiteral("status"), stateName(status.state)}};
    if (status.queuePosition >= 0)
        object.insert(QStringLiteral("queue_position"), status.queuePosition);
    if (status.inferenceTime)
        object.insert(QStringLiteral("inference_time"), *status.inferenceTime);
    if (!status.error.isEmpty())
        object.insert(QStringLiteral("error"), status.error);
    if (!status.errorType.isEmpty())
        object.insert(QStringLiteral("error_type"), status.errorType);
    if (!status.logs.isEmpty()) {
        QJsonArray logs;
        for (const LogLine &line : status.logs)
            logs.append(logJson(line));
        object.insert(QStringLiteral("logs"), logs);
    }
    return object;
}

QJsonObject ticketJson(const QueueTicket &ticket)
{
    QJsonObject object{{QStringLiteral("endpoint"), ticket.endpoint.toString()},
                       {QStringLiteral("request_id"), ticket.request.toString()}};
    if (ticket.queuePosition >= 0)
        object.insert(QStringLiteral("queue_position"), ticket.queuePosition);
    return object;
}

QString statusText(const QueueStatus &status)
{
    if (status.state == QueueStatus::State::InQueue && status.queuePosition >= 0) {
        return QCoreApplication::translate("peregrine::cli", "%1, %n request(s) ahead", nullptr,
                                           status.queuePosition)
            .arg(stateName(status.state));
    }
    if (!status.error.isEmpty())
        return QStringLiteral("%1: %2").arg(stateName(status.state), status.error);
    return stateName(status.state);
}

QString logText(const LogLine &line)
{
    const QString time = line.time.isValid()
        ? line.time.toLocalTime().toString(QStringLiteral("HH:mm:ss"))
        : QStringLiteral("--:--:--");
    return QStringLiteral("%1 %2 %3").arg(time, logLevelName(line.level), line.message);
}

} // namespace peregrine::cli
