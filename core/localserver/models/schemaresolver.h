#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace peregrine::localserver {

/// Reads the schemas of an OpenAPI document with what they refer to in its place: $ref, also beside
/// other keywords and in loops, and allOf. A reference that leads nowhere is a schema that takes
/// everything. Safe from any thread.
class SchemaResolver
{
public:
    /// components: components.schemas.
    explicit SchemaResolver(QJsonObject components);

    /// A component with its references followed; empty when there is none of the name.
    [[nodiscard]] QJsonObject named(const QString &name) const;
    /// The schema itself with its references followed; its properties and items are as written.
    [[nodiscard]] QJsonObject resolved(const QJsonObject &schema) const;

    /// The types that the schema names, in one spelling for 3.0 and 3.1; empty: any.
    [[nodiscard]] static QStringList typesOf(const QJsonObject &resolved);
    /// anyOf or oneOf; empty when the schema is no union.
    [[nodiscard]] static QJsonArray alternativesOf(const QJsonObject &resolved);
    /// Whether null is a value of it: nullable, type null, or a branch that is.
    [[nodiscard]] bool admitsNull(const QJsonObject &resolved) const;
    /// The schema of a list's entry: prefixItems, items, or items as a map by position.
    [[nodiscard]] static QJsonObject itemSchema(const QJsonObject &resolved, qsizetype index);
    /// How many entries have a schema of their own; 0: all have the same.
    [[nodiscard]] static qsizetype tupleLength(const QJsonObject &resolved);
    /// The names of the properties: x-fal-order-properties, then what it leaves out.
    [[nodiscard]] static QStringList propertyOrder(const QJsonObject &resolved);

private:
    void fold(const QJsonObject &schema, QJsonObject &into, int &budget) const;

    QJsonObject m_components;
};

} // namespace peregrine::localserver
