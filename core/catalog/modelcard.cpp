#include "core/catalog/modelcard.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

namespace peregrine {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxLine = 200;
constexpr qsizetype maxText = 4000;
constexpr qsizetype maxTags = 50;
constexpr qsizetype maxEndpoints = 20;
constexpr double maxMinutes = 24.0 * 60;

QString line(const QJsonValue &value)
{
    return value.toString().simplified().left(maxLine);
}

QUrl webUrl(const QJsonValue &value)
{
    const QUrl url(value.toString(), QUrl::StrictMode);
    const bool isWeb = url.scheme() == u"https" || url.scheme() == u"http";
    return url.isValid() && isWeb && !url.host().isEmpty() ? url : QUrl();
}

QStringList tagList(const QJsonValue &value)
{
    QStringList tags;
    const QJsonArray entries = value.toArray();
    for (const QJsonValue &entry : entries) {
        const QString tag = line(entry);
        if (!tag.isEmpty() && !tags.contains(tag))
            tags.append(tag);
        if (tags.size() == maxTags)
            break;
    }
    return tags;
}

QList<EndpointId> endpointList(const QJsonValue &value)
{
    QList<EndpointId> endpoints;
    const QJsonArray entries = value.toArray();
    for (const QJsonValue &entry : entries) {
        const auto endpoint = EndpointId::parse(entry.toString());
        if (endpoint && !endpoints.contains(*endpoint))
            endpoints.append(*endpoint);
        if (endpoints.size() == maxEndpoints)
            break;
    }
    return endpoints;
}

QDateTime timeOf(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODate).toUTC();
}

bool tellsRealtime(const ModelCard &card)
{
    return card.tags.contains(u"realtime"_s, Qt::CaseInsensitive)
        || card.category.compare(u"realtime", Qt::CaseInsensitive) == 0
        || card.endpoint.toString().endsWith(u"/realtime");
}

} // namespace

Expected<ModelCard, Error> ModelCard::parse(const QJsonValue &entry)
{
    if (!entry.isObject())
        return Unexpected{Error::malformed(QCoreApplication::translate(
            "peregrine::ModelCard", "A model of the catalogue is not a JSON object."))};
    const QJsonObject object = entry.toObject();
    const QJsonValue id = object.value(u"endpoint_id");
    if (!id.isString())
        return Unexpected{Error::malformed(QCoreApplication::translate(
            "peregrine::ModelCard", "A model of the catalogue has no endpoint id."))};
    auto endpoint = EndpointId::parse(id.toString());
    if (!endpoint)
        return Unexpected{Error::malformed(endpoint.error().message)};

    const QJsonObject metadata = object.value(u"metadata").toObject();
    ModelCard card;
    card.endpoint = *endpoint;
    card.title = line(metadata.value(u"display_name"));
    if (card.title.isEmpty())
        card.title = card.endpoint.toString();
    card.category = line(metadata.value(u"category"));
    card.description = metadata.value(u"description").toString().trimmed().left(maxText);
    if (metadata.value(u"status").toString() == u"deprecated")
        card.status = Status::Deprecated;
    if (metadata.value(u"kind").toString() == u"training")
        card.kind = Kind::Training;
    card.tags = tagList(metadata.value(u"tags"));
    card.thumbnailUrl = webUrl(metadata.value(u"thumbnail_url"));
    card.license = line(metadata.value(u"license_type"));
    card.streamUrl = webUrl(metadata.value(u"stream_url"));
    card.hasRealtime = tellsRealtime(card);
    card.highlighted = metadata.value(u"highlighted").toBool();
    card.favorite = metadata.value(u"is_favorited").toBool();
    card.updatedAt = timeOf(metadata.value(u"updated_at"));
    card.publishedAt = timeOf(metadata.value(u"date"));
    const QJsonObject group = metadata.value(u"group").toObject();
    card.familyKey = line(group.value(u"key"));
    card.familyLabel = line(group.value(u"label"));
    const double minutes = metadata.value(u"duration_estimate").toDouble();
    if (minutes > 0 && minutes <= maxMinutes)
        card.typicalMinutes = minutes;
    card.trainers = endpointList(metadata.value(u"training_endpoint_ids"));
    card.trains = endpointList(metadata.value(u"inference_endpoint_ids"));
    card.licenseUrl = webUrl(metadata.value(u"github_url"));
    return card;
}

ModelCard ModelCard::unlisted(const EndpointId &endpoint)
{
    ModelCard card;
    card.endpoint = endpoint;
    card.title = endpoint.toString();
    card.isListed = false;
    card.hasRealtime = tellsRealtime(card);
    return card;
}

} // namespace peregrine
