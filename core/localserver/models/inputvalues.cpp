#include "core/localserver/models/inputvalues.h"

#include <QHash>
#include <QRandomGenerator>

namespace peregrine::localserver {

QSize imageSizeOf(const QJsonValue &value)
{
    static const QHash<QString, QSize> presets{
        {QStringLiteral("square_hd"), {1024, 1024}},
        {QStringLiteral("square"), {512, 512}},
        {QStringLiteral("portrait_4_3"), {768, 1024}},
        {QStringLiteral("portrait_16_9"), {576, 1024}},
        {QStringLiteral("landscape_4_3"), {1024, 768}},
        {QStringLiteral("landscape_16_9"), {1024, 576}},
    };
    if (value.isString())
        return presets.value(value.toString());
    if (!value.isObject())
        return {};
    // ImageSize's own defaults.
    const QJsonObject size = value.toObject();
    return {size.value(QStringLiteral("width")).toInt(512),
            size.value(QStringLiteral("height")).toInt(512)};
}

quint64 seedOf(const QJsonObject &input)
{
    const QJsonValue seed = input.value(QStringLiteral("seed"));
    return seed.isDouble() ? static_cast<quint64>(seed.toInteger())
                           : QRandomGenerator::global()->generate();
}

} // namespace peregrine::localserver
