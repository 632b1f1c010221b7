#include "core/schema/fieldhints.h"

#include <algorithm>

namespace peregrine {

QString fieldHint(const QJsonObject &schema)
{
    const QString field =
        schema.value(QLatin1String("ui")).toObject().value(QLatin1String("field")).toString();
    if (!field.isEmpty() && field != QLatin1String("url"))
        return field;
    return schema.value(QLatin1String("_fal_ui_field")).toString();
}

QJsonObject statedLimits(const QJsonObject &schema)
{
    QJsonObject limits;
    for (const char *key : {"max_file_size", "max_pixels", "min_width", "min_height", "max_width",
                            "max_height", "limit_description"}) {
        const QJsonValue value = schema.value(QLatin1String(key));
        if (!value.isUndefined())
            limits.insert(QLatin1String(key), value);
    }
    const QJsonObject own = schema.value(QLatin1String("x-fal")).toObject();
    for (auto it = own.begin(); it != own.end(); ++it)
        limits.insert(it.key(), it.value());
    return limits;
}

MediaLimits mediaLimits(const QJsonObject &limits)
{
    const auto number = [&limits](const char *key) {
        return std::max(0.0, limits.value(QLatin1String(key)).toDouble());
    };
    const auto pixels = [&number](const char *key) {
        return static_cast<int>(std::min(number(key), 1e6));
    };
    MediaLimits read;
    read.maxBytes = static_cast<qint64>(std::min(number("max_file_size"), 1e15));
    read.minPixels = QSize(pixels("min_width"), pixels("min_height"));
    read.maxPixels = QSize(pixels("max_width"), pixels("max_height"));
    const double area = std::max(number("max_pixels"), number("max_area"));
    read.maxArea = static_cast<qint64>(std::min(area, 1e15));
    read.minAspect = number("min_aspect_ratio");
    read.maxAspect = number("max_aspect_ratio");
    read.minSeconds = number("min_duration");
    read.maxSeconds = number("max_duration");
    read.description = limits.value(QLatin1String("limit_description")).toString().trimmed();
    return read;
}

} // namespace peregrine
