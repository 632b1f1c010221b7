#include "core/library/errorjson.h"

#include <QJsonArray>

namespace peregrine {

QJsonObject errorToJson(const Error &error)
{
    QJsonArray fields;
    for (const FieldFault &fault : error.fields) {
        fields.append(QJsonObject{{QStringLiteral("path"), QJsonArray::fromStringList(fault.path)},
                                  {QStringLiteral("message"), fault.message},
                                  {QStringLiteral("type"), fault.type},
                                  {QStringLiteral("context"), fault.context}});
    }
    QJsonObject object{{QStringLiteral("kind"), errorKindName(error.kind)},
                       {QStringLiteral("message"), error.message},
                       {QStringLiteral("http_status"), error.httpStatus},
                       {QStringLiteral("fields"), fields},
                       {QStringLiteral("maybe_delivered"), error.maybeDelivered},
                       {QStringLiteral("retry_after"), error.retryAfterSeconds},
                       {QStringLiteral("type"), error.type},
                       {QStringLiteral("request_id"), error.request.toString()}};
    if (error.needsRetry)
        object.insert(QStringLiteral("needs_retry"), *error.needsRetry);
    return object;
}

Error errorFromJson(const QJsonObject &object)
{
    Error error;
    error.kind = errorKindFromName(object.value(QStringLiteral("kind")).toString());
    error.message = object.value(QStringLiteral("message")).toString();
    error.httpStatus = object.value(QStringLiteral("http_status")).toInt();
    error.maybeDelivered = object.value(QStringLiteral("maybe_delivered")).toBool();
    error.retryAfterSeconds = object.value(QStringLiteral("retry_after")).toInt();
    error.type = object.value(QStringLiteral("type")).toString();
    error.request = RequestId(object.value(QStringLiteral("request_id")).toString());
    if (const QJsonValue needs = object.value(QStringLiteral("needs_retry")); needs.isBool())
        error.needsRetry = needs.toBool();
    const QJsonArray fields = object.value(QStringLiteral("fields")).toArray();
    for (const QJsonValue &value : fields) {
        const QJsonObject field = value.toObject();
        FieldFault fault;
        const QJsonArray path = field.value(QStringLiteral("path")).toArray();
        for (const QJsonValue &part : path)
            fault.path.append(part.toString());
        fault.message = field.value(QStringLiteral("message")).toString();
        fault.type = field.value(QStringLiteral("type")).toString();
        fault.context = field.value(QStringLiteral("context")).toObject();
        error.fields.append(fault);
    }
    return error;
}

} // namespace peregrine
