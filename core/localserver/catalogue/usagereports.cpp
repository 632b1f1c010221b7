#include "core/localserver/catalogue/usagereports.h"

#include "core/localserver/catalogue/platformanswers.h"
#include "core/localserver/catalogue/platformquery.h"
#include "core/localserver/catalogue/timeframe.h"

#include <QJsonObject>
#include <QMap>

#include <algorithm>
#include <utility>
#include <vector>

namespace peregrine::localserver {

namespace {

const char *const currency = "USD";

QMap<QString, QList<PastRequest>> byEndpoint(const QList<PastRequest> &requests)
{
    QMap<QString, QList<PastRequest>> groups;
    for (const PastRequest &request : requests)
        groups[request.endpoint].append(request);
    return groups;
}

/// The value that a share of all does not exceed; sorted must not be empty.
double percentile(const std::vector<double> &sorted, double share)
{
    const auto last = static_cast<double>(sorted.size() - 1);
    return sorted.at(static_cast<std::size_t>(last * share + 0.5));
}

/// timeframe, or what suits the length of the range.
Expected<Timeframe::Unit, HttpResponse> unitIn(const HttpTarget &target, const PlatformRange &range)
{
    const QString name = target.queryValue(QStringLiteral("timeframe"));
    constexpr qint64 twoDays = 2LL * 24 * 3600;
    if (name.isEmpty())
        return range.start.secsTo(range.end) <= twoDays ? Timeframe::Unit::Hour
                                                        : Timeframe::Unit::Day;
    const std::optional<Timeframe::Unit> unit = Timeframe::unitOf(name);
    if (!unit) {
        return Unexpected{
            platformInvalid(QStringLiteral("timeframe must be minute, hour, day, week or month."))};
    }
    return *unit;
}

} // namespace

UsageReports::UsageReports(const RequestHistory &history, const ModelRegistry &models,
                           std::shared_ptr<const Clock> clock)
    : m_history(history)
    , m_models(models)
    , m_clock(std::move(clock))
{ }

HttpResponse UsageReports::usage(const HttpRequest &request) const
{
    return report(request, &UsageReports::usageOf);
}

HttpResponse UsageReports::analytics(const HttpRequest &request) const
{
    return report(request, &UsageReports::analyticsOf);
}

HttpResponse UsageReports::report(const HttpRequest &request, Summarize summarize) const
{
    const Expected<PlatformQuery, HttpResponse> query = PlatformQuery::read(request.target);
    if (!query)
        return query.error();
    Expected<PlatformRange, HttpResponse> range =
        PlatformRange::read(request.target, m_clock->now());
    if (!range)
        return range.error();
    const Expected<Timeframe::Unit, HttpResponse> unit = unitIn(request.target, *range);
    if (!unit)
        return unit.error();
    const Timeframe timeframe(*unit, range->zone);
    if (request.target.queryValue(QStringLiteral("bound_to_timeframe")) != QLatin1String("false")) {
        range->start = timeframe.beginOf(range->start).toUTC();
        range->end = timeframe.endOf(range->end.addMSecs(-1)).toUTC();
    }

    QList<PastRequest> counted;
    QMap<QDateTime, QList<PastRequest>> buckets;
    const QList<PastRequest> all = m_history.all();
    for (const PastRequest &past : all) {
        if (!range->contains(past.ended) || !query->wants(past.endpoint))
            continue;
        counted.append(past);
        buckets[timeframe.beginOf(past.ended)].append(past);
    }

    const bool withSummary = query->expands(QStringLiteral("summary"));
    QJsonArray series;
    QString last;
    QString next;
    for (auto it = buckets.cbegin(); it != buckets.cend(); ++it) {
        const QString bucket =
            it.key().toOffsetFromUtc(it.key().offsetFromUtc()).toString(Qt::ISODate);
        if (it.key().toUTC().toString(Qt::ISODate) <= query->cursor)
            continue;
        if (series.size() == query->limit) {
            next = last;
            break;
        }
        series.append(QJsonObject{{QStringLiteral("bucket"), bucket},
                                  {QStringLiteral("results"), (this->*summarize)(it.value())}});
        last = it.key().toUTC().toString(Qt::ISODate);
    }
    const bool withSeries = !withSummary || query->expands(QStringLiteral("time_series"));
    QJsonObject body = platformPage("time_series", series, withSeries ? next : QString());
    if (!withSeries)
        body.remove(QStringLiteral("time_series"));
    if (withSummary)
        body.insert(QStringLiteral("summary"), (this->*summarize)(counted));
    return HttpResponse::json(200, body);
}

QJsonArray UsageReports::usageOf(const QList<PastRequest> &requests) const
{
    QJsonArray results;
    const QMap<QString, QList<PastRequest>> groups = byEndpoint(requests);
    for (auto it = groups.cbegin(); it != groups.cend(); ++it) {
        double quantity = 0;
        for (const PastRequest &request : it.value())
            quantity += request.units;
        if (quantity <= 0)
            continue;
        results.append(QJsonObject{
            {QStringLiteral("endpoint_id"), it.key()},
            {QStringLiteral("unit"), unitOf(it.key())},
            {QStringLiteral("quantity"), quantity},
            {QStringLiteral("unit_price"), 0},
            {QStringLiteral("cost"), 0},
            {QStringLiteral("currency"), QLatin1String(currency)},
        });
    }
    return results;
}

QJsonArray UsageReports::analyticsOf(const QList<PastRequest> &requests) const
{
    QJsonArray results;
    const QMap<QString, QList<PastRequest>> groups = byEndpoint(requests);
    for (auto it = groups.cbegin(); it != groups.cend(); ++it) {
        int good = 0;
        int faults = 0;
        std::vector<double> seconds;
        for (const PastRequest &request : it.value()) {
            good += request.status < 400 ? 1 : 0;
            faults += request.status >= 500 ? 1 : 0;
            if (request.started.isValid())
                seconds.push_back(request.seconds());
        }
        const auto count = static_cast<int>(it.value().size());
        QJsonObject result{
            {QStringLiteral("endpoint_id"), it.key()},
            {QStringLiteral("request_count"), count},
            {QStringLiteral("success_count"), good},
            {QStringLiteral("user_error_count"), count - good - faults},
            {QStringLiteral("error_count"), faults},
        };
        std::sort(seconds.begin(), seconds.end());
        for (const auto &[name, share] :
             {std::pair("p50_duration", 0.5), std::pair("p75_duration", 0.75),
              std::pair("p90_duration", 0.9)}) {
            result.insert(QLatin1String(name),
                          seconds.empty() ? QJsonValue(QJsonValue::Null)
                                          : QJsonValue(percentile(seconds, share)));
        }
        results.append(result);
    }
    return results;
}

HttpResponse UsageReports::billingEvents(const HttpRequest &request) const
{
    const Expected<PlatformQuery, HttpResponse> query = PlatformQuery::read(request.target);
    if (!query)
        return query.error();
    const Expected<PlatformRange, HttpResponse> range =
        PlatformRange::read(request.target, m_clock->now());
    if (!range)
        return range.error();
    QJsonArray events;
    QString last;
    bool past = query->cursor.isEmpty();
    const QList<PastRequest> all = m_history.all();
    for (const PastRequest &entry : all) {
        if (!past) {
            past = entry.id == query->cursor;
            continue;
        }
        if (!range->contains(entry.ended) || !query->wants(entry.endpoint) || entry.units <= 0)
            continue;
        if (events.size() == query->limit)
            return HttpResponse::json(200, platformPage("billing_events", events, last));
        events.append(QJsonObject{
            {QStringLiteral("request_id"), entry.id},
            {QStringLiteral("endpoint_id"), entry.endpoint},
            {QStringLiteral("timestamp"), entry.ended.toString(Qt::ISODateWithMs)},
            {QStringLiteral("unit"), unitOf(entry.endpoint)},
            {QStringLiteral("quantity"), entry.units},
            {QStringLiteral("unit_price"), 0},
            {QStringLiteral("cost"), 0},
            {QStringLiteral("currency"), QLatin1String(currency)},
        });
        last = entry.id;
    }
    return HttpResponse::json(200, platformPage("billing_events", events));
}

QString UsageReports::unitOf(const QString &endpoint) const
{
    const LocalModel *model = m_models.find(endpoint);
    // fal's word for units that have no name of their own.
    return model == nullptr || model->card().unit.isEmpty() ? QStringLiteral("units")
                                                            : model->card().unit;
}

} // namespace peregrine::localserver
