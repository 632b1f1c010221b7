#include "core/fal/transport/errorbody.h"

#include "core/base/json.h"
#include "core/fal/transport/errorwords.h"

#include <QJsonArray>

namespace peregrine {

namespace {

constexpr qsizetype maxServerText = 2000;
constexpr qsizetype maxFieldFaults = 200;
constexpr qsizetype maxPathParts = 64;
constexpr qsizetype maxPathPart = 256;
constexpr qsizetype maxContextBytes = 4096;
constexpr qsizetype maxTypeName = 128;

QString stringAt(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

/// Items are names or array positions; the first mostly says where in the request it was.
QStringList pathOf(const QJsonValue &loc)
{
    QStringList path;
    const QJsonArray parts = loc.toArray();
    for (const QJsonValue &part : parts) {
        if (path.size() == maxPathParts)
            break;
        if (part.isString())
            path.append(part.toString().left(maxPathPart));
        else if (part.isDouble())
            path.append(QString::number(part.toInteger()));
    }
    if (!path.isEmpty()
        && (path.first() == QLatin1String("body") || path.first() == QLatin1String("query")))
        path.removeFirst();
    return path;
}

FieldFault faultOf(const QJsonValue &value)
{
    FieldFault fault;
    if (value.isString()) {
        fault.message = ErrorBody::bounded(value.toString());
        return fault;
    }
    const QJsonObject entry = value.toObject();
    fault.path = pathOf(entry.value(QStringLiteral("loc")));
    fault.type = stringAt(entry, "type").left(maxTypeName);
    const QJsonObject context = entry.value(QStringLiteral("ctx")).toObject();
    if (toJson(context).size() <= maxContextBytes)
        fault.context = context;
    fault.message = errorWords(fault.type, fault.context);
    if (fault.message.isEmpty())
        fault.message = ErrorBody::bounded(stringAt(entry, "msg"));
    if (fault.message.isEmpty())
        fault.message = fault.type;
    return fault;
}

/// The first of the members that is a text.
QString firstText(const QJsonObject &object, std::initializer_list<const char *> names)
{
    for (const char *name : names) {
        if (const QString text = ErrorBody::bounded(stringAt(object, name)); !text.isEmpty())
            return text;
    }
    return {};
}

} // namespace

QString ErrorBody::bounded(const QString &text)
{
    const QString clean = text.left(2 * maxServerText).trimmed();
    return clean.size() <= maxServerText ? clean : clean.left(maxServerText) + u'…';
}

ErrorBody ErrorBody::read(const QJsonValue &body)
{
    ErrorBody read;
    if (body.isString()) {
        read.text = bounded(body.toString());
        return read;
    }
    const QJsonObject object = body.toObject();
    const QJsonValue detail = object.value(QStringLiteral("detail"));
    const QJsonValue error = object.value(QStringLiteral("error"));
    read.type = stringAt(object, "error_type").left(maxTypeName);
    read.request = RequestId(stringAt(object, "request_id").left(256));

    const QJsonArray entries = detail.toArray();
    for (const QJsonValue &entry : entries) {
        if (read.fields.size() == maxFieldFaults)
            break;
        if (const FieldFault fault = faultOf(entry); !fault.message.isEmpty())
            read.fields.append(fault);
    }
    if (!read.fields.isEmpty()) {
        read.text = read.fields.first().message;
        if (read.type.isEmpty())
            read.type = read.fields.first().type;
        return read;
    }
    read.text = bounded(detail.toString());
    if (read.text.isEmpty() && detail.isObject()) {
        const QJsonObject details = detail.toObject();
        read.text = firstText(details, {"msg", "message", "error", "detail"});
        if (read.type.isEmpty())
            read.type = firstText(details, {"error_type", "type"}).left(maxTypeName);
    }
    if (error.isObject()) {
        const QJsonObject told = error.toObject();
        if (read.type.isEmpty())
            read.type = firstText(told, {"type", "code"}).left(maxTypeName);
        if (read.text.isEmpty())
            read.text = firstText(told, {"message"});
        if (read.request.isEmpty())
            read.request = RequestId(stringAt(told, "request_id").left(256));
    }
    if (read.text.isEmpty())
        read.text = firstText(object, {"message", "error", "status"});
    return read;
}

} // namespace peregrine
