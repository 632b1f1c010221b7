#include "core/schema/fieldhints.h"

#include <algorithm>
#include <initializer_list>

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
    for (const char *key :
         {"max_file_size", "max_pixels", "min_width", "min_height", "max_width", "max_height",
          "min_duration", "max_duration", "min_fps", "max_fps", "limit_description"}) {
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
    const auto number = [&limits](std::initializer_list<const char *> keys) {
        for (const char *key : keys) {
            if (const QJsonValue value = limits.value(QLatin1String(key)); value.isDouble())
                return std::max(0.0, value.toDouble());
        }
        return 0.0;
    };
    const auto bounded = [&number](std::initializer_list<const char *> keys) {
        return static_cast<int>(std::min(number(keys), 1e6));
    };
    const auto large = [&number](std::initializer_list<const char *> keys) {
        return static_cast<qint64>(std::min(number(keys), 1e15));
    };
    MediaLimits read;
    read.maxBytes = large({"max_file_size"});
    read.minPixels = QSize(bounded({"min_width"}), bounded({"min_height"}));
    read.maxPixels = QSize(bounded({"max_width"}), bounded({"max_height"}));
    read.minArea = large({"min_area", "min_pixels"});
    read.maxArea = large({"max_area", "max_pixels"});
    read.minAspect = number({"min_aspect_ratio"});
    read.maxAspect = number({"max_aspect_ratio"});
    read.multipleOf = bounded({"multiple_of"});
    read.minSeconds = number({"min_duration"});
    read.maxSeconds = number({"max_duration"});
    read.minFrames = bounded({"min_frames", "min_num_frames"});
    read.maxFrames = bounded({"max_frames", "max_num_frames"});
    read.minFps = number({"min_fps"});
    read.maxFps = number({"max_fps"});
    read.timeoutSeconds = number({"timeout"});
    read.description = limits.value(QLatin1String("limit_description")).toString().trimmed();
    return read;
}

} // namespace peregrine
