#include "core/fal/catalog/platformservice.h"

#include "core/base/json.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QUrlQuery>

#include <cmath>

namespace peregrine {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxEntries = 10'000;
constexpr qsizetype maxWord = 100;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::PlatformService)
};

/// Every character that a form would read otherwise is encoded, the plus sign too.
void add(QUrlQuery &query, const QString &name, const QString &value)
{
    if (!value.isEmpty())
        query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value, "/")));
}

void addTime(QUrlQuery &query, const QString &name, const QDateTime &time)
{
    if (time.isValid())
        add(query, name, time.toUTC().toString(Qt::ISODateWithMs));
}

FalRequest getRequest(const QString &path, const QUrlQuery &query)
{
    FalRequest request;
    request.url = QUrl(u"https://api.fal.ai/v1/"_s + path);
    if (!query.isEmpty())
        request.url.setQuery(query);
    return request;
}

QString word(const QJsonValue &value)
{
    return value.toString().trimmed().left(maxWord);
}

QDateTime timeOf(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs).toUTC();
}

/// Amounts are numbers; fal's descriptions leave open that one comes as text.
std::optional<double> amountOf(const QJsonValue &value)
{
    bool ok = value.isDouble();
    const double amount = value.isString() ? value.toString().toDouble(&ok) : value.toDouble();
    return ok && std::isfinite(amount) ? std::optional(amount) : std::nullopt;
}

Expected<QJsonArray, Error> listOf(const QJsonObject &object, const QString &name)
{
    const QJsonValue list = object.value(name);
    if (!list.isArray())
        return Unexpected{
            Error::malformed(Text::tr("The server's answer has no list \"%1\" in it.").arg(name))};
    return list.toArray();
}

Expected<PriceList, Error> pricesOf(const FalAnswer &answer)
{
    const auto object = jsonObjectOf(answer);
    if (!object)
        return Unexpected{object.error()};
    const auto list = listOf(*object, u"prices"_s);
    if (!list)
        return Unexpected{list.error()};
    PriceList prices;
    for (const QJsonValue &value : *list) {
        const auto endpoint = EndpointId::parse(value[u"endpoint_id"].toString());
        const auto amount = amountOf(value[u"unit_price"]);
        if (!endpoint || !amount || *amount < 0 || prices.size() >= maxEntries)
            continue;
        prices.insert(*endpoint,
                      {*amount, word(value[u"unit"]), word(value[u"currency"]).toUpper()});
    }
    return prices;
}

Expected<Money, Error> estimateOf(const FalAnswer &answer)
{
    const auto object = jsonObjectOf(answer);
    if (!object)
        return Unexpected{object.error()};
    const auto amount = amountOf(object->value(u"total_cost"));
    if (!amount || *amount < 0)
        return Unexpected{
            Error::malformed(Text::tr("The server's estimate has no total cost in it."))};
    return Money{*amount, word(object->value(u"currency")).toUpper()};
}

UsageItem usageItemOf(const QJsonValue &value, const QDateTime &bucket)
{
    UsageItem item;
    if (const auto endpoint = EndpointId::parse(value[u"endpoint_id"].toString()))
        item.endpoint = *endpoint;
    item.unit = word(value[u"unit"]);
    item.quantity = amountOf(value[u"quantity"]).value_or(0);
    item.unitPrice = amountOf(value[u"unit_price"]).value_or(0);
    item.cost = {amountOf(value[u"cost"]).value_or(0), word(value[u"currency"]).toUpper()};
    item.bucket = bucket;
    return item;
}

Expected<UsageReport, Error> usageOf(const FalAnswer &answer)
{
    const auto object = jsonObjectOf(answer);
    if (!object)
        return Unexpected{object.error()};
    UsageReport report;
    const QJsonArray series = object->value(u"time_series").toArray();
    for (const QJsonValue &entry : series) {
        const QJsonArray results = entry[u"results"].toArray();
        for (const QJsonValue &result : results) {
            if (report.timeSeries.size() < maxEntries)
                report.timeSeries.append(usageItemOf(result, timeOf(entry[u"bucket"])));
        }
    }
    const QJsonArray summary = object->value(u"summary").toArray();
    for (const QJsonValue &entry : summary) {
        if (report.summary.size() < maxEntries)
            report.summary.append(usageItemOf(entry, {}));
    }
    return report;
}

Expected<AccountBilling, Error> billingOf(const FalAnswer &answer)
{
    const auto object = jsonObjectOf(answer);
    if (!object)
        return Unexpected{object.error()};
    AccountBilling billing;
    billing.username = word(object->value(u"username"));
    const QJsonValue credits = object->value(u"credits");
    if (const auto amount = amountOf(credits[u"current_balance"]))
        billing.balance = Money{*amount, word(credits[u"currency"]).toUpper()};
    return billing;
}

Expected<RequestsPage, Error> requestsOf(const FalAnswer &answer)
{
    const auto object = jsonObjectOf(answer);
    if (!object)
        return Unexpected{object.error()};
    const auto list = listOf(*object, u"items"_s);
    if (!list)
        return Unexpected{list.error()};
    RequestsPage page;
    for (const QJsonValue &value : *list) {
        RequestRecord record;
        record.request = RequestId(value[u"request_id"].toString().left(256));
        const auto endpoint = EndpointId::parse(value[u"endpoint_id"].toString());
        if (record.request.isEmpty() || page.items.size() >= maxEntries)
            continue;
        if (endpoint)
            record.endpoint = *endpoint;
        record.sentAt = timeOf(value[u"sent_at"]);
        record.startedAt = timeOf(value[u"started_at"]);
        record.endedAt = timeOf(value[u"ended_at"]);
        record.statusCode = value[u"status_code"].toInt();
        record.duration = amountOf(value[u"duration"]).value_or(0);
        record.input = value[u"json_input"];
        record.output = value[u"json_output"];
        page.items.append(record);
    }
    page.nextCursor = object->value(u"next_cursor").toString();
    page.hasMore = object->value(u"has_more").toBool() && !page.nextCursor.isEmpty();
    return page;
}

} // namespace

std::optional<Money> UsageReport::total() const
{
    const QList<UsageItem> &items = summary.isEmpty() ? timeSeries : summary;
    std::optional<Money> sum;
    for (const UsageItem &item : items) {
        if (!sum)
            sum = Money{0, item.cost.currency};
        if (sum->currency != item.cost.currency)
            return std::nullopt;
        sum->amount += item.cost.amount;
    }
    return sum;
}

PlatformService::PlatformService(FalTransport &transport, QObject *parent)
    : FalService(transport, parent)
{ }

FalCall<PriceList> *PlatformService::pricing(const QList<EndpointId> &endpoints)
{
    QUrlQuery query;
    for (const EndpointId &endpoint : endpoints.first(qMin(endpoints.size(), maxPricedEndpoints)))
        add(query, u"endpoint_id"_s, endpoint.toString());
    return new FalRequestCall<PriceList>(transport(), getRequest(u"models/pricing"_s, query),
                                         pricesOf, this);
}

FalCall<Money> *PlatformService::estimate(const EstimateQuery &query)
{
    const bool units = query.type == EstimateQuery::Type::UnitPrice;
    QJsonObject endpoints;
    for (auto it = query.quantityOfEndpoint.cbegin(); it != query.quantityOfEndpoint.cend(); ++it)
        endpoints.insert(it.key(),
                         QJsonObject{{units ? u"unit_quantity"_s : u"call_quantity"_s, *it}});
    FalRequest request = getRequest(u"models/pricing/estimate"_s, {});
    // It only reads, so that asking twice is harmless.
    request.method = FalRequest::Method::Post;
    request.body = toJson(
        QJsonObject{{u"estimate_type"_s, units ? u"unit_price"_s : u"historical_api_price"_s},
                    {u"endpoints"_s, endpoints}});
    return new FalRequestCall<Money>(transport(), request, estimateOf, this);
}

FalCall<UsageReport> *PlatformService::usage(const UsageQuery &query)
{
    QUrlQuery items;
    addTime(items, u"start"_s, query.start);
    addTime(items, u"end"_s, query.end);
    add(items, u"timeframe"_s, query.timeframe);
    for (const EndpointId &endpoint : query.endpoints)
        add(items, u"endpoint_id"_s, endpoint.toString());
    add(items, u"expand"_s, u"time_series"_s);
    add(items, u"expand"_s, u"summary"_s);
    return new FalRequestCall<UsageReport>(transport(), getRequest(u"models/usage"_s, items),
                                           usageOf, this);
}

FalCall<AccountBilling> *PlatformService::billing()
{
    QUrlQuery query;
    add(query, u"expand"_s, u"credits"_s);
    return new FalRequestCall<AccountBilling>(transport(), getRequest(u"account/billing"_s, query),
                                              billingOf, this);
}

FalCall<RequestsPage> *PlatformService::requestsByEndpoint(const RequestsQuery &query)
{
    QUrlQuery items;
    add(items, u"endpoint_id"_s, query.endpoint.toString());
    addTime(items, u"start"_s, query.start);
    addTime(items, u"end"_s, query.end);
    add(items, u"request_id"_s, query.request.toString());
    if (query.withPayloads)
        add(items, u"expand"_s, u"payloads"_s);
    if (query.limit > 0)
        add(items, u"limit"_s, QString::number(query.limit));
    add(items, u"cursor"_s, query.cursor);
    return new FalRequestCall<RequestsPage>(
        transport(), getRequest(u"models/requests/by-endpoint"_s, items), requestsOf, this);
}

} // namespace peregrine
