#include "core/localserver/models/modelcard.h"

#include <QJsonArray>

namespace peregrine::localserver {

namespace {

QString text(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1String(name)).toString();
}

/// Adds the shared schemas that value refers to, and what those refer to.
void addReferred(const QJsonValue &value, const QJsonObject &shared, QJsonObject &schemas)
{
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (const QJsonValue &element : array)
            addReferred(element, shared, schemas);
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
            if (it.key() != QLatin1String("$ref")) {
                addReferred(it.value(), shared, schemas);
                continue;
            }
            const QString name = it.value().toString().section(u'/', -1);
            if (!schemas.contains(name) && shared.contains(name)) {
                schemas.insert(name, shared.value(name));
                addReferred(shared.value(name), shared, schemas);
            }
        }
    }
}

} // namespace

std::optional<ModelCard> ModelCard::fromJson(const QJsonObject &json, const QJsonObject &shared)
{
    ModelCard card;
    card.endpoint = text(json, "endpoint_id");
    card.displayName = text(json, "display_name");
    card.category = text(json, "category");
    card.description = text(json, "description");
    card.date = text(json, "date");
    card.unit = text(json, "unit");
    card.durationEstimate = json.value(QLatin1String("duration_estimate")).toDouble();
    card.inputSchema = text(json, "input");
    card.outputSchema = text(json, "output");
    card.streams = json.value(QLatin1String("streams")).toBool();
    card.realtimeInputSchema = text(json, "realtime_input");
    card.realtimeOutputSchema = text(json, "realtime_output");
    const QJsonArray tags = json.value(QLatin1String("tags")).toArray();
    for (const QJsonValue &tag : tags)
        card.tags.append(tag.toString());
    card.schemas = json.value(QLatin1String("schemas")).toObject();
    addReferred(QJsonObject(card.schemas), shared, card.schemas);
    const bool complete = card.endpoint.count(u'/') >= 1 && !card.displayName.isEmpty()
        && card.schemas.contains(card.inputSchema) && card.schemas.contains(card.outputSchema);
    return complete ? std::optional(card) : std::nullopt;
}

QString ModelCard::application() const
{
    return endpoint.section(u'/', 0, 1);
}

} // namespace peregrine::localserver
