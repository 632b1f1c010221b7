#include "core/batch/variationaxis.h"

#include <array>

namespace peregrine {

namespace {

struct NamedKind
{
    VariationAxis::Kind kind;
    QLatin1String name;
};

constexpr std::array kinds{
    NamedKind{VariationAxis::Kind::Values, QLatin1String("values")},
    NamedKind{VariationAxis::Kind::Seeds, QLatin1String("seeds")},
    NamedKind{VariationAxis::Kind::Wildcards, QLatin1String("wildcards")},
    NamedKind{VariationAxis::Kind::Records, QLatin1String("records")},
    NamedKind{VariationAxis::Kind::Models, QLatin1String("models")},
    NamedKind{VariationAxis::Kind::Repeats, QLatin1String("repeats")},
};

} // namespace

QString axisKindName(VariationAxis::Kind kind)
{
    for (const NamedKind &named : kinds) {
        if (named.kind == kind)
            return named.name;
    }
    return kinds.front().name;
}

VariationAxis::Kind axisKindFromName(const QString &name)
{
    for (const NamedKind &named : kinds) {
        if (named.name == name)
            return named.kind;
    }
    return VariationAxis::Kind::Values;
}

} // namespace peregrine
