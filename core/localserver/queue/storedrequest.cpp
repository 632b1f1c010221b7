#include "core/localserver/queue/storedrequest.h"

#include "core/localserver/serverid.h"

namespace peregrine::localserver {

namespace {

QDateTime timeIn(const QJsonObject &json, const char *name)
{
    return QDateTime::fromString(json.value(QLatin1String(name)).toString(), Qt::ISODateWithMs);
}

} // namespace

QJsonObject StoredRequest::toJson() const
{
    QJsonObject json{
        {QStringLiteral("id"), id},
        {QStringLiteral("endpoint"), endpoint},
        {QStringLiteral("input"), input},
        {QStringLiteral("done"), state == State::Done},
        {QStringLiteral("submitted"), submitted.toString(Qt::ISODateWithMs)},
        {QStringLiteral("options"), options.toJson()},
    };
    if (state == State::Done) {
        json.insert(QStringLiteral("started"), started.toString(Qt::ISODateWithMs));
        json.insert(QStringLiteral("ended"), ended.toString(Qt::ISODateWithMs));
        json.insert(QStringLiteral("units"), units);
        json.insert(QStringLiteral("payloads_removed"), payloadsRemoved);
        json.insert(QStringLiteral("logs"), logs);
        json.insert(QStringLiteral("status"), status);
        json.insert(QStringLiteral("output"), output);
        json.insert(QStringLiteral("error"), error);
        json.insert(QStringLiteral("error_type"), errorType);
        json.insert(QStringLiteral("inference_time"), inferenceTime);
    }
    return json;
}

std::optional<StoredRequest> StoredRequest::fromJson(const QJsonObject &json)
{
    StoredRequest request;
    request.id = json.value(QStringLiteral("id")).toString();
    request.endpoint = json.value(QStringLiteral("endpoint")).toString();
    request.submitted = timeIn(json, "submitted");
    if (!isServerId(request.id) || request.endpoint.isEmpty() || !request.submitted.isValid()
        || !json.value(QStringLiteral("input")).isObject())
        return std::nullopt;
    request.input = json.value(QStringLiteral("input")).toObject();
    const std::optional<RequestOptions> options =
        RequestOptions::fromJson(json.value(QStringLiteral("options")).toObject());
    if (!options)
        return std::nullopt;
    request.options = *options;
    if (!json.value(QStringLiteral("done")).toBool())
        return request;

    request.state = State::Done;
    request.started = timeIn(json, "started");
    request.ended = timeIn(json, "ended");
    request.units = json.value(QStringLiteral("units")).toDouble();
    request.payloadsRemoved = json.value(QStringLiteral("payloads_removed")).toBool();
    request.logs = json.value(QStringLiteral("logs")).toArray();
    request.status = json.value(QStringLiteral("status")).toInt();
    request.output = json.value(QStringLiteral("output"));
    request.error = json.value(QStringLiteral("error")).toString();
    request.errorType = json.value(QStringLiteral("error_type")).toString();
    request.inferenceTime = json.value(QStringLiteral("inference_time")).toDouble(-1);
    if (request.status < 200 || request.status > 599)
        return std::nullopt;
    return request;
}

} // namespace peregrine::localserver
