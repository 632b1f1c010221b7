#include "core/schema/schemainference.h"

#include <QJsonValue>
#include <QStringList>

#include <algorithm>

namespace peregrine {

namespace {

/// Bounds for what is read of examples: they are data, of any length and depth.
constexpr int maxDepth = 6;
constexpr qsizetype maxEntries = 500;
constexpr qsizetype maxMembers = 40;

QJsonObject schemaOf(const QJsonArray &examples, int depth);

QJsonObject schemaOfObjects(const QJsonArray &examples, int depth)
{
    QStringList required = examples.first().toObject().keys();
    QStringList names;
    for (const QJsonValue &example : examples) {
        const QJsonObject object = example.toObject();
        required.removeIf([&object](const QString &name) { return !object.contains(name); });
        for (const QString &name : object.keys()) {
            if (!names.contains(name) && names.size() < maxMembers)
                names.append(name);
        }
    }
    QJsonObject properties;
    for (const QString &name : names) {
        QJsonArray values;
        for (const QJsonValue &example : examples) {
            if (const QJsonValue value = example.toObject().value(name); !value.isUndefined())
                values.append(value);
        }
        properties.insert(name, schemaOf(values, depth + 1));
    }
    return {{QStringLiteral("type"), QStringLiteral("object")},
            {QStringLiteral("properties"), properties},
            {QStringLiteral("required"), QJsonArray::fromStringList(required)},
            {QStringLiteral("additionalProperties"), true}};
}

QJsonObject schemaOf(const QJsonArray &examples, int depth)
{
    if (examples.isEmpty() || depth > maxDepth)
        return {};
    const QJsonValue::Type type = examples.first().type();
    const bool alike =
        std::all_of(examples.begin(), examples.end(),
                    [type](const QJsonValue &example) { return example.type() == type; });
    if (!alike)
        return {};
    const auto named = [](const char *name) {
        return QJsonObject{{QStringLiteral("type"), QLatin1String(name)}};
    };
    switch (type) {
    case QJsonValue::Bool:
        return named("boolean");
    case QJsonValue::Double:
        return named("number");
    case QJsonValue::String:
        return named("string");
    case QJsonValue::Array: {
        QJsonObject schema = named("array");
        schema.insert(QStringLiteral("items"), schemaOf(entriesOf(examples), depth + 1));
        return schema;
    }
    case QJsonValue::Object:
        return schemaOfObjects(examples, depth);
    default:
        return {};
    }
}

} // namespace

QJsonArray entriesOf(const QJsonArray &examples)
{
    QJsonArray entries;
    for (const QJsonValue &example : examples) {
        const QJsonArray array = example.toArray();
        for (const QJsonValue &entry : array) {
            if (entries.size() == maxEntries)
                return entries;
            entries.append(entry);
        }
    }
    return entries;
}

QJsonObject schemaOfExamples(const QJsonArray &examples)
{
    return schemaOf(examples, 0);
}

} // namespace peregrine
