#include "core/fal/stream/streamevents.h"

#include "core/base/json.h"
#include "core/fal/transport/falanswer.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace peregrine {

namespace {

bool saysSomething(const QJsonValue &value)
{
    return (value.isString() && !value.toString().isEmpty())
        || (value.isObject() && !value.toObject().isEmpty())
        || (value.isArray() && !value.toArray().isEmpty());
}

/// A `detail` with nothing of a model's output beside it.
bool isDetailOnly(const QJsonObject &object)
{
    constexpr std::array companions{"detail", "error",       "error_type", "message",
                                    "status", "status_code", "request_id", "type"};
    const QStringList names = object.keys();
    return saysSomething(object.value(QStringLiteral("detail")))
        && std::all_of(names.cbegin(), names.cend(), [&companions](const QString &name) {
               return std::any_of(
                   companions.cbegin(), companions.cend(),
                   [&name](const char *known) { return name == QLatin1String(known); });
           });
}

bool isWorkflowError(const QJsonObject &object)
{
    return object.value(QStringLiteral("type")) == QJsonValue(QStringLiteral("error"))
        && (object.contains(QStringLiteral("node_id"))
            || object.value(QStringLiteral("message")).isString());
}

int statusIn(const QJsonObject &object)
{
    for (const char *name : {"status", "status_code"}) {
        const int status = object.value(QLatin1String(name)).toInt();
        if (status >= 400 && status < 600)
            return status;
    }
    // A list of faults is what a model says about its input, with 422 everywhere else.
    return object.value(QStringLiteral("detail")).isArray() ? 422 : 500;
}

Error workflowError(const QJsonObject &object)
{
    const QJsonObject inner = object.value(QStringLiteral("error")).toObject();
    FalAnswer answer;
    answer.status = statusIn(inner);
    const QJsonValue body = inner.value(QStringLiteral("body"));
    answer.body = toJson(saysSomething(body) ? body : object.value(QStringLiteral("message")));
    Error error = errorOf(answer);
    if (const QString node = object.value(QStringLiteral("node_id")).toString().left(128);
        !node.isEmpty()) {
        error.message = QCoreApplication::translate("peregrine::StreamCall",
                                                    "Step \"%1\" of the workflow failed. %2")
                            .arg(node, error.message);
    }
    return error;
}

} // namespace

Expected<QJsonValue, QString> jsonOf(const SseEvent &event)
{
    auto json = parseJson(event.data);
    if (json)
        return json;
    const QByteArray repaired = QString::fromUtf8(event.data).toUtf8();
    return repaired == event.data ? json : parseJson(repaired);
}

std::optional<Error> errorIn(const QJsonValue &data)
{
    const QJsonObject object = data.toObject();
    if (isWorkflowError(object) || saysSomething(object.value(QStringLiteral("error")))
        || isDetailOnly(object))
        return errorFrom(data);
    return std::nullopt;
}

Error errorFrom(const QJsonValue &data)
{
    const QJsonObject object = data.toObject();
    if (isWorkflowError(object))
        return workflowError(object);
    FalAnswer answer;
    answer.status = statusIn(object);
    answer.body = toJson(data);
    return errorOf(answer);
}

} // namespace peregrine
