#include "core/fal/realtime/realtimecodec.h"

#include "core/base/json.h"
#include "core/fal/realtime/msgpack.h"

#include <QCborArray>
#include <QCborMap>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

namespace peregrine {

namespace {

QString dataUriOf(const QByteArray &bytes, const QString &contentType)
{
    const QString type =
        contentType.isEmpty() ? QStringLiteral("application/octet-stream") : contentType;
    return QStringLiteral("data:%1;base64,%2").arg(type, QString::fromLatin1(bytes.toBase64()));
}

QJsonObject jsonOf(const QCborMap &map)
{
    const QString contentType = map.value(QLatin1String("content_type")).toString();
    QJsonObject object;
    for (const auto &[key, value] : map) {
        const QString name = key.isInteger() ? QString::number(key.toInteger()) : key.toString();
        object.insert(name,
                      value.isByteArray() ? QJsonValue(dataUriOf(value.toByteArray(), contentType))
                                          : realtimeJson(value));
    }
    return object;
}

} // namespace

QJsonValue realtimeJson(const QCborValue &message)
{
    if (message.isByteArray())
        return dataUriOf(message.toByteArray(), {});
    if (message.isMap())
        return jsonOf(message.toMap());
    if (message.isArray()) {
        QJsonArray array;
        const QCborArray elements = message.toArray();
        for (const QCborValue &element : elements)
            array.append(realtimeJson(element));
        return array;
    }
    return message.toJsonValue();
}

Expected<RealtimeFrame, QString> encodeMessage(const QCborValue &message)
{
    if (message.isByteArray())
        return RealtimeFrame{RealtimeFrame::Kind::Binary, message.toByteArray()};
    const auto bytes = encodeMsgpack(message);
    if (!bytes)
        return Unexpected{bytes.error()};
    return RealtimeFrame{RealtimeFrame::Kind::Binary, *bytes};
}

Expected<RealtimeFrame, QString> jsonEncodeMessage(const QCborValue &message)
{
    return RealtimeFrame{RealtimeFrame::Kind::Text, toJson(realtimeJson(message))};
}

Expected<QCborValue, QString> decodeMessage(const RealtimeFrame &frame)
{
    if (frame.kind == RealtimeFrame::Kind::Binary)
        return decodeMsgpack(frame.bytes);
    const auto json = parseJson(frame.bytes);
    if (!json)
        return Unexpected{json.error()};
    return QCborValue::fromJsonValue(*json);
}

} // namespace peregrine
