#include "core/schema/schemaresolver.h"

#include "core/base/json.h"

#include <QJsonArray>

#include <utility>

namespace peregrine {

namespace {

/// allOf in allOf, and $ref to $ref; nobody writes more than two.
constexpr int maxNesting = 16;

const QLatin1String refKey("$ref");
const QLatin1String allOfKey("allOf");
const QLatin1String titleKey("title");

QJsonObject unitedObject(QJsonObject base, const QJsonObject &more)
{
    for (auto it = more.begin(); it != more.end(); ++it)
        base.insert(it.key(), it.value());
    return base;
}

QJsonArray unitedArray(QJsonArray base, const QJsonArray &more)
{
    for (const QJsonValue &entry : more) {
        if (!base.contains(entry))
            base.append(entry);
    }
    return base;
}

/// Later keywords win; members, required names and their order come together.
void overlay(QJsonObject &base, const QJsonObject &more)
{
    for (auto it = more.begin(); it != more.end(); ++it) {
        const QString key = it.key();
        if (key == refKey || key == allOfKey)
            continue;
        const QJsonValue had = base.value(key);
        if (key == QLatin1String("properties") && had.isObject() && it.value().isObject())
            base.insert(key, unitedObject(had.toObject(), it.value().toObject()));
        else if ((key == QLatin1String("required")
                  || key == QLatin1String("x-fal-order-properties"))
                 && had.isArray() && it.value().isArray())
            base.insert(key, unitedArray(had.toArray(), it.value().toArray()));
        else
            base.insert(key, it.value());
    }
}

bool isNull(const QJsonValue &branch)
{
    const QJsonObject object = branch.toObject();
    if (object.value(QLatin1String("type")) == QJsonValue(QStringLiteral("null")))
        return true;
    const QJsonArray choices = object.value(QLatin1String("enum")).toArray();
    if (choices.size() == 1 && choices.first().isNull())
        return true;
    return object.contains(QLatin1String("const")) && object.value(QLatin1String("const")).isNull();
}

} // namespace

SchemaResolver::SchemaResolver(QJsonObject document)
    : m_document(std::move(document))
{ }

SchemaResolver::Resolved SchemaResolver::resolve(const QJsonValue &schema,
                                                 const QStringList &references) const
{
    Resolved result;
    result.references = references;
    const QJsonObject object = schema.toObject();
    mergeInto(result, object, 0);
    result.componentTitle = result.schema.value(titleKey).toString();
    // A component's title is its author's name for a class; it does not name the property.
    if (object.contains(refKey) || object.contains(allOfKey)) {
        if (object.value(titleKey).isString())
            result.schema.insert(titleKey, object.value(titleKey));
        else
            result.schema.remove(titleKey);
    }
    return result;
}

void SchemaResolver::mergeInto(Resolved &result, const QJsonObject &schema, int depth) const
{
    if (depth > maxNesting) {
        result.loops = true;
        return;
    }
    if (const QJsonValue reference = schema.value(refKey); reference.isString())
        mergeReference(result, reference.toString(), depth);
    const QJsonArray parts = schema.value(allOfKey).toArray();
    for (const QJsonValue &part : parts)
        mergeInto(result, part.toObject(), depth + 1);
    overlay(result.schema, schema);
}

void SchemaResolver::mergeReference(Resolved &result, const QString &reference, int depth) const
{
    if (result.references.contains(reference)) {
        result.loops = true;
        return;
    }
    QJsonValue target(QJsonValue::Undefined);
    if (reference.startsWith(QLatin1String("#/")))
        target = valueAt(m_document, reference.mid(1));
    if (!target.isObject()) {
        result.missing = true;
        return;
    }
    result.references.append(reference);
    mergeInto(result, target.toObject(), depth + 1);
}

SchemaBranches branchesOf(const QJsonObject &resolvedSchema)
{
    SchemaBranches found;
    found.nullable = resolvedSchema.value(QLatin1String("nullable")).toBool();
    for (const QLatin1String key : {QLatin1String("anyOf"), QLatin1String("oneOf")}) {
        const QJsonArray branches = resolvedSchema.value(key).toArray();
        for (const QJsonValue &branch : branches) {
            if (isNull(branch))
                found.nullable = true;
            else if (branch.isObject())
                found.branches.append(branch);
        }
    }
    const QJsonArray types = resolvedSchema.value(QLatin1String("type")).toArray();
    for (const QJsonValue &type : types) {
        if (type.toString() == QLatin1String("null"))
            found.nullable = true;
        else if (found.branches.isEmpty() || types.size() > 1)
            found.branches.append(QJsonObject{{QStringLiteral("type"), type}});
    }
    return found;
}

} // namespace peregrine
