#pragma once

#include "core/schema/fieldspec.h"
#include "core/schema/schemaresolver.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

namespace peregrine {

/// Turns schemas into FieldSpecs, one document a reader. Pure but for its budget: a document that
/// explodes (every component naming every other) ends in fields that take anything.
class FieldReader
{
public:
    explicit FieldReader(const QJsonObject &document);

    /// The root of an input: an Object, or a Map of Any where nothing is said. Several alternative
    /// objects are one with the members of all. What takes no named values at all stays what it is.
    [[nodiscard]] FieldSpec readRoot(const QJsonValue &schema);
    [[nodiscard]] const SchemaResolver &resolver() const { return m_resolver; }

private:
    /// Where a schema stands: what it can take from its surroundings.
    struct Place
    {
        QString name;
        bool required = false;
        QStringList references;
        int depth = 0;
        /// Hints and limits that stand at the property hold for its branches and items, too.
        QString hint;
        QJsonObject limits;
        /// What the author shows for this place, also by the examples of a list around it.
        QJsonArray examples;
    };

    static void takeHints(Place &place, const QJsonObject &schema);
    [[nodiscard]] FieldSpec read(const QJsonValue &schema, const Place &place);
    void readType(FieldSpec &spec, const QJsonObject &schema, const Place &place);
    void readText(FieldSpec &spec, const QJsonObject &schema, const Place &place);
    static void readNumber(FieldSpec &spec, const QJsonObject &schema, bool whole,
                           const QString &hint);
    void readList(FieldSpec &spec, const QJsonObject &schema, const Place &place);
    void readTuple(FieldSpec &spec, const QList<QJsonValue> &places, const Place &place);
    void readMap(FieldSpec &spec, const QJsonObject &schema, const Place &place);
    void readObject(FieldSpec &spec, const QJsonObject &schema, const Place &place);
    void readUnion(FieldSpec &spec, const QJsonObject &schema, const QList<QJsonValue> &branches,
                   const Place &place);
    static void readChoices(FieldSpec &spec, const QJsonArray &choices);
    static void readDiscriminator(FieldSpec &spec, const QJsonObject &discriminator,
                                  const QList<QJsonValue> &branches);

    SchemaResolver m_resolver;
    int m_budget;
};

} // namespace peregrine
