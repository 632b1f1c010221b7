#include "core/localserver/catalogue/catalogueapi.h"

#include "core/localserver/models/openapidocument.h"

#include <QJsonArray>

#include <algorithm>

namespace peregrine::localserver {

namespace {

constexpr qsizetype maximumEndpointIds = 50;
constexpr qsizetype maximumPage = 100;
constexpr qsizetype defaultPage = 50;

HttpResponse platformError(int status, const char *type, const QString &message)
{
    const QJsonObject error{
        {QStringLiteral("type"), QLatin1String(type)},
        {QStringLiteral("message"), message},
    };
    return HttpResponse::json(status, QJsonObject{{QStringLiteral("error"), error}});
}

/// Whether every word is found in the id, name, description, category or tags.
bool matches(const ModelCard &card, const QString &words)
{
    const QString text = QStringList{card.endpoint, card.displayName, card.description,
                                     card.category, card.tags.join(u' ')}
                             .join(u' ');
    const QStringList wanted = words.simplified().split(u' ', Qt::SkipEmptyParts);
    return std::all_of(wanted.cbegin(), wanted.cend(), [&text](const QString &word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

QJsonObject page(const char *name, const QJsonArray &entries, const QJsonValue &next)
{
    return {{QLatin1String(name), entries},
            {QStringLiteral("next_cursor"), next},
            {QStringLiteral("has_more"), next.isString()}};
}

} // namespace

CatalogueApi::CatalogueApi(const KeyCheck &keys, const ModelRegistry &models)
    : ApiHandler(keys)
    , m_models(models)
{ }

HttpBodyPlan CatalogueApi::planBody(const HttpRequest &head)
{
    // The list may be read without a key, not with a wrong one; prices need one.
    const bool list = head.target.segments.mid(1).join(u'/') == QLatin1String("v1/models");
    if (list ? !keys().passesOrAnonymous(head) : !keys().passes(head)) {
        return HttpBodyPlan::refuse(
            platformError(401, "authorization_error", QStringLiteral("invalid key credentials")));
    }
    return HttpBodyPlan::toMemory(0);
}

void CatalogueApi::handle(HttpRequest request, HttpResponder responder)
{
    const QString path = request.target.segments.mid(1).join(u'/');
    const bool list = path == QLatin1String("v1/models");
    if (!list && path != QLatin1String("v1/models/pricing")) {
        responder.send(
            platformError(404, "not_found", QStringLiteral("There is no such resource.")));
    } else if (request.method != "GET") {
        responder.send(methodNotAllowed("GET"));
    } else {
        responder.send(list ? models(request) : pricing(request));
    }
}

HttpResponse CatalogueApi::models(const HttpRequest &request) const
{
    const HttpTarget &target = request.target;
    const QStringList ids = target.queryValues(QStringLiteral("endpoint_id"));
    if (ids.size() > maximumEndpointIds) {
        return platformError(400, "validation_error",
                             QStringLiteral("At most 50 endpoint_id are allowed."));
    }
    qsizetype limit = defaultPage;
    if (const QString text = target.queryValue(QStringLiteral("limit")); !text.isNull()) {
        bool ok = false;
        limit = text.toInt(&ok);
        if (!ok || limit < 1) {
            return platformError(400, "validation_error",
                                 QStringLiteral("limit must be a whole number above 0."));
        }
        limit = std::min(limit, maximumPage);
    }
    // The cursor is the id that the last page ended with.
    const QString cursor = QString::fromUtf8(QByteArray::fromBase64(
        target.queryValue(QStringLiteral("cursor")).toLatin1(), QByteArray::Base64UrlEncoding));
    if (!cursor.isEmpty() && m_models.find(cursor) == nullptr) {
        return platformError(400, "validation_error", QStringLiteral("The cursor is not valid."));
    }
    const bool withSchema =
        target.queryValues(QStringLiteral("expand")).contains(QStringLiteral("openapi-3.0"));
    const QString words = target.queryValue(QStringLiteral("q"));
    const QString category = target.queryValue(QStringLiteral("category"));
    const QString status = target.queryValue(QStringLiteral("status"));
    const QString base = baseOf(request);

    QJsonArray entries;
    QString last;
    bool past = cursor.isEmpty();
    for (const auto &model : m_models.models()) {
        const ModelCard &card = model->card();
        if (!past) {
            past = card.endpoint == cursor;
            continue;
        }
        const bool wanted = (ids.isEmpty() || ids.contains(card.endpoint))
            && (category.isEmpty() || card.category == category)
            && (status.isEmpty() || status == QLatin1String("active")) && matches(card, words);
        if (!wanted)
            continue;
        if (entries.size() == limit) {
            const QByteArray next = last.toUtf8().toBase64(QByteArray::Base64UrlEncoding
                                                           | QByteArray::OmitTrailingEquals);
            return HttpResponse::json(200, page("models", entries, QString::fromLatin1(next)));
        }
        QJsonObject entry = catalogueEntry(card, base);
        if (withSchema)
            entry.insert(QStringLiteral("openapi"), model->openApi(base));
        entries.append(entry);
        last = card.endpoint;
    }
    return HttpResponse::json(200, page("models", entries, QJsonValue::Null));
}

HttpResponse CatalogueApi::pricing(const HttpRequest &request) const
{
    const QStringList ids = request.target.queryValues(QStringLiteral("endpoint_id"));
    if (ids.isEmpty() || ids.size() > maximumEndpointIds) {
        return platformError(400, "validation_error",
                             QStringLiteral("Between 1 and 50 endpoint_id are needed."));
    }
    QJsonArray prices;
    for (const QString &id : ids) {
        const LocalModel *model = m_models.find(id);
        if (model == nullptr) {
            return platformError(404, "not_found",
                                 QStringLiteral("The endpoint %1 is unknown.").arg(id));
        }
        if (model->card().unit.isEmpty())
            continue;
        prices.append(QJsonObject{
            {QStringLiteral("endpoint_id"), id},
            {QStringLiteral("unit_price"), 0},
            {QStringLiteral("unit"), model->card().unit},
            {QStringLiteral("currency"), QStringLiteral("USD")},
        });
    }
    return HttpResponse::json(200, page("prices", prices, QJsonValue::Null));
}

} // namespace peregrine::localserver
