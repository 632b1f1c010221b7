#pragma once

#include "core/catalog/catalogcache.h"
#include "core/fal/catalog/platformservice.h"
#include "core/fal/falservers.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QSet>

#include <optional>

namespace peregrine {

/// Unit prices of the chosen server's models: from the cache at once, asked again when they are
/// older than a day. One question of fifty models at a time; after a refusal (no key, asked too
/// often) no more until the next want(). Lives in one thread.
class PriceBook : public QObject
{
    Q_OBJECT

public:
    PriceBook(FalServers &servers, CatalogCache cache, QObject *parent = nullptr);

    /// Forgets the prices of the server before.
    void setServer(const QString &server);
    /// Sees to it that these are known.
    void want(const QList<EndpointId> &endpoints);
    /// None: not known, which is not the same as free.
    [[nodiscard]] std::optional<UnitPrice> priceOf(const EndpointId &endpoint) const;

Q_SIGNALS:
    void changed();

private:
    void take(const CachedPrices &cached);
    void askNext();
    void keep() const;

    FalServers &m_servers;
    CatalogCache m_cache;
    QString m_server;
    PriceList m_prices;
    /// Asked about since the prices were fetched, with or without an answer.
    QSet<EndpointId> m_asked;
    QList<EndpointId> m_waiting;
    QPointer<FalReply> m_call;
    /// Until the cache has answered nothing is asked.
    bool m_cacheRead = false;
};

} // namespace peregrine
