#include "core/catalog/modelcatalog.h"

#include "core/base/async.h"
#include "core/base/logging.h"

#include <utility>

namespace peregrine {

namespace {

/// Against a cursor that never ends.
constexpr int maxPages = 200;

} // namespace

ModelCatalog::ModelCatalog(FalServers &servers, CatalogCache cache, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
    , m_cache(std::move(cache))
{ }

void ModelCatalog::setServer(const QString &server)
{
    if (m_server == server)
        return;
    m_server = server;
    if (m_call) {
        m_call->disconnect(this);
        m_call->cancel();
        m_call.clear();
    }
    m_models.clear();
    Q_EMIT modelsChanged();
    whenDone(this, m_cache.models(server), [this, server](const std::optional<QJsonArray> &cached) {
        if (server == m_server && cached && m_models.isEmpty())
            setModels(*cached);
    });
    refresh();
}

void ModelCatalog::refresh()
{
    if (m_call)
        return;
    m_pages = 0;
    askPage({}, {});
}

void ModelCatalog::askPage(const QString &cursor, const QJsonArray &before)
{
    const auto client = m_servers.client(m_server);
    if (!client) {
        Q_EMIT failed(client.error());
        return;
    }
    CatalogService::Query query;
    query.cursor = cursor;
    FalCall<ModelPage> *call = (*client)->catalog().models(query);
    m_call = call;
    ++m_pages;
    if (m_pages == 1)
        Q_EMIT loadingChanged(true);
    connect(call, &FalReply::succeeded, this, [this, call, before] {
        const ModelPage page = call->value();
        QJsonArray all = before;
        for (const QJsonValue &entry : page.models)
            all.append(entry);
        m_call.clear();
        if (page.hasMore && m_pages < maxPages) {
            askPage(page.nextCursor, all);
            return;
        }
        m_cache.keepModels(m_server, all);
        setModels(all);
        Q_EMIT loadingChanged(false);
    });
    connect(call, &FalReply::failed, this, [this](const Error &error) {
        m_call.clear();
        Q_EMIT loadingChanged(false);
        Q_EMIT failed(error);
    });
}

void ModelCatalog::setModels(const QJsonArray &entries)
{
    m_models.clear();
    for (const QJsonValue &entry : entries) {
        if (const auto card = ModelCard::parse(entry))
            m_models.append(*card);
        else
            qCInfo(lcFal) << "A model of the list was left out:" << card.error().message;
    }
    Q_EMIT modelsChanged();
}

QString ModelCatalog::titleOf(const EndpointId &endpoint) const
{
    for (const ModelCard &card : m_models) {
        if (card.endpoint == endpoint)
            return card.title;
    }
    return endpoint.toString();
}

void ModelCatalog::requestDocument(const EndpointId &endpoint)
{
    const QString server = m_server;
    whenDone(this, m_cache.document(server, endpoint),
             [this, server, endpoint](const std::optional<QJsonObject> &cached) {
                 if (server != m_server)
                     return;
                 if (cached)
                     Q_EMIT documentReady(endpoint, *cached);
                 askDocument(endpoint, cached.value_or(QJsonObject()));
             });
}

void ModelCatalog::askDocument(const EndpointId &endpoint, const QJsonObject &cached)
{
    const auto client = m_servers.client(m_server);
    if (!client) {
        if (cached.isEmpty())
            Q_EMIT documentFailed(endpoint, client.error());
        return;
    }
    FalCall<QJsonObject> *call = (*client)->catalog().openApi(endpoint);
    const QString server = m_server;
    connect(call, &FalReply::succeeded, this, [this, call, endpoint, cached, server] {
        const QJsonObject document = call->value();
        m_cache.keepDocument(server, endpoint, document);
        if (document != cached && server == m_server)
            Q_EMIT documentReady(endpoint, document);
    });
    connect(call, &FalReply::failed, this, [this, endpoint, cached, server](const Error &error) {
        if (cached.isEmpty() && server == m_server)
            Q_EMIT documentFailed(endpoint, error);
    });
}

} // namespace peregrine
