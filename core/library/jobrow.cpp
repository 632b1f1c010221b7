#include "core/library/jobrow.h"

#include "core/base/json.h"
#include "core/library/errorjson.h"
#include "core/library/timecolumn.h"
#include "core/prompts/promptoriginjson.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cmath>

namespace peregrine {

namespace {

// What readJobRow() reads comes first, what only SQL looks at after it.
constexpr std::array readColumns{"id",
                                 "batch",
                                 "endpoint",
                                 "model_title",
                                 "server",
                                 "state",
                                 "queue_position",
                                 "request",
                                 "status_url",
                                 "response_url",
                                 "cancel_url",
                                 "created_at",
                                 "submitted_at",
                                 "started_at",
                                 "ended_at",
                                 "inference_seconds",
                                 "error",
                                 "files",
                                 "input",
                                 "output",
                                 "prompt_origin",
                                 "lane",
                                 "held",
                                 "rank",
                                 "runner",
                                 "attempts",
                                 "batch_place",
                                 "estimated_cost",
                                 "billed_cost"};
// Jobs were searched by the second before assets had words of their own.
constexpr std::array searchColumns{"title", "search_text"};

QStringList names(bool all)
{
    QStringList list;
    for (const char *name : readColumns)
        list.append(QLatin1String(name));
    if (all) {
        for (const char *name : searchColumns)
            list.append(QLatin1String(name));
    }
    return list;
}

QString urlText(const QUrl &url)
{
    return url.toString(QUrl::FullyEncoded);
}

QByteArray filesJson(const QList<LocalFile> &files)
{
    QJsonArray array;
    for (const LocalFile &file : files)
        array.append(QJsonObject{{QStringLiteral("pointer"), file.pointer},
                                 {QStringLiteral("path"), file.path}});
    return toJson(array);
}

QList<LocalFile> filesFrom(const QJsonArray &array)
{
    QList<LocalFile> files;
    for (const QJsonValue &value : array)
        files.append({value.toObject().value(QStringLiteral("pointer")).toString(),
                      value.toObject().value(QStringLiteral("path")).toString()});
    return files;
}

/// NULL for most jobs.
QVariant originColumn(const PromptOrigin &origin)
{
    const QJsonObject json = promptOriginToJson(origin);
    return json.isEmpty() ? QVariant() : QVariant(QString::fromUtf8(toJson(json)));
}

/// "0,2,1".
QString placeText(const QList<int> &place)
{
    QStringList parts;
    for (const int index : place)
        parts.append(QString::number(index));
    return parts.isEmpty() ? QStringLiteral("") : parts.join(u',');
}

QList<int> placeFrom(const QString &text)
{
    QList<int> place;
    const QStringList parts = text.split(u',', Qt::SkipEmptyParts);
    for (const QString &part : parts)
        place.append(std::max(0, part.toInt()));
    return place;
}

QVariant amountColumn(const std::optional<double> &amount)
{
    return amount ? QVariant(*amount) : QVariant();
}

/// What is no amount of money is none.
std::optional<double> amountFrom(const QVariant &value)
{
    const double amount = value.toDouble();
    const bool isAmount = !value.isNull() && std::isfinite(amount) && amount >= 0;
    return isAmount ? std::optional(amount) : std::nullopt;
}

/// Null where there is no text.
QString text(const QString &value)
{
    return value.isNull() ? QStringLiteral("") : value;
}

} // namespace

QString jobColumns()
{
    return names(false).join(QStringLiteral(", "));
}

QString nextRevision()
{
    return QStringLiteral("(SELECT coalesce(max(revision), 0) + 1 FROM jobs)");
}

QString jobUpsert()
{
    const QStringList columns = names(true);
    QStringList marks;
    QStringList updates;
    for (const QString &column : columns) {
        marks.append(QStringLiteral("?"));
        if (column != QLatin1String("id"))
            updates.append(column + QStringLiteral(" = excluded.") + column);
    }
    return QStringLiteral("INSERT INTO jobs (%1, revision) VALUES (%2, %4)"
                          " ON CONFLICT (id) DO UPDATE SET %3, revision = excluded.revision")
        .arg(columns.join(QStringLiteral(", ")), marks.join(QStringLiteral(", ")),
             updates.join(QStringLiteral(", ")), nextRevision());
}

QVariantList jobRowValues(const Job &job)
{
    const QString title = job.title();
    return {text(job.id.toString()),
            text(job.batch.toString()),
            text(job.endpoint.toString()),
            text(job.modelTitle),
            text(job.server),
            jobStateName(job.state),
            job.queuePosition,
            text(job.request.toString()),
            text(urlText(job.statusUrl)),
            text(urlText(job.responseUrl)),
            text(urlText(job.cancelUrl)),
            timeToColumn(job.createdAt),
            timeToColumn(job.submittedAt),
            timeToColumn(job.startedAt),
            timeToColumn(job.endedAt),
            job.inferenceSeconds,
            job.error ? QVariant(QString::fromUtf8(toJson(errorToJson(*job.error)))) : QVariant(),
            QString::fromUtf8(filesJson(job.files)),
            QString::fromUtf8(toJson(job.input)),
            QString::fromUtf8(toJson(job.output)),
            originColumn(job.promptOrigin),
            jobLaneName(job.lane),
            job.held,
            job.rank,
            text(job.runner),
            job.attempts,
            placeText(job.batchPlace),
            amountColumn(job.cost.estimated),
            amountColumn(job.cost.billed),
            text(title),
            QStringLiteral("")};
}

Expected<Job, QString> readJobRow(const QSqlQuery &query)
{
    int column = 0;
    const auto next = [&query, &column] { return query.value(column++); };
    const auto nextJson = [&next] { return parseJson(next().toString().toUtf8()); };

    Job job;
    job.id = JobId(next().toString());
    job.batch = BatchId(next().toString());
    const auto endpoint = EndpointId::parse(next().toString());
    job.modelTitle = next().toString();
    job.server = next().toString();
    const auto state = jobStateFromName(next().toString());
    job.queuePosition = next().toInt();
    job.request = RequestId(next().toString());
    job.statusUrl = QUrl(next().toString(), QUrl::StrictMode);
    job.responseUrl = QUrl(next().toString(), QUrl::StrictMode);
    job.cancelUrl = QUrl(next().toString(), QUrl::StrictMode);
    job.createdAt = timeFromColumn(next());
    job.submittedAt = timeFromColumn(next());
    job.startedAt = timeFromColumn(next());
    job.endedAt = timeFromColumn(next());
    job.inferenceSeconds = next().toDouble();
    const QVariant error = next();
    const auto files = nextJson();
    const auto input = nextJson();
    const auto output = nextJson();
    const QVariant origin = next();
    job.lane = jobLaneFromName(next().toString());
    job.held = next().toBool();
    job.rank = next().toDouble();
    job.runner = next().toString();
    job.attempts = next().toInt();
    job.batchPlace = placeFrom(next().toString());
    job.cost.estimated = amountFrom(next());
    job.cost.billed = amountFrom(next());

    if (job.id.isEmpty())
        return Unexpected{QStringLiteral("a job without an id")};
    const QString which = QStringLiteral("job %1: ").arg(job.id.toString());
    if (!endpoint)
        return Unexpected{which + QStringLiteral("its endpoint is not one")};
    if (!state)
        return Unexpected{which + QStringLiteral("its state is not known")};
    if (!files || !files->isArray() || !input || !input->isObject() || !output
        || !output->isObject())
        return Unexpected{which + QStringLiteral("its files, input or output are not JSON")};
    if (!error.isNull()) {
        const auto parsed = parseJson(error.toString().toUtf8());
        if (!parsed || !parsed->isObject())
            return Unexpected{which + QStringLiteral("its error is not JSON")};
        job.error = errorFromJson(parsed->toObject());
    }
    if (!origin.isNull()) {
        const auto parsed = parseJson(origin.toString().toUtf8());
        job.promptOrigin = promptOriginFromJson(parsed ? parsed->toObject() : QJsonObject());
    }
    job.endpoint = *endpoint;
    job.state = *state;
    job.files = filesFrom(files->toArray());
    job.input = input->toObject();
    job.output = output->toObject();
    return job;
}

} // namespace peregrine
