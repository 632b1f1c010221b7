#include "tests/unit/fal/realtime/recordedvalue.h"

#include "core/fal/realtime/msgpack.h"

#include <QCborArray>
#include <QCborMap>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

#include <cmath>
#include <limits>

namespace peregrine::test {

namespace {

QByteArray bytesIn(const QJsonObject &object, const char *name)
{
    return QByteArray::fromHex(object.value(QLatin1String(name)).toString().toLatin1());
}

double numberIn(const QString &text)
{
    if (text == QLatin1String("NaN"))
        return std::numeric_limits<double>::quiet_NaN();
    if (text.endsWith(QLatin1String("Infinity")))
        return std::copysign(std::numeric_limits<double>::infinity(),
                             text.startsWith(u'-') ? -1 : 1);
    return text.toDouble();
}

std::optional<QCborValue> typedValue(const QString &type, const QJsonObject &object)
{
    if (type == QLatin1String("undefined"))
        return QCborValue(QCborValue::Undefined);
    if (type == QLatin1String("number"))
        return QCborValue(numberIn(object.value(QLatin1String("value")).toString()));
    if (type == QLatin1String("Uint8Array"))
        return QCborValue(bytesIn(object, "hex"));
    if (type == QLatin1String("Float32Array") || type == QLatin1String("Uint16Array"))
        return QCborValue(bytesIn(object, "bytes"));
    if (type == QLatin1String("Date")) {
        return QCborValue(QDateTime::fromString(object.value(QLatin1String("iso")).toString(),
                                                Qt::ISODateWithMs));
    }
    if (type == QLatin1String("ext")) {
        const auto number = static_cast<std::int8_t>(object.value(QLatin1String("type")).toInt());
        return QCborValue(msgpackExtensionTag(number), bytesIn(object, "hex"));
    }
    return std::nullopt;
}

std::optional<QCborValue> repeated(const QJsonObject &object)
{
    const qsizetype count = object.value(QLatin1String("count")).toInt();
    if (object.contains(QLatin1String("$repeat_byte"))) {
        return QCborValue(QByteArray(
            count, static_cast<char>(object.value(QLatin1String("$repeat_byte")).toInt())));
    }
    const QJsonValue one = object.value(QLatin1String("$repeat"));
    if (one.isString())
        return QCborValue(one.toString().repeated(count));
    QCborArray array;
    for (qsizetype n = 0; n < count; ++n)
        array.append(QCborValue::fromJsonValue(one));
    return QCborValue(array);
}

} // namespace

std::optional<QCborValue> recordedValue(const QJsonValue &recorded)
{
    if (recorded.isArray()) {
        QCborArray array;
        const QJsonArray elements = recorded.toArray();
        for (const QJsonValue &element : elements) {
            const auto value = recordedValue(element);
            if (!value)
                return std::nullopt;
            array.append(*value);
        }
        return QCborValue(array);
    }
    if (!recorded.isObject())
        return QCborValue::fromJsonValue(recorded);
    const QJsonObject object = recorded.toObject();
    if (object.contains(QLatin1String("count")) && object.size() == 2)
        return repeated(object);
    const QString type = object.value(QLatin1String("$type")).toString();
    if (!type.isEmpty())
        return typedValue(type, object);
    QCborMap map;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const auto value = recordedValue(it.value());
        if (!value)
            return std::nullopt;
        map.insert(it.key(), *value);
    }
    return QCborValue(map);
}

QCborValue inOrderOf(const QCborValue &pattern, const QCborValue &value)
{
    if (value.isArray() && pattern.isArray()) {
        QCborArray array;
        for (qsizetype n = 0; n < value.toArray().size(); ++n)
            array.append(inOrderOf(pattern.toArray().at(n), value.toArray().at(n)));
        return array;
    }
    if (!value.isMap() || !pattern.isMap())
        return value;
    QCborMap map;
    const QCborMap order = pattern.toMap();
    for (const auto &[key, element] : order)
        map.insert(key, inOrderOf(element, value.toMap().value(key)));
    return map;
}

} // namespace peregrine::test
