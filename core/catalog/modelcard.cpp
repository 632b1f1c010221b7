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
    card.updatedAt =
        QDateTime::fromString(metadata.value(u"updated_at").toString(), Qt::ISODate).toUTC();
    return card;
}

} // namespace peregrine
