#include "core/jobs/inlinedata.h"

#include <QJsonArray>
#include <QJsonObject>

namespace peregrine {

namespace {

constexpr qsizetype maxInlineText = 4096;

} // namespace

QJsonValue withoutInlineData(const QJsonValue &value)
{
    if (value.isString() && value.toString().size() > maxInlineText
        && value.toString().startsWith(QLatin1String("data:")))
        return QString(value.toString().section(u',', 0, 0) + u',');
    if (value.isArray()) {
        QJsonArray kept;
        const QJsonArray array = value.toArray();
        for (const QJsonValue &entry : array)
            kept.append(withoutInlineData(entry));
        return kept;
    }
    if (value.isObject()) {
        QJsonObject kept;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            kept.insert(it.key(), withoutInlineData(it.value()));
        return kept;
    }
    return value;
}

} // namespace peregrine
