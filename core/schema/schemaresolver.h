#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

namespace peregrine {

/// Follows $ref and merges allOf, so that a reader sees one flat object with all keywords of a
/// schema. Keywords beside a $ref win over the component's, as in JSON Schema 2020-12.
class SchemaResolver
{
public:
    struct Resolved
    {
        QJsonObject schema;
        /// The components gone through, for spotting loops further down.
        QStringList references;
        /// The title of the innermost component: the author's class name. `schema` keeps only a
        /// title that stands at the property itself.
        QString componentTitle;
        /// A $ref led to itself or to nothing: what can be known is in `schema`.
        bool loops = false;
        bool missing = false;
    };

    explicit SchemaResolver(QJsonObject document);

    [[nodiscard]] Resolved resolve(const QJsonValue &schema, const QStringList &references) const;

private:
    void mergeInto(Resolved &result, const QJsonObject &schema, int depth) const;
    void mergeReference(Resolved &result, const QString &reference, int depth) const;

    QJsonObject m_document;
};

/// What is allowed where several schemas are: the branches of anyOf, oneOf or a list of types,
/// without the one that is null.
struct SchemaBranches
{
    QList<QJsonValue> branches;
    bool nullable = false;
};

[[nodiscard]] SchemaBranches branchesOf(const QJsonObject &resolvedSchema);

} // namespace peregrine
