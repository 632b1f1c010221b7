#include "core/fal/catalog/sitelisting.h"

#include <QCoreApplication>

#include <array>

namespace peregrine {

using namespace Qt::StringLiterals;

namespace {

struct Renamed
{
    QLatin1String site;
    QLatin1String platform;
};

constexpr std::array<Renamed, 13> members{{
    {QLatin1String("title"), QLatin1String("display_name")},
    {QLatin1String("category"), QLatin1String("category")},
    {QLatin1String("shortDescription"), QLatin1String("description")},
    {QLatin1String("tags"), QLatin1String("tags")},
    {QLatin1String("isFavorited"), QLatin1String("is_favorited")},
    {QLatin1String("thumbnailUrl"), QLatin1String("thumbnail_url")},
    {QLatin1String("modelUrl"), QLatin1String("model_url")},
    {QLatin1String("streamUrl"), QLatin1String("stream_url")},
    {QLatin1String("licenseType"), QLatin1String("license_type")},
    {QLatin1String("date"), QLatin1String("updated_at")},
    {QLatin1String("durationEstimate"), QLatin1String("duration_estimate")},
    {QLatin1String("highlighted"), QLatin1String("highlighted")},
    {QLatin1String("kind"), QLatin1String("kind")},
}};

QJsonObject entryOf(const QJsonObject &item)
{
    QJsonObject metadata;
    for (const Renamed &member : members) {
        const QJsonValue value = item.value(member.site);
        if (!value.isUndefined() && !value.isNull())
            metadata.insert(member.platform, value);
    }
    metadata.insert(u"status"_s,
                    item.value(u"deprecated").toBool() ? u"deprecated"_s : u"active"_s);
    return {{u"endpoint_id"_s, item.value(u"id")}, {u"metadata"_s, metadata}};
}

bool isHidden(const QJsonObject &item)
{
    return item.value(u"unlisted").toBool() || item.value(u"removed").toBool()
        || item.value(u"private").toBool() || item.value(u"adminOnly").toBool();
}

} // namespace

Expected<ModelPage, Error> sitePageOf(const FalAnswer &answer)
{
    const auto object = jsonObjectOf(answer);
    if (!object)
        return Unexpected{object.error()};
    const QJsonValue items = object->value(u"items");
    if (!items.isArray())
        return Unexpected{Error::malformed(QCoreApplication::translate(
            "peregrine::CatalogService", "The server's model list has no models in it."))};
    ModelPage page;
    page.bytes = answer.body.size();
    const QJsonArray entries = items.toArray();
    for (const QJsonValue &item : entries) {
        if (item.isObject() && !isHidden(item.toObject()))
            page.models.append(entryOf(item.toObject()));
    }
    const int number = object->value(u"page").toInt();
    page.hasMore = number > 0 && number < object->value(u"pages").toInt();
    if (page.hasMore)
        page.nextCursor = QString::number(number + 1);
    return page;
}

} // namespace peregrine
