#include "core/localserver/models/schemaresolver.h"

#include "core/base/json.h"

#include <algorithm>
#include <utility>

namespace peregrine::localserver {

namespace {

// References followed for one schema; a document that needs more goes in circles.
constexpr int maximumReferences = 64;

QString keyword(const char *name)
{
    return QLatin1String(name);
}

/// fal/whisper's documents write the entries of a tuple as {"0": ..., "1": ...} in items.
bool isPositionMap(const QJsonObject &items)
{
    const QStringList names = items.keys();
    return !names.isEmpty() && std::all_of(names.cbegin(), names.cend(), [](const QString &name) {
        bool number = false;
        name.toUInt(&number);
        return number;
    });
}

void join(QJsonObject &into, const QString &name, const QJsonValue &value)
{
    if (name == QLatin1String("properties")) {
        QJsonObject all = into.value(name).toObject();
        const QJsonObject more = value.toObject();
        for (auto it = more.constBegin(); it != more.constEnd(); ++it)
            all.insert(it.key(), it.value());
        into.insert(name, all);
    } else if (name == QLatin1String("required")
               || name == QLatin1String("x-fal-order-properties")) {
        QJsonArray all = into.value(name).toArray();
        const QJsonArray more = value.toArray();
        for (const QJsonValue &entry : more) {
            if (!all.contains(entry))
                all.append(entry);
        }
        into.insert(name, all);
    } else {
        into.insert(name, value);
    }
}

} // namespace

SchemaResolver::SchemaResolver(QJsonObject components)
    : m_components(std::move(components))
{ }

QJsonObject SchemaResolver::named(const QString &name) const
{
    return resolved(m_components.value(name).toObject());
}

QJsonObject SchemaResolver::resolved(const QJsonObject &schema) const
{
    if (!schema.contains(keyword("$ref")) && !schema.contains(keyword("allOf")))
        return schema;
    QJsonObject result;
    int budget = maximumReferences;
    fold(schema, result, budget);
    return result;
}

void SchemaResolver::fold(const QJsonObject &schema, QJsonObject &into, int &budget) const
{
    if (budget-- <= 0)
        return;
    // What stands beside a reference speaks of this place, and wins over what is referred to.
    const QString reference = schema.value(keyword("$ref")).toString();
    static const QString prefix = QStringLiteral("#/components/schemas/");
    if (reference.startsWith(prefix))
        fold(valueAt(m_components, reference.mid(prefix.size() - 1)).toObject(), into, budget);
    const QJsonArray all = schema.value(keyword("allOf")).toArray();
    for (const QJsonValue &part : all)
        fold(part.toObject(), into, budget);
    for (auto it = schema.constBegin(); it != schema.constEnd(); ++it) {
        if (it.key() != keyword("$ref") && it.key() != keyword("allOf"))
            join(into, it.key(), it.value());
    }
}

QStringList SchemaResolver::typesOf(const QJsonObject &resolved)
{
    const QJsonValue type = resolved.value(keyword("type"));
    QStringList types;
    if (type.isString()) {
        types.append(type.toString());
    } else {
        const QJsonArray several = type.toArray();
        for (const QJsonValue &one : several)
            types.append(one.toString());
    }
    if (!types.isEmpty() && resolved.value(keyword("nullable")).toBool()
        && !types.contains(QLatin1String("null")))
        types.append(keyword("null"));
    return types;
}

QJsonArray SchemaResolver::alternativesOf(const QJsonObject &resolved)
{
    const QJsonArray any = resolved.value(keyword("anyOf")).toArray();
    return any.isEmpty() ? resolved.value(keyword("oneOf")).toArray() : any;
}

bool SchemaResolver::admitsNull(const QJsonObject &resolved) const
{
    if (resolved.value(keyword("nullable")).toBool()
        || typesOf(resolved).contains(QLatin1String("null")))
        return true;
    const QJsonArray alternatives = alternativesOf(resolved);
    return std::any_of(alternatives.begin(), alternatives.end(), [this](const QJsonValue &branch) {
        return typesOf(this->resolved(branch.toObject())).contains(QLatin1String("null"));
    });
}

QJsonObject SchemaResolver::itemSchema(const QJsonObject &resolved, qsizetype index)
{
    const QJsonArray prefix = resolved.value(keyword("prefixItems")).toArray();
    if (index < prefix.size())
        return prefix.at(index).toObject();
    const QJsonObject items = resolved.value(keyword("items")).toObject();
    return isPositionMap(items) ? items.value(QString::number(index)).toObject() : items;
}

qsizetype SchemaResolver::tupleLength(const QJsonObject &resolved)
{
    const qsizetype prefix = resolved.value(keyword("prefixItems")).toArray().size();
    const QJsonObject items = resolved.value(keyword("items")).toObject();
    return prefix > 0 ? prefix : isPositionMap(items) ? items.size() : 0;
}

QStringList SchemaResolver::propertyOrder(const QJsonObject &resolved)
{
    const QJsonObject properties = resolved.value(keyword("properties")).toObject();
    const QJsonArray wanted = resolved.value(keyword("x-fal-order-properties")).toArray();
    QStringList order;
    for (const QJsonValue &name : wanted) {
        if (!order.contains(name.toString()))
            order.append(name.toString());
    }
    for (auto it = properties.constBegin(); it != properties.constEnd(); ++it) {
        if (!order.contains(it.key()))
            order.append(it.key());
    }
    return order;
}

} // namespace peregrine::localserver
