#include "core/fal/catalogservice.h"

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
        return Unexpected{Error::malformed(Text::tr("The server's model list has no models in it."))};
    ModelPage page;
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
        query.addQueryItem(QStringLiteral("endpoint_id"), endpoint.toString());
        request.url.setQuery(query);
        m_exchange =
            m_transport.send(request, this, [this](const Expected<FalAnswer, Error> &answer) {
                if (!answer && answer.error().httpStatus == 0) {
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
        query.addQueryItem(QStringLiteral("endpoint_id"), m_endpoint.toString());
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
                if (isDocument(document))
                    succeedWith(document.toObject());
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
    if (query.limit > 0)
        items.addQueryItem(QStringLiteral("limit"), QString::number(query.limit));
    if (!query.cursor.isEmpty())
        items.addQueryItem(QStringLiteral("cursor"),
                           QString::fromLatin1(QUrl::toPercentEncoding(query.cursor)));
    if (!items.isEmpty())
        request.url.setQuery(items);
    return new FalRequestCall<ModelPage>(transport(), request, pageOf, this);
}

FalCall<QJsonObject> *CatalogService::openApi(const EndpointId &endpoint)
{
    return new OpenApiCall(transport(), endpoint, this);
}

} // namespace peregrine
