#include "core/fal/queue/queuestatus.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

#include <array>

namespace peregrine {

namespace {

constexpr int maxLogLines = 10'000;
constexpr qsizetype maxLogMessage = 64 * 1024;

/// {message, level, source, timestamp}, the same with level and source in `labels`, without either,
/// or the message alone.
std::optional<LogLine> logLineOf(const QJsonValue &entry)
{
    LogLine line;
    line.message = entry.isString() ? entry.toString() : entry[QLatin1String("message")].toString();
    if (line.message.isEmpty())
        return std::nullopt;
    line.message.truncate(maxLogMessage);
    QString level = entry[QLatin1String("level")].toString();
    if (level.isEmpty())
        level = entry[QLatin1String("labels")][QLatin1String("level")].toString();
    line.level = logLevelFromName(level);
    line.time =
        QDateTime::fromString(entry[QLatin1String("timestamp")].toString(), Qt::ISODateWithMs);
    if (line.time.isValid()) {
        // A time without a zone is UTC, as everywhere in fal's answers.
        if (line.time.timeSpec() == Qt::LocalTime)
            line.time.setTimeSpec(Qt::UTC);
        line.time = line.time.toUTC();
    }
    return line;
}

QueueStatus::State stateOf(const QString &name)
{
    if (name == QLatin1String("IN_QUEUE"))
        return QueueStatus::State::InQueue;
    if (name == QLatin1String("IN_PROGRESS"))
        return QueueStatus::State::InProgress;
    if (name == QLatin1String("COMPLETED"))
        return QueueStatus::State::Completed;
    // Only three states are documented; a name like these can only mean the end.
    constexpr std::array ends{"FAIL", "ERROR", "CANCEL"};
    for (const char *end : ends) {
        if (name.contains(QLatin1String(end), Qt::CaseInsensitive))
            return QueueStatus::State::Completed;
    }
    return QueueStatus::State::Other;
}

/// `error` is a text in fal's descriptions; should it be more, its words are what counts.
QString errorTextOf(const QJsonValue &error)
{
    return error.isObject() ? error[QLatin1String("message")].toString() : error.toString();
}

} // namespace

int queuePositionOf(const QJsonValue &json)
{
    const QJsonValue position = json[QLatin1String("queue_position")];
    return position.isDouble() ? position.toInt(-1) : -1;
}

Expected<QueueStatus, Error> queueStatusOf(const QJsonValue &json)
{
    const QJsonValue name = json[QLatin1String("status")];
    if (!name.isString()) {
        return Unexpected{Error::malformed(QCoreApplication::translate(
            "peregrine::QueueService", "The server's status answer has no status in it."))};
    }
    QueueStatus status;
    status.state = stateOf(name.toString());
    status.queuePosition = queuePositionOf(json);
    status.error = errorTextOf(json[QLatin1String("error")]);
    status.errorType = json[QLatin1String("error_type")].toString();
    const QJsonValue time = json[QLatin1String("metrics")][QLatin1String("inference_time")];
    if (time.isDouble() && time.toDouble() >= 0)
        status.inferenceTime = time.toDouble();
    const QJsonArray logs = json[QLatin1String("logs")].toArray();
    for (const QJsonValue &entry : logs) {
        if (status.logs.size() >= maxLogLines)
            break;
        if (const auto line = logLineOf(entry))
            status.logs.append(*line);
    }
    return status;
}

} // namespace peregrine
