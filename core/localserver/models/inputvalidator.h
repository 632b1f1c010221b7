#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

namespace peregrine::localserver {

/// Checks inputs against a schema of an OpenAPI document, and speaks of faults as fal's models do.
/// Knows what our own documents use: type, $ref, allOf with one entry, anyOf, enum, const,
/// nullable, required, properties, items, default and the bounds of numbers, texts and lists.
class InputValidator
{
public:
    /// schemas: components.schemas, for $ref.
    explicit InputValidator(QJsonObject schemas);

    /// The faults, in the order of x-fal-order-properties; empty when the value is valid.
    [[nodiscard]] QJsonArray faults(const QString &schemaName, const QJsonValue &value) const;
    /// A valid object with the defaults of the members that it leaves out.
    [[nodiscard]] QJsonObject withDefaults(const QString &schemaName,
                                           const QJsonObject &value) const;

private:
    [[nodiscard]] QJsonObject resolved(const QJsonObject &schema) const;
    void check(const QJsonObject &schema, const QJsonValue &value, const QJsonArray &loc,
               QJsonArray &faults) const;
    void checkAlternatives(const QJsonArray &alternatives, const QJsonValue &value,
                           const QJsonArray &loc, QJsonArray &faults) const;
    void checkObject(const QJsonObject &schema, const QJsonObject &value, const QJsonArray &loc,
                     QJsonArray &faults) const;

    QJsonObject m_schemas;
};

} // namespace peregrine::localserver
