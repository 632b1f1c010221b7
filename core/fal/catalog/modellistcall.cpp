#include "core/fal/catalog/modellistcall.h"

#include "core/base/logging.h"

namespace peregrine {

ModelListCall::ModelListCall(CatalogService &catalog, CatalogService::Query query, QObject *parent)
    : FalCall<QJsonArray>(parent)
    , m_catalog(catalog)
    , m_query(std::move(query))
{
    askPage();
}

void ModelListCall::stop()
{
    if (m_call) {
        m_call->disconnect(this);
        m_call->cancel();
    }
}

void ModelListCall::askPage()
{
    m_cursors.insert(m_query.cursor);
    FalCall<ModelPage> *call = m_catalog.models(m_query);
    m_call = call;
    connect(call, &FalReply::failed, this, &ModelListCall::fail);
    connect(call, &FalReply::succeeded, this, [this, call] { take(call->value()); });
}

void ModelListCall::take(const ModelPage &page)
{
    m_bytes += page.bytes;
    for (const QJsonValue &entry : page.models) {
        if (m_models.size() >= maxModels)
            break;
        m_models.append(entry);
    }
    if (!page.hasMore) {
        succeedWith(m_models);
        return;
    }
    if (m_cursors.contains(page.nextCursor) || m_cursors.size() >= maxPages
        || m_models.size() >= maxModels || m_bytes >= maxBytes) {
        qCWarning(lcFal) << "The model list has no end and was cut after" << m_models.size();
        succeedWith(m_models);
        return;
    }
    m_query.cursor = page.nextCursor;
    askPage();
}

} // namespace peregrine
