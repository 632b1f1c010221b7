#include "core/catalog/modelcatalog.h"

#include "core/base/async.h"
#include "core/base/logging.h"
#include "core/fal/catalog/modellistcall.h"

#include <utility>

namespace peregrine {

ModelCatalog::ModelCatalog(FalServers &servers, CatalogCache cache, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
    , m_cache(std::move(cache))
    , m_prices(servers, m_cache)
{
    connect(&m_prices, &PriceBook::changed, this, &ModelCatalog::applyPrices);
}

QUrl ModelCatalog::localBase() const
{
    return m_servers.localBase();
}

void ModelCatalog::setServer(const QString &server)
{
    if (m_server == server)
        return;
    m_server = server;
    m_isFresh = false;
    m_documentCalls.clear();
    if (m_call) {
        m_call->disconnect(this);
        m_call->cancel();
        m_call.clear();
    }
    whenDone(this, m_cache.models(server),
             [this, server](const std::optional<CachedModels> &cached) {
                 if (server == m_server && cached && !m_isFresh)
                     setModels(cached->entries, cached->fetchedAt);
             });
    m_models.clear();
    m_prices.setServer(server);
    setModels({}, {});
    setLoading(false);
    // Whoever heard of this may have chosen another server meanwhile.
    if (server == m_server)
        refresh();
}

void ModelCatalog::refresh()
{
    if (m_call)
        return;
    const auto client = m_servers.client(m_server);
    if (!client) {
        Q_EMIT failed(client.error());
        return;
    }
    ModelListCall *call = (*client)->catalog().allModels({});
    m_call = call;
    connect(call, &FalReply::succeeded, this, [this, call] {
        const QString server = m_server;
        m_call.clear();
        m_isFresh = true;
        m_cache.keepModels(server, call->value());
        setModels(call->value(), QDateTime::currentDateTimeUtc());
        if (server == m_server)
            setLoading(false);
    });
    connect(call, &FalReply::failed, this, [this](const Error &error) {
        const QString server = m_server;
        m_call.clear();
        setLoading(false);
        if (server == m_server)
            Q_EMIT failed(error);
    });
    setLoading(true);
}

void ModelCatalog::setLoading(bool loading)
{
    if (m_loading == loading)
        return;
    m_loading = loading;
    Q_EMIT loadingChanged(loading);
}

void ModelCatalog::setModels(const QJsonArray &entries, const QDateTime &listedAt)
{
    m_models.clear();
    m_titles.clear();
    m_listedAt = listedAt;
    QList<EndpointId> endpoints;
    for (const QJsonValue &entry : entries) {
        const auto card = ModelCard::parse(entry);
        if (!card) {
            qCInfo(lcFal) << "A model of the list was left out:" << card.error().message;
        } else if (!m_titles.contains(card->endpoint)) {
            // Pages may overlap when models are added while they are read.
            m_titles.insert(card->endpoint, card->title);
            m_models.append(*card);
            m_models.last().price = m_prices.priceOf(card->endpoint);
            endpoints.append(card->endpoint);
        }
    }
    const QString server = m_server;
    Q_EMIT modelsChanged();
    // The list from the cache is followed by the server's own: that one asks for prices.
    if (server == m_server && m_isFresh)
        m_prices.want(endpoints);
}

void ModelCatalog::applyPrices()
{
    bool differs = false;
    for (ModelCard &card : m_models) {
        const auto price = m_prices.priceOf(card.endpoint);
        differs = differs || price != card.price;
        card.price = price;
    }
    if (differs)
        Q_EMIT modelsChanged();
}

QString ModelCatalog::titleOf(const EndpointId &endpoint) const
{
    const auto it = m_titles.constFind(endpoint);
    return it == m_titles.cend() ? endpoint.toString() : *it;
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
    if (m_documentCalls.value(endpoint))
        return;
    const auto client = m_servers.client(m_server);
    if (!client) {
        if (cached.isEmpty())
            Q_EMIT documentFailed(endpoint, client.error());
        return;
    }
    FalCall<QJsonObject> *call = (*client)->catalog().openApi(endpoint);
    m_documentCalls.insert(endpoint, call);
    const QString server = m_server;
    connect(call, &FalReply::succeeded, this, [this, call, endpoint, cached, server] {
        const QJsonObject document = call->value();
        if (server == m_server)
            m_documentCalls.remove(endpoint);
        m_cache.keepDocument(server, endpoint, document);
        if (document != cached && server == m_server)
            Q_EMIT documentReady(endpoint, document);
    });
    connect(call, &FalReply::failed, this, [this, endpoint, cached, server](const Error &error) {
        if (server != m_server)
            return;
        m_documentCalls.remove(endpoint);
        if (cached.isEmpty())
            Q_EMIT documentFailed(endpoint, error);
    });
}

} // namespace peregrine
