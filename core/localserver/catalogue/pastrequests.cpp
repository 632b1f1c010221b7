#include "core/localserver/catalogue/pastrequests.h"

#include "core/localserver/catalogue/platformanswers.h"
#include "core/localserver/catalogue/platformquery.h"
#include "core/localserver/storage/fileurls.h"

#include <algorithm>
#include <utility>

namespace peregrine::localserver {

namespace {

QJsonValue timeValue(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toString(Qt::ISODateWithMs))
                          : QJsonValue(QJsonValue::Null);
}

/// "success", "user_error" (4xx) or "error" (5xx).
QString outcomeOf(const PastRequest &past)
{
    if (past.status < 400)
        return QStringLiteral("success");
    return past.status < 500 ? QStringLiteral("user_error") : QStringLiteral("error");
}

} // namespace

PastRequests::PastRequests(const RequestHistory &history, RequestQueue &queue, FileStore &files,
                           std::shared_ptr<const Clock> clock)
    : m_history(history)
    , m_queue(queue)
    , m_files(files)
    , m_clock(std::move(clock))
{ }

HttpResponse PastRequests::list(const HttpRequest &request) const
{
    const Expected<PlatformQuery, HttpResponse> query = PlatformQuery::read(request.target);
    if (!query)
        return query.error();
    if (query->endpoints.isEmpty())
        return platformInvalid(QStringLiteral("Between 1 and 50 endpoint_id are needed."));
    const Expected<QList<PastRequest>, HttpResponse> requests = selected(request);
    if (!requests)
        return requests.error();
    const bool withPayloads = query->expands(QStringLiteral("payloads"));
    const QString base = serverBase(request);
    QJsonArray items;
    QString last;
    bool past = query->cursor.isEmpty();
    for (const PastRequest &entry : *requests) {
        if (!past) {
            past = entry.id == query->cursor;
            continue;
        }
        if (!query->wants(entry.endpoint))
            continue;
        if (items.size() == query->limit)
            return HttpResponse::json(200, platformPage("items", items, last));
        items.append(itemOf(entry, withPayloads, base));
        last = entry.id;
    }
    return HttpResponse::json(200, platformPage("items", items));
}

Expected<QList<PastRequest>, HttpResponse> PastRequests::selected(const HttpRequest &request) const
{
    const Expected<PlatformRange, HttpResponse> range =
        PlatformRange::read(request.target, m_clock->now());
    if (!range)
        return Unexpected{range.error()};
    const QString id = request.target.queryValue(QStringLiteral("request_id"));
    const QString status = request.target.queryValue(QStringLiteral("status"));
    const QStringList outcomes{QString(), QStringLiteral("success"), QStringLiteral("error"),
                               QStringLiteral("user_error")};
    if (!outcomes.contains(status)) {
        return Unexpected{
            platformInvalid(QStringLiteral("status must be success, error or user_error."))};
    }
    const QString order = request.target.queryValue(QStringLiteral("sort_by"));
    const bool byDuration = order == QLatin1String("duration");
    if (!byDuration && !order.isEmpty() && order != QLatin1String("ended_at"))
        return Unexpected{platformInvalid(QStringLiteral("sort_by must be ended_at or duration."))};

    QList<PastRequest> requests = m_history.all();
    requests.removeIf([&range, &id, &status](const PastRequest &past) {
        return !range->contains(past.ended) || (!id.isEmpty() && past.id != id)
            || (!status.isEmpty() && outcomeOf(past) != status);
    });
    std::stable_sort(requests.begin(), requests.end(),
                     [byDuration](const PastRequest &a, const PastRequest &b) {
                         return byDuration ? a.seconds() > b.seconds() : a.ended > b.ended;
                     });
    return requests;
}

QJsonObject PastRequests::itemOf(const PastRequest &past, bool withPayloads,
                                 const QString &base) const
{
    QJsonObject item{
        {QStringLiteral("request_id"), past.id},
        {QStringLiteral("endpoint_id"), past.endpoint},
        {QStringLiteral("sent_at"), timeValue(past.sent)},
        {QStringLiteral("started_at"), timeValue(past.started)},
        {QStringLiteral("ended_at"), timeValue(past.ended)},
        {QStringLiteral("status_code"), past.status},
        {QStringLiteral("duration"), past.seconds()},
        {QStringLiteral("tags"), past.tags},
    };
    if (!withPayloads)
        return item;
    // Direct runs leave none, and those of others may have been removed.
    const std::optional<RequestQueue::Snapshot> found = m_queue.find(past.id);
    const bool there = found && !found->request.payloadsRemoved;
    item.insert(QStringLiteral("json_input"),
                there ? QJsonValue(found->request.input) : QJsonValue(QJsonValue::Null));
    item.insert(QStringLiteral("json_output"),
                there ? withFileUrls(found->request.output, base) : QJsonValue(QJsonValue::Null));
    return item;
}

HttpResponse PastRequests::removePayloads(const QString &requestId, const HttpRequest &request)
{
    const std::optional<RequestQueue::Snapshot> found = m_queue.find(requestId);
    if (!found)
        return platformError(404, "not_found", QStringLiteral("The request is unknown."));
    if (found->request.state != StoredRequest::State::Done)
        return platformInvalid(QStringLiteral("The request is still in progress."));
    const QString base = serverBase(request);
    QJsonArray results;
    const QStringList paths = filePathsIn(found->request.output);
    for (const QString &path : paths) {
        const QString link = base + path;
        const std::optional<StoredFile> file = m_files.findByUrl(QUrl(link));
        const bool gone = !file || m_files.remove(file->id);
        results.append(QJsonObject{
            {QStringLiteral("link"), link},
            {QStringLiteral("exception"),
             gone ? QJsonValue(QJsonValue::Null)
                  : QJsonValue(QStringLiteral("The file cannot be removed."))},
        });
    }
    if (!m_queue.removePayloads(requestId)) {
        return platformError(500, "server_error",
                             QStringLiteral("The server cannot write to its disk."));
    }
    return HttpResponse::json(200, QJsonObject{{QStringLiteral("cdn_delete_results"), results}});
}

} // namespace peregrine::localserver
