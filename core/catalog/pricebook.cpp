#include "core/catalog/pricebook.h"

#include "core/base/async.h"
#include "core/base/logging.h"

#include <utility>

namespace peregrine {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 daySeconds = 24 * 3600;

QJsonObject entryOf(const std::optional<UnitPrice> &price)
{
    if (!price)
        return {};
    return {{u"unit_price"_s, price->amount},
            {u"unit"_s, price->unit},
            {u"currency"_s, price->currency}};
}

} // namespace

PriceBook::PriceBook(FalServers &servers, CatalogCache cache, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
    , m_cache(std::move(cache))
{ }

void PriceBook::setServer(const QString &server)
{
    if (m_server == server)
        return;
    m_server = server;
    m_prices.clear();
    m_asked.clear();
    m_waiting.clear();
    m_cacheRead = false;
    if (m_call) {
        m_call->disconnect(this);
        m_call->cancel();
        m_call.clear();
    }
    whenDone(this, m_cache.prices(server),
             [this, server](const std::optional<CachedPrices> &cached) {
                 if (server != m_server)
                     return;
                 m_cacheRead = true;
                 if (cached)
                     take(*cached);
                 askNext();
             });
    Q_EMIT changed();
}

void PriceBook::take(const CachedPrices &cached)
{
    const bool isFresh = cached.fetchedAt.secsTo(QDateTime::currentDateTimeUtc()) < daySeconds;
    for (auto it = cached.prices.constBegin(); it != cached.prices.constEnd(); ++it) {
        const auto endpoint = EndpointId::parse(it.key());
        if (!endpoint)
            continue;
        if (isFresh)
            m_asked.insert(*endpoint);
        const QJsonValue amount = it.value()[u"unit_price"];
        if (amount.isDouble() && amount.toDouble() >= 0)
            m_prices.insert(*endpoint,
                            {amount.toDouble(), it.value()[u"unit"].toString(),
                             it.value()[u"currency"].toString()});
    }
    Q_EMIT changed();
}

void PriceBook::want(const QList<EndpointId> &endpoints)
{
    const QSet<EndpointId> waiting(m_waiting.cbegin(), m_waiting.cend());
    for (const EndpointId &endpoint : endpoints) {
        if (!waiting.contains(endpoint))
            m_waiting.append(endpoint);
    }
    askNext();
}

std::optional<UnitPrice> PriceBook::priceOf(const EndpointId &endpoint) const
{
    const auto it = m_prices.constFind(endpoint);
    return it == m_prices.cend() ? std::nullopt : std::optional(*it);
}

void PriceBook::askNext()
{
    if (m_call || !m_cacheRead)
        return;
    QList<EndpointId> batch;
    while (!m_waiting.isEmpty() && batch.size() < PlatformService::maxPricedEndpoints) {
        const EndpointId endpoint = m_waiting.takeFirst();
        if (!m_asked.contains(endpoint))
            batch.append(endpoint);
    }
    const auto client = m_servers.client(m_server);
    if (batch.isEmpty() || !client)
        return;
    FalCall<PriceList> *call = (*client)->platform().pricing(batch);
    m_call = call;
    connect(call, &FalReply::succeeded, this, [this, call, batch] {
        m_call.clear();
        for (const EndpointId &endpoint : batch) {
            m_asked.insert(endpoint);
            m_prices.remove(endpoint);
        }
        m_prices.insert(call->value());
        if (m_waiting.isEmpty())
            keep();
        const QString server = m_server;
        Q_EMIT changed();
        if (server == m_server)
            askNext();
    });
    connect(call, &FalReply::failed, this, [this](const Error &error) {
        m_call.clear();
        m_waiting.clear();
        qCInfo(lcFal) << "The prices could not be had:" << error.message;
    });
}

void PriceBook::keep() const
{
    // An empty entry remembers that the server names no price.
    QJsonObject prices;
    for (const EndpointId &endpoint : m_asked)
        prices.insert(endpoint.toString(), entryOf(priceOf(endpoint)));
    m_cache.keepPrices(m_server, prices);
}

} // namespace peregrine
