#include "core/localserver/catalogue/siteapi.h"

#include "core/localserver/catalogue/modellist.h"
#include "core/localserver/catalogue/modeltext.h"
#include "core/localserver/thumbnails/thumbnailpath.h"

#include <QJsonArray>

#include <algorithm>

namespace peregrine::localserver {

namespace {

/// As on fal's site.
constexpr int pageSize = 40;
/// No call here has a body; one that comes is looked over, so that its method can be answered.
constexpr qint64 maximumBody = 64 * 1024;

QJsonObject siteEntry(const ModelCard &card, const QString &base)
{
    const QString modelUrl = base + QLatin1String("/fal.run/") + card.endpoint;
    QJsonObject entry{
        {QStringLiteral("id"), card.endpoint},
        {QStringLiteral("title"), card.displayName},
        {QStringLiteral("category"), card.category},
        {QStringLiteral("shortDescription"), card.description},
        {QStringLiteral("tags"), QJsonArray::fromStringList(card.tags)},
        {QStringLiteral("thumbnailUrl"), QString(base + thumbnailPath(card.endpoint))},
        {QStringLiteral("modelUrl"), modelUrl},
        {QStringLiteral("licenseType"), QStringLiteral("commercial")},
        {QStringLiteral("date"), card.date},
        {QStringLiteral("durationEstimate"), card.durationEstimate},
        {QStringLiteral("kind"), QStringLiteral("inference")},
        {QStringLiteral("highlighted"), false},
        {QStringLiteral("deprecated"), false},
        {QStringLiteral("unlisted"), false},
    };
    if (card.streams)
        entry.insert(QStringLiteral("streamUrl"), QString(modelUrl + QLatin1String("/stream")));
    return entry;
}

/// Repeated or with commas.
QStringList categoriesIn(const HttpTarget &target)
{
    QStringList categories;
    const QStringList values = target.queryValues(QStringLiteral("categories"));
    for (const QString &value : values)
        categories += value.split(u',', Qt::SkipEmptyParts);
    return categories;
}

} // namespace

SiteApi::SiteApi(const KeyCheck &keys, const ModelRegistry &models)
    : ApiHandler(keys)
    , m_models(models)
{ }

HttpBodyPlan SiteApi::planBody(const HttpRequest &)
{
    return HttpBodyPlan::toMemory(maximumBody);
}

void SiteApi::handle(HttpRequest request, HttpResponder responder)
{
    responder.send(answer(request));
}

HttpResponse SiteApi::answer(const HttpRequest &request) const
{
    const QStringList path = request.target.segments.mid(1);
    const QString joined = path.join(u'/');
    const bool list = joined == QLatin1String("api/models");
    const bool text = path.size() > 2 && path.first() == QLatin1String("models")
        && path.last() == QLatin1String("llms.txt");
    if (!list && !text && joined != QLatin1String("api/openapi/queue/openapi.json"))
        return pathNotFound(request);
    if (request.method != "GET")
        return methodNotAllowed("GET");
    if (list)
        return models(request);
    return text ? description(request) : document(request);
}

HttpResponse SiteApi::models(const HttpRequest &request) const
{
    const QString number = request.target.queryValue(QStringLiteral("page"));
    bool ok = true;
    const int page = number.isEmpty() ? 1 : number.toInt(&ok);
    if (!ok || page < 1)
        return HttpResponse::detail(400, QStringLiteral("page must be a whole number above 0."));
    const QString keywords = request.target.queryValue(QStringLiteral("keywords"));
    const QStringList categories = categoriesIn(request.target);
    const QString base = baseOf(request);

    QJsonArray items;
    int total = 0;
    for (const LocalModel *model : m_models.models()) {
        const ModelCard &card = model->card();
        if ((!categories.isEmpty() && !categories.contains(card.category))
            || !matchesWords(card, keywords))
            continue;
        if (total / pageSize == page - 1)
            items.append(siteEntry(card, base));
        ++total;
    }
    return HttpResponse::json(200,
                              QJsonObject{
                                  {QStringLiteral("items"), items},
                                  {QStringLiteral("page"), page},
                                  {QStringLiteral("pages"), (total + pageSize - 1) / pageSize},
                                  {QStringLiteral("size"), pageSize},
                                  {QStringLiteral("total"), total},
                              });
}

HttpResponse SiteApi::document(const HttpRequest &request) const
{
    const LocalModel *model =
        m_models.find(request.target.queryValue(QStringLiteral("endpoint_id")));
    // fal answers an unknown id with null, not with an object.
    return model != nullptr ? HttpResponse::json(200, model->openApi(baseOf(request)))
                            : HttpResponse::json(404, QJsonValue::Null);
}

HttpResponse SiteApi::description(const HttpRequest &request) const
{
    const QStringList &path = request.target.segments;
    const LocalModel *model = m_models.find(path.mid(2, path.size() - 3).join(u'/'));
    if (model == nullptr)
        return pathNotFound(request);
    HttpResponse response;
    response.setHeader("content-type", "text/plain; charset=utf-8");
    response.body = modelText(*model, baseOf(request)).toUtf8();
    return response;
}

} // namespace peregrine::localserver
