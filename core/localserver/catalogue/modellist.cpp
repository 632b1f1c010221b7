#include "core/localserver/catalogue/modellist.h"

#include "core/base/json.h"
#include "core/localserver/catalogue/platformanswers.h"
#include "core/localserver/catalogue/platformquery.h"
#include "core/localserver/models/openapidocument.h"
#include "core/localserver/storage/fileurls.h"

#include <algorithm>

namespace peregrine::localserver {

namespace {

HttpResponse unknownEndpoint(const QString &id)
{
    return platformError(404, "not_found", QStringLiteral("The endpoint %1 is unknown.").arg(id));
}

/// What is wrong with an estimate's endpoints; empty when nothing is.
QString quantityFault(const QJsonObject &endpoints, const QString &quantity)
{
    if (endpoints.isEmpty() || endpoints.size() > PlatformQuery::maximumEndpointIds)
        return QStringLiteral("Between 1 and 50 endpoints are needed.");
    for (auto it = endpoints.constBegin(); it != endpoints.constEnd(); ++it) {
        const QJsonValue value = it.value().toObject().value(quantity);
        if (!value.isDouble() || value.toDouble() < 0) {
            return QStringLiteral("%1 of %2 must be a number that is not below 0.")
                .arg(quantity, it.key());
        }
    }
    return {};
}

} // namespace

bool matchesWords(const ModelCard &card, const QString &words)
{
    const QString text = QStringList{card.endpoint, card.displayName, card.description,
                                     card.category, card.tags.join(u' ')}
                             .join(u' ');
    const QStringList wanted = words.simplified().split(u' ', Qt::SkipEmptyParts);
    return std::all_of(wanted.cbegin(), wanted.cend(), [&text](const QString &word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

ModelList::ModelList(const ModelRegistry &models)
    : m_models(models)
{ }

HttpResponse ModelList::list(const HttpRequest &request) const
{
    const Expected<PlatformQuery, HttpResponse> query = PlatformQuery::read(request.target);
    if (!query)
        return query.error();
    // The cursor is the id that the last page ended with.
    if (!query->cursor.isEmpty() && m_models.find(query->cursor) == nullptr)
        return platformInvalid(QStringLiteral("The cursor is not valid."));
    const QString words = request.target.queryValue(QStringLiteral("q"));
    const QString category = request.target.queryValue(QStringLiteral("category"));
    const QString status = request.target.queryValue(QStringLiteral("status"));
    if (!status.isEmpty() && status != QLatin1String("active")
        && status != QLatin1String("deprecated"))
        return platformInvalid(QStringLiteral("status must be active or deprecated."));
    const QString base = serverBase(request);

    QJsonArray entries;
    QString last;
    bool past = query->cursor.isEmpty();
    for (const LocalModel *model : m_models.models()) {
        const ModelCard &card = model->card();
        if (!past) {
            past = card.endpoint == query->cursor;
            continue;
        }
        const bool wanted = query->wants(card.endpoint)
            && (category.isEmpty() || card.category == category)
            && status != QLatin1String("deprecated") && matchesWords(card, words);
        if (!wanted)
            continue;
        if (entries.size() == query->limit)
            return HttpResponse::json(200, platformPage("models", entries, last));
        QJsonObject entry = catalogueEntry(card, base);
        if (query->expands(QStringLiteral("openapi-3.0")))
            entry.insert(QStringLiteral("openapi"), model->openApi(base));
        if (query->expands(QStringLiteral("enterprise_status")))
            entry.insert(QStringLiteral("enterprise_status"), QStringLiteral("ready"));
        entries.append(entry);
        last = card.endpoint;
    }
    return HttpResponse::json(200, platformPage("models", entries));
}

HttpResponse ModelList::pricing(const HttpRequest &request) const
{
    const Expected<PlatformQuery, HttpResponse> query = PlatformQuery::read(request.target);
    if (!query)
        return query.error();
    if (query->endpoints.isEmpty())
        return platformInvalid(QStringLiteral("Between 1 and 50 endpoint_id are needed."));
    QJsonArray prices;
    for (const QString &id : query->endpoints) {
        const LocalModel *model = m_models.find(id);
        if (model == nullptr)
            return unknownEndpoint(id);
        if (model->card().unit.isEmpty())
            continue;
        prices.append(QJsonObject{
            {QStringLiteral("endpoint_id"), id},
            {QStringLiteral("unit_price"), 0},
            {QStringLiteral("unit"), model->card().unit},
            {QStringLiteral("currency"), QStringLiteral("USD")},
        });
    }
    return HttpResponse::json(200, platformPage("prices", prices));
}

HttpResponse ModelList::estimate(const HttpRequest &request) const
{
    const Expected<QJsonValue, QString> json = parseJson(request.body);
    if (!json || !json->isObject())
        return platformInvalid(QStringLiteral("The body is not a JSON object."));
    const QString type = json->toObject().value(QStringLiteral("estimate_type")).toString();
    const bool byUnit = type == QLatin1String("unit_price");
    if (!byUnit && type != QLatin1String("historical_api_price")) {
        return platformInvalid(
            QStringLiteral("estimate_type must be unit_price or historical_api_price."));
    }
    const QJsonObject endpoints = json->toObject().value(QStringLiteral("endpoints")).toObject();
    const QString fault = quantityFault(
        endpoints, byUnit ? QStringLiteral("unit_quantity") : QStringLiteral("call_quantity"));
    if (!fault.isEmpty())
        return platformInvalid(fault);
    const QStringList ids = endpoints.keys();
    for (const QString &id : ids) {
        const LocalModel *model = m_models.find(id);
        if (model == nullptr)
            return unknownEndpoint(id);
        if (model->card().unit.isEmpty()) {
            return platformError(404, "not_found",
                                 QStringLiteral("The price of %1 is not known here.").arg(id));
        }
    }
    return HttpResponse::json(200,
                              QJsonObject{{QStringLiteral("estimate_type"), type},
                                          {QStringLiteral("total_cost"), 0},
                                          {QStringLiteral("currency"), QStringLiteral("USD")}});
}

} // namespace peregrine::localserver
