#include "core/localserver/storage/fileurls.h"

#include <QJsonArray>
#include <QJsonObject>

namespace peregrine::localserver {

QJsonValue withFileUrls(const QJsonValue &output, const QString &base)
{
    if (output.isArray()) {
        QJsonArray array = output.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            array[i] = withFileUrls(array.at(i), base);
        return array;
    }
    if (!output.isObject())
        return output;
    QJsonObject object = output.toObject();
    const QStringList names = object.keys();
    const bool isFile = object.contains(QStringLiteral("content_type"));
    for (const QString &name : names) {
        const QJsonValue value = object.value(name);
        const bool isPath = isFile && name == QLatin1String("url")
            && value.toString().startsWith(QLatin1String("/v3.fal.media/files/"));
        object.insert(name,
                      isPath ? QJsonValue(base + value.toString()) : withFileUrls(value, base));
    }
    return object;
}

} // namespace peregrine::localserver
