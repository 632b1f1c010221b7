#pragma once

#include "core/localserver/models/schemaresolver.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

namespace peregrine::localserver {

/// Checks values against a schema of an OpenAPI document, and speaks of faults as fal's models do.
/// Knows every keyword that fal's documents use: type, $ref in loops and beside others, allOf,
/// anyOf, oneOf, enum, const, nullable, required, properties, additionalProperties, items,
/// prefixItems, default, pattern, format, uniqueItems and the bounds of numbers, texts and lists.
/// What a document only notes for people (min, max, step, x-fal) is not enforced.
class InputValidator
{
public:
    /// schemas: components.schemas, for $ref.
    explicit InputValidator(QJsonObject schemas);

    /// The faults, in the order of x-fal-order-properties; empty when the value is valid.
    [[nodiscard]] QJsonArray faults(const QString &schemaName, const QJsonValue &value) const;
    /// A valid object with the defaults of the members that it leaves out, also of those within.
    [[nodiscard]] QJsonObject withDefaults(const QString &schemaName,
                                           const QJsonObject &value) const;

private:
    /// One check: how much work is left before a document made to be slow is given up.
    struct Effort;

    void check(const QJsonObject &schema, const QJsonValue &value, const QJsonArray &loc,
               QJsonArray &faults, Effort &effort) const;
    [[nodiscard]] bool checkAlternatives(const QJsonArray &alternatives, const QJsonValue &value,
                                         const QJsonArray &loc, QJsonArray &faults,
                                         Effort &effort) const;
    void checkObject(const QJsonObject &schema, const QJsonObject &value, const QJsonArray &loc,
                     QJsonArray &faults, Effort &effort) const;
    [[nodiscard]] QJsonValue completed(const QJsonObject &schema, const QJsonValue &value,
                                       Effort &effort) const;

    SchemaResolver m_schemas;
};

} // namespace peregrine::localserver
