#pragma once

#include "core/fal/endpointid.h"
#include "core/fal/falservice.h"

#include <QJsonArray>

namespace peregrine {

/// One page of the model list, entries as the server sent them.
struct ModelPage
{
    QJsonArray models;
    QString nextCursor;
    bool hasMore = false;
    /// Of the answer.
    qsizetype bytes = 0;
};

class ModelListCall;

/// fal's catalogue (api.fal.ai/v1) and the OpenAPI document of an endpoint.
/// Two generations of the model list: the platform API, and the listing of fal's web site, which
/// fal does not document and which is asked when the platform API is not there.
class CatalogService final : public FalService
{
    Q_OBJECT

public:
    struct Query
    {
        /// Words; empty lists all.
        QString words;
        QString category;
        /// "active" or "deprecated"; empty: the server's choice.
        QString status;
        /// At most 50; empty: all.
        QList<EndpointId> endpoints;
        QString cursor;
        /// 0: the server's own page size.
        int limit = 0;
    };

    explicit CatalogService(FalTransport &transport, QObject *parent = nullptr);

    FalCall<ModelPage> *models(const Query &query);
    /// A page, from 1, of the web site's listing (fal.ai/api/models). Entries are given the
    /// platform API's shape; nextCursor is the number of the next page.
    FalCall<ModelPage> *siteModels(const Query &query, int page);
    /// All pages from the query's on, from the generation that answers.
    ModelListCall *allModels(const Query &query);
    /// The OpenAPI 3 document fal publishes for the endpoint; NotFound when there is none. Asks the
    /// address that fal's own tools use, then the platform API.
    FalCall<QJsonObject> *openApi(const EndpointId &endpoint);
};

} // namespace peregrine
