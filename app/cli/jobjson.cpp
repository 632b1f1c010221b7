#include "app/cli/jobjson.h"

#include "core/library/errorjson.h"

#include <QJsonArray>

namespace peregrine::cli {

namespace {

constexpr qsizetype titleLength = 60;

void insertTime(QJsonObject &object, const QString &name, const QDateTime &time)
{
    if (time.isValid())
        object.insert(name, time.toUTC().toString(Qt::ISODateWithMs));
}

} // namespace

QJsonObject jobJson(const Job &job)
{
    QJsonObject object{{QStringLiteral("id"), job.id.toString()},
                       {QStringLiteral("state"), jobStateName(job.state)},
                       {QStringLiteral("endpoint"), job.endpoint.toString()},
                       {QStringLiteral("server"), job.server},
                       {QStringLiteral("title"), job.title()}};
    if (!job.request.isEmpty())
        object.insert(QStringLiteral("request_id"), job.request.toString());
    if (job.batch.toString() != job.id.toString())
        object.insert(QStringLiteral("batch"), job.batch.toString());
    if (job.held)
        object.insert(QStringLiteral("held"), true);
    insertTime(object, QStringLiteral("created_at"), job.createdAt);
    insertTime(object, QStringLiteral("ended_at"), job.endedAt);
    if (job.error)
        object.insert(QStringLiteral("error"), errorToJson(*job.error));
    return object;
}

QJsonObject wholeJobJson(const Job &job, const QList<Asset> &assets)
{
    QJsonObject object = jobJson(job);
    insertTime(object, QStringLiteral("submitted_at"), job.submittedAt);
    insertTime(object, QStringLiteral("started_at"), job.startedAt);
    object.insert(QStringLiteral("attempts"), job.attempts);
    if (job.inferenceSeconds > 0)
        object.insert(QStringLiteral("inference_time"), job.inferenceSeconds);
    if (job.cost.estimated)
        object.insert(QStringLiteral("estimated_cost"), *job.cost.estimated);
    if (job.cost.billed)
        object.insert(QStringLiteral("billed_cost"), *job.cost.billed);
    const QList<std::pair<QString, QUrl>> urls{{QStringLiteral("status_url"), job.statusUrl},
                                               {QStringLiteral("response_url"), job.responseUrl},
                                               {QStringLiteral("cancel_url"), job.cancelUrl}};
    for (const auto &[name, url] : urls) {
        if (!url.isEmpty())
            object.insert(name, url.toString(QUrl::FullyEncoded));
    }
    object.insert(QStringLiteral("input"), job.input);
    if (!job.output.isEmpty())
        object.insert(QStringLiteral("output"), job.output);
    QJsonArray files;
    for (const Asset &asset : assets)
        files.append(asset.path);
    object.insert(QStringLiteral("files"), files);
    return object;
}

QString jobStateText(const Job &job)
{
    const QString state = jobStateName(job.state);
    return job.error ? QStringLiteral("%1: %2").arg(state, job.error->message) : state;
}

QString jobLine(const Job &job)
{
    return QStringLiteral("%1  %2  %3  %4  %5")
        .arg(job.id.toString(),
             job.createdAt.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")),
             jobStateName(job.state).leftJustified(10), job.endpoint.toString(),
             job.title().simplified().left(titleLength));
}

} // namespace peregrine::cli
