#include "core/schema/schemakeywords.h"

#include <algorithm>

namespace peregrine {

namespace {

/// Places of a tuple; a longer array of a fixed length is a list.
constexpr qsizetype mostPlaces = 16;

} // namespace

qsizetype countKeyword(const QJsonObject &schema, const char *key)
{
    const QJsonValue value = schema.value(QLatin1String(key));
    return value.isDouble() ? static_cast<qsizetype>(value.toInteger(-1)) : -1;
}

QStringList orderedNames(const QJsonObject &schema, const QStringList &required)
{
    const QJsonObject properties = schema.value(QLatin1String("properties")).toObject();
    QStringList names;
    const QJsonArray order = schema.value(QLatin1String("x-fal-order-properties")).toArray();
    for (const QJsonValue &entry : order) {
        const QString name = entry.toString();
        if (properties.contains(name) && !names.contains(name))
            names.append(name);
    }
    QStringList rest;
    for (const QString &name : properties.keys()) {
        if (!names.contains(name))
            rest.append(name);
    }
    std::stable_sort(rest.begin(), rest.end(), [&required](const QString &a, const QString &b) {
        return required.contains(a) && !required.contains(b);
    });
    return names + rest;
}

QList<QJsonValue> tuplePlaces(const QJsonObject &schema)
{
    const QJsonValue items = schema.value(QLatin1String("items"));
    QList<QJsonValue> places;
    const QJsonArray prefix = schema.value(QLatin1String("prefixItems")).toArray();
    if (prefix.size() <= mostPlaces) {
        for (const QJsonValue &place : prefix)
            places.append(place);
    }
    const QJsonObject keyed = items.toObject();
    for (int i = 0; places.size() == i && i < mostPlaces; ++i) {
        const QJsonValue place = keyed.value(QString::number(i));
        if (place.isObject())
            places.append(place);
    }
    const qsizetype least = countKeyword(schema, "minItems");
    if (!places.isEmpty() || least < 2 || least != countKeyword(schema, "maxItems")
        || least > mostPlaces)
        return places;
    const QString type = keyed.value(QLatin1String("type")).toString();
    if (type == QLatin1String("number") || type == QLatin1String("integer"))
        places = QList<QJsonValue>(least, items);
    return places;
}

QJsonArray choicesOf(const QJsonObject &schema)
{
    if (schema.contains(QLatin1String("const")))
        return {schema.value(QLatin1String("const"))};
    return schema.value(QLatin1String("enum")).toArray();
}

QJsonArray examplesOf(const QJsonObject &schema)
{
    QJsonArray examples = schema.value(QLatin1String("examples")).toArray();
    if (const QJsonValue one = schema.value(QLatin1String("example")); !one.isUndefined())
        examples.append(one);
    return examples;
}

QString typeOf(const QJsonObject &schema)
{
    const QString type = schema.value(QLatin1String("type")).toString();
    if (!type.isEmpty())
        return type;
    if (schema.value(QLatin1String("properties")).isObject()
        || schema.value(QLatin1String("additionalProperties")).isObject())
        return QStringLiteral("object");
    if (schema.contains(QLatin1String("items")) || schema.contains(QLatin1String("prefixItems")))
        return QStringLiteral("array");
    return {};
}

QJsonObject withoutBranches(const QJsonObject &schema, QJsonObject branch)
{
    for (auto it = schema.begin(); it != schema.end(); ++it) {
        const bool states = it.key() == QLatin1String("anyOf") || it.key() == QLatin1String("oneOf")
            || (it.key() == QLatin1String("type") && it.value().isArray());
        if (!states)
            branch.insert(it.key(), it.value());
    }
    return branch;
}

QJsonObject commonToBranches(const QJsonObject &schema)
{
    QJsonObject common = schema;
    for (const char *key :
         {"anyOf", "oneOf", "discriminator", "title", "description", "default", "example",
          "examples", "nullable", "deprecated", "ui", "_fal_ui_field", "x-fal"})
        common.remove(QLatin1String(key));
    if (common.value(QLatin1String("type")).isArray())
        common.remove(QLatin1String("type"));
    return common;
}

} // namespace peregrine
