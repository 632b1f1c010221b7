#include "core/localserver/catalogue/modeltext.h"

#include <QJsonArray>

namespace peregrine::localserver {

namespace {

QString typeOf(const QJsonObject &property)
{
    if (const QString type = property.value(QStringLiteral("type")).toString(); !type.isEmpty())
        return type;
    if (const QString reference = property.value(QStringLiteral("$ref")).toString();
        !reference.isEmpty())
        return reference.section(u'/', -1);
    return QStringLiteral("any of several types");
}

/// The members of one schema as a list.
QString membersOf(const QJsonObject &schema)
{
    QString text;
    const QJsonObject properties = schema.value(QStringLiteral("properties")).toObject();
    const QJsonArray required = schema.value(QStringLiteral("required")).toArray();
    for (auto it = properties.constBegin(); it != properties.constEnd(); ++it) {
        const QJsonObject property = it.value().toObject();
        text += QStringLiteral("- `%1` (%2%3): %4\n")
                    .arg(it.key(), typeOf(property),
                         required.contains(it.key()) ? QStringLiteral(", required") : QString(),
                         property.value(QStringLiteral("description")).toString().simplified());
    }
    return text;
}

} // namespace

QString modelText(const LocalModel &model, const QString &base)
{
    const ModelCard &card = model.card();
    const ModelSchemas schemas = model.schemas();
    const QString price = card.unit.isEmpty()
        ? QStringLiteral("not known here")
        : QStringLiteral("0 USD, counted in %1").arg(card.unit);
    return QStringLiteral("# %1\n\n> %2\n\n").arg(card.displayName, card.description)
        + QStringLiteral("- Endpoint: `%1`\n- Category: %2\n- Price: %3\n")
              .arg(card.endpoint, card.category, price)
        + QStringLiteral("- Run: `POST %1/fal.run/%2`\n- Queue: `POST %1/queue.fal.run/%2`\n")
              .arg(base, card.endpoint)
        + QStringLiteral("\n## Input\n\n")
        + membersOf(schemas.components.value(schemas.input).toObject())
        + QStringLiteral("\n## Output\n\n")
        + membersOf(schemas.components.value(schemas.output).toObject());
}

} // namespace peregrine::localserver
