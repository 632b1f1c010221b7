#pragma once

#include "core/catalog/catalogcache.h"
#include "core/catalog/modelcard.h"
#include "core/catalog/pricebook.h"
#include "core/fal/falservers.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QString>

namespace peregrine {

/// The models of the chosen server: list, prices and OpenAPI documents, from the cache at once and
/// from the network when it answers. Lives in one thread.
class ModelCatalog : public QObject
{
    Q_OBJECT

public:
    ModelCatalog(FalServers &servers, CatalogCache cache, QObject *parent = nullptr);

    [[nodiscard]] const QString &server() const { return m_server; }
    /// Where "local" listens; empty until it does.
    [[nodiscard]] QUrl localBase() const;
    /// Forgets the list of the server before and loads this one's.
    void setServer(const QString &server);
    /// Asks the server again, unless it is being asked.
    void refresh();

    [[nodiscard]] const QList<ModelCard> &models() const { return m_models; }
    [[nodiscard]] bool isLoading() const { return m_loading; }
    /// When the server gave the list, UTC; invalid while there is none.
    [[nodiscard]] const QDateTime &listedAt() const { return m_listedAt; }
    /// The title the list knows, else the id.
    [[nodiscard]] QString titleOf(const EndpointId &endpoint) const;

    /// None: not known, which is not the same as free.
    [[nodiscard]] std::optional<UnitPrice> priceOf(const EndpointId &endpoint) const
    {
        return m_prices.priceOf(endpoint);
    }

    /// documentReady() answers, twice when the network has another document than the cache;
    /// documentFailed() only when there is none at all.
    void requestDocument(const EndpointId &endpoint);

Q_SIGNALS:
    void modelsChanged();
    /// Turns true and false by turns; false before failed().
    void loadingChanged(bool loading);
    /// The list could not be had from the network; what the cache had stays.
    void failed(const peregrine::Error &error);
    void documentReady(const peregrine::EndpointId &endpoint, const QJsonObject &document);
    void documentFailed(const peregrine::EndpointId &endpoint, const peregrine::Error &error);

private:
    void setLoading(bool loading);
    void setModels(const QJsonArray &entries, const QDateTime &listedAt);
    void applyPrices();
    void askDocument(const EndpointId &endpoint, const QJsonObject &cached);

    FalServers &m_servers;
    CatalogCache m_cache;
    QString m_server;
    PriceBook m_prices;
    QList<ModelCard> m_models;
    QDateTime m_listedAt;
    QHash<EndpointId, QString> m_titles;
    QPointer<FalReply> m_call;
    /// Under way, so that an endpoint is asked about once at a time.
    QHash<EndpointId, QPointer<FalReply>> m_documentCalls;
    bool m_loading = false;
    /// The list is the server's own, not the cache's.
    bool m_isFresh = false;
};

} // namespace peregrine
