#include "core/localserver/queue/billedunits.h"

#include <QJsonArray>

namespace peregrine::localserver {

double billedUnits(const QString &unit, const QJsonObject &input, const QJsonValue &output)
{
    if (unit == QLatin1String("images")) {
        const QJsonValue images = output.toObject().value(QStringLiteral("images"));
        return images.isArray() ? static_cast<double>(images.toArray().size()) : 1;
    }
    if (unit == QLatin1String("seconds")) {
        return output.toObject()
            .value(QStringLiteral("video"))
            .toObject()
            .value(QStringLiteral("duration"))
            .toDouble(1);
    }
    if (unit == QLatin1String("1000 characters")) {
        constexpr double characters = 1'000;
        return static_cast<double>(input.value(QStringLiteral("text")).toString().size())
            / characters;
    }
    return 1;
}

} // namespace peregrine::localserver
