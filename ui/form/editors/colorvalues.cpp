#include "ui/form/editors/colorvalues.h"

#include "ui/widgets/colorpopup.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace peregrine {

namespace {

constexpr double byteMost = 255;

/// What full light is: 1 where the schema says so, else 255.
double mostOf(const FieldSpec &spec)
{
    if (spec.children.isEmpty())
        return byteMost;
    const QJsonValue most = spec.children.constFirst().range.maximum;
    return most.isDouble() && most.toDouble() > 0 ? most.toDouble() : byteMost;
}

} // namespace

QColor colorOfValue(const FieldSpec &spec, const QJsonValue &value)
{
    if (spec.colorForm == ColorForm::Hex)
        return colorOfHex(value.toString());
    const QJsonArray places = value.toArray();
    const QJsonObject members = value.toObject();
    const bool tuple = spec.colorForm == ColorForm::Tuple;
    if (tuple ? places.size() < 3 : members.isEmpty())
        return {};
    const double most = mostOf(spec);
    const auto part = [&](int place, const char *name) {
        const double held =
            tuple ? places.at(place).toDouble() : members.value(QLatin1String(name)).toDouble();
        return static_cast<int>(std::lround(std::clamp(held / most, 0.0, 1.0) * byteMost));
    };
    return {part(0, "r"), part(1, "g"), part(2, "b")};
}

QJsonValue valueOfColor(const FieldSpec &spec, const QColor &color)
{
    if (spec.colorForm == ColorForm::Hex)
        return color.name();
    const double most = mostOf(spec);
    const auto part = [&](int byte) -> QJsonValue {
        const double exact = byte * most / byteMost;
        // Four digits tell any two of 256 steps apart.
        return most > 1 ? QJsonValue(static_cast<qint64>(std::llround(exact)))
                        : QJsonValue(std::round(exact * 10'000) / 10'000);
    };
    const QJsonValue red = part(color.red());
    const QJsonValue green = part(color.green());
    const QJsonValue blue = part(color.blue());
    if (spec.colorForm == ColorForm::Tuple)
        return QJsonArray{red, green, blue};
    return QJsonObject{
        {QStringLiteral("r"), red}, {QStringLiteral("g"), green}, {QStringLiteral("b"), blue}};
}

} // namespace peregrine
