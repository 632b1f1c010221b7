#pragma once

#include "core/base/ids.h"
#include "core/fal/endpointid.h"

#include <QDateTime>
#include <QJsonValue>
#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace peregrine {

/// What one unit of a model's work costs, from GET /models/pricing.
struct UnitPrice
{
    double amount = 0;
    /// Open text of fal's: "images", "megapixels", "seconds", ...
    QString unit;
    /// ISO 4217: "USD".
    QString currency;

    friend bool operator==(const UnitPrice &, const UnitPrice &) = default;
};

struct Money
{
    double amount = 0;
    /// ISO 4217.
    QString currency;

    friend bool operator==(const Money &, const Money &) = default;
};

/// What POST /models/pricing/estimate is asked.
struct EstimateQuery
{
    enum class Type {
        UnitPrice, ///< quantities are billed units: images, seconds, ...
        HistoricalApiPrice, ///< quantities are calls, priced as past calls of the account were
    };

    Type type = Type::UnitPrice;
    QMap<QString, double> quantityOfEndpoint;
};

/// What GET /models/usage is asked. The key has to be an ADMIN key.
struct UsageQuery
{
    /// Invalid: the server's own range.
    QDateTime start;
    QDateTime end;
    /// "minute", "hour", "day", "week", "month"; empty: the server's choice.
    QString timeframe;
    QList<EndpointId> endpoints;
};

struct UsageItem
{
    EndpointId endpoint;
    QString unit;
    double quantity = 0;
    double unitPrice = 0;
    Money cost;
    /// Of the time bucket; invalid in a summary.
    QDateTime bucket;
};

struct UsageReport
{
    QList<UsageItem> timeSeries;
    QList<UsageItem> summary;

    /// Of the summary, else of the series; none when it names several currencies.
    [[nodiscard]] std::optional<Money> total() const;
};

struct AccountBilling
{
    QString username;
    /// What is left to spend.
    std::optional<Money> balance;
};

/// A request of the account's as GET /models/requests/by-endpoint lists it: the way to find one
/// whose submit was never answered.
struct RequestRecord
{
    RequestId request;
    EndpointId endpoint;
    QDateTime sentAt;
    QDateTime startedAt;
    QDateTime endedAt;
    int statusCode = 0;
    /// Seconds.
    double duration = 0;
    /// Undefined unless payloads were asked for and are stored.
    QJsonValue input = QJsonValue::Undefined;
    QJsonValue output = QJsonValue::Undefined;
};

struct RequestsQuery
{
    EndpointId endpoint;
    QDateTime start;
    QDateTime end;
    /// Empty: any.
    RequestId request;
    bool withPayloads = false;
    int limit = 50;
    QString cursor;
};

struct RequestsPage
{
    QList<RequestRecord> items;
    QString nextCursor;
    bool hasMore = false;
};

} // namespace peregrine
