#include "core/fal/catalog/catalogservice.h"

#include "core/fal/catalog/modellistcall.h"
#include "core/fal/catalog/sitelisting.h"

#include <QCoreApplication>
#include <QUrlQuery>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::CatalogService)
};

Expected<ModelPage, Error> pageOf(const FalAnswer &answer)
{
    const auto object = jsonObjectOf(answer);
    if (!object)
        return Unexpected{object.error()};
    const QJsonValue models = object->value(QStringLiteral("models"));
    if (!models.isArray())
        return Unexpected{
            Error::malformed(Text::tr("The server's model list has no models in it."))};
    ModelPage page;
    page.bytes = answer.body.size();
    page.models = models.toArray();
    page.nextCursor = object->value(QStringLiteral("next_cursor")).toString();
    page.hasMore = object->value(QStringLiteral("has_more")).toBool() && !page.nextCursor.isEmpty();
    return page;
}

Error unknownModel(const EndpointId &endpoint)
{
    Error error;
    error.kind = Error::Kind::NotFound;
    error.httpStatus = 404;
    error.message = Text::tr("The server has no model \"%1\".").arg(endpoint.toString());
    return error;
}

/// The platform knows the model but could not make its document ("expansion_failed").
Error noDocument(const EndpointId &endpoint, const QString &problem)
{
    constexpr qsizetype longest = 500;
    Error error;
    error.kind = Error::Kind::Server;
    error.message = Text::tr("The server could not describe the model \"%1\": %2")
                        .arg(endpoint.toString(), problem.left(longest));
    return error;
}

/// A plus sign would be read as a space.
QString encoded(const EndpointId &endpoint)
{
    return endpoint.toString().replace(u'+', QStringLiteral("%2B"));
}

bool isDocument(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    return object.contains(QStringLiteral("paths"))
        || object.contains(QStringLiteral("components"));
}

/// Two addresses for one document, the second when the first has none.
class OpenApiCall final : public FalCall<QJsonObject>
{
public:
    OpenApiCall(FalTransport &transport, const EndpointId &endpoint, QObject *parent)
        : FalCall<QJsonObject>(parent)
        , m_transport(transport)
        , m_endpoint(endpoint)
    {
        FalRequest request;
        request.url = QUrl(QStringLiteral("https://fal.ai/api/openapi/queue/openapi.json"));
        QUrlQuery query;
        query.addQueryItem(QStringLiteral("endpoint_id"), encoded(endpoint));
        request.url.setQuery(query);
        m_exchange =
            m_transport.send(request, this, [this](const Expected<FalAnswer, Error> &answer) {
                if (!answer
                    && (answer.error().kind == Error::Kind::Network
                        || answer.error().kind == Error::Kind::Timeout)) {
                    fail(answer.error());
                    return;
                }
                if (answer) {
                    const auto json = jsonOf(*answer);
                    if (json && isDocument(*json)) {
                        succeedWith(json->toObject());
                        return;
                    }
                }
                askPlatform();
            });
    }

protected:
    void stop() override
    {
        if (m_exchange)
            m_exchange->deleteLater();
    }

private:
    void askPlatform()
    {
        FalRequest request;
        request.url = QUrl(QStringLiteral("https://api.fal.ai/v1/models"));
        QUrlQuery query;
        query.addQueryItem(QStringLiteral("endpoint_id"), encoded(m_endpoint));
        query.addQueryItem(QStringLiteral("expand"), QStringLiteral("openapi-3.0"));
        request.url.setQuery(query);
        m_exchange =
            m_transport.send(request, this, [this](const Expected<FalAnswer, Error> &answer) {
                if (!answer) {
                    fail(answer.error());
                    return;
                }
                const auto page = pageOf(*answer);
                if (!page) {
                    fail(page.error());
                    return;
                }
                const QJsonValue document =
                    page->models.first().toObject().value(QStringLiteral("openapi"));
                const QString problem = document.toObject()
                                            .value(QStringLiteral("error"))
                                            .toObject()
                                            .value(QStringLiteral("message"))
                                            .toString();
                if (isDocument(document))
                    succeedWith(document.toObject());
                else if (!problem.isEmpty())
                    fail(noDocument(m_endpoint, problem));
                else
                    fail(unknownModel(m_endpoint));
            });
    }

    FalTransport &m_transport;
    EndpointId m_endpoint;
    QPointer<FalExchange> m_exchange;
};

} // namespace

CatalogService::CatalogService(FalTransport &transport, QObject *parent)
    : FalService(transport, parent)
{ }

FalCall<ModelPage> *CatalogService::models(const Query &query)
{
    FalRequest request;
    request.url = QUrl(QStringLiteral("https://api.fal.ai/v1/models"));
    QUrlQuery items;
    if (!query.words.isEmpty())
        items.addQueryItem(QStringLiteral("q"),
                           QString::fromLatin1(QUrl::toPercentEncoding(query.words)));
    if (!query.category.isEmpty())
        items.addQueryItem(QStringLiteral("category"),
                           QString::fromLatin1(QUrl::toPercentEncoding(query.category)));
    if (!query.status.isEmpty())
        items.addQueryItem(QStringLiteral("status"), query.status);
    for (const EndpointId &endpoint : query.endpoints)
        items.addQueryItem(QStringLiteral("endpoint_id"), encoded(endpoint));
    if (query.limit > 0)
        items.addQueryItem(QStringLiteral("limit"), QString::number(query.limit));
    if (!query.cursor.isEmpty())
        items.addQueryItem(QStringLiteral("cursor"),
                           QString::fromLatin1(QUrl::toPercentEncoding(query.cursor)));
    if (!items.isEmpty())
        request.url.setQuery(items);
    return new FalRequestCall<ModelPage>(transport(), request, pageOf, this);
}

FalCall<ModelPage> *CatalogService::siteModels(const Query &query, int page)
{
    FalRequest request;
    request.url = QUrl(QStringLiteral("https://fal.ai/api/models"));
    QUrlQuery items;
    items.addQueryItem(QStringLiteral("page"), QString::number(page));
    if (!query.words.isEmpty())
        items.addQueryItem(QStringLiteral("keywords"),
                           QString::fromLatin1(QUrl::toPercentEncoding(query.words)));
    if (!query.category.isEmpty())
        items.addQueryItem(QStringLiteral("categories"),
                           QString::fromLatin1(QUrl::toPercentEncoding(query.category)));
    request.url.setQuery(items);
    return new FalRequestCall<ModelPage>(transport(), request, sitePageOf, this);
}

ModelListCall *CatalogService::allModels(const Query &query)
{
    return new ModelListCall(*this, query, this);
}

FalCall<QJsonObject> *CatalogService::openApi(const EndpointId &endpoint)
{
    return new OpenApiCall(transport(), endpoint, this);
}

} // namespace peregrine
