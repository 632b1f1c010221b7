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
    const bool isPlatform = m_generation == Generation::Platform;
    FalCall<ModelPage> *call = isPlatform
        ? m_catalog.models(m_query)
        : m_catalog.siteModels(m_query, qMax(1, m_query.cursor.toInt()));
    m_call = call;
    connect(call, &FalReply::failed, this, [this, isPlatform](const Error &error) {
        const bool isMissing =
            error.kind == Error::Kind::NotFound || error.kind == Error::Kind::Malformed;
        if (isPlatform && isMissing && m_models.isEmpty()) {
            m_platformError = error;
            m_generation = Generation::Site;
            m_query.cursor.clear();
            m_cursors.clear();
            askPage();
        } else {
            // The words of the newer generation are the ones that help.
            fail(m_platformError.value_or(error));
        }
    });
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
