#include "core/jobs/receipt.h"

#include "core/fal/falservers.h"
#include "core/prompts/promptoriginjson.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

namespace peregrine {

namespace {

QString isoTime(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

} // namespace

QJsonObject receiptOf(const Job &job, const QList<Asset> &assets)
{
    QJsonArray files;
    for (const Asset &asset : assets) {
        QJsonObject file{{QStringLiteral("file"), QFileInfo(asset.path).fileName()},
                         {QStringLiteral("asset_id"), asset.id.toString()},
                         {QStringLiteral("content_type"), asset.mimeType},
                         {QStringLiteral("kind"), mediaKindName(asset.kind)},
                         {QStringLiteral("bytes"), asset.bytes}};
        if (asset.size.isValid()) {
            file.insert(QStringLiteral("width"), asset.size.width());
            file.insert(QStringLiteral("height"), asset.size.height());
        }
        if (asset.duration > 0)
            file.insert(QStringLiteral("duration"), asset.duration);
        files.append(file);
    }
    QJsonObject receipt{{QStringLiteral("receipt"), 1},
                        {QStringLiteral("program"), QStringLiteral("Peregrine " PEREGRINE_VERSION)},
                        {QStringLiteral("endpoint"), job.endpoint.toString()},
                        {QStringLiteral("model"), job.modelTitle},
                        {QStringLiteral("server"), job.server},
                        {QStringLiteral("request_id"), job.request.toString()},
                        {QStringLiteral("job_id"), job.id.toString()},
                        {QStringLiteral("input"), job.input},
                        {QStringLiteral("output"), job.output},
                        {QStringLiteral("created_at"), isoTime(job.createdAt)},
                        {QStringLiteral("submitted_at"), isoTime(job.submittedAt)},
                        {QStringLiteral("ended_at"), isoTime(job.endedAt)},
                        {QStringLiteral("files"), files}};
    if (const auto origin = promptOriginToJson(job.promptOrigin); !origin.isEmpty())
        receipt.insert(QStringLiteral("prompt_origin"), origin);
    if (const auto seed = job.seed())
        receipt.insert(QStringLiteral("seed"), *seed);
    if (job.inferenceSeconds > 0)
        receipt.insert(QStringLiteral("inference_seconds"), job.inferenceSeconds);
    if (const auto cost = job.cost.best()) {
        receipt.insert(QStringLiteral("cost"),
                       QJsonObject{{QStringLiteral("amount"), *cost},
                                   {QStringLiteral("currency"), QStringLiteral("USD")},
                                   {QStringLiteral("exact"), job.cost.billed.has_value()}});
    }
    if (job.server == FalServers::local)
        receipt.insert(QStringLiteral("local_preview"), true);
    return receipt;
}

QList<Asset> assetsOfReceipt(const QJsonObject &receipt, const Job &job, const QString &folder)
{
    QList<Asset> assets;
    const QDateTime ended = QDateTime::fromString(
        receipt.value(QStringLiteral("ended_at")).toString(), Qt::ISODateWithMs);
    const QJsonArray files = receipt.value(QStringLiteral("files")).toArray();
    for (const QJsonValue &value : files) {
        const QJsonObject file = value.toObject();
        const QString name = file.value(QStringLiteral("file")).toString();
        const QString id = file.value(QStringLiteral("asset_id")).toString();
        if (name.isEmpty() || id.isEmpty() || QFileInfo(name).fileName() != name)
            continue;
        Asset asset;
        asset.id = AssetId(id);
        asset.job = job.id;
        asset.batch = job.batch;
        asset.index = static_cast<int>(assets.size());
        asset.kind = mediaKindFromName(file.value(QStringLiteral("kind")).toString());
        asset.mimeType = file.value(QStringLiteral("content_type")).toString();
        asset.path = folder + u'/' + name;
        asset.bytes = file.value(QStringLiteral("bytes")).toInteger();
        if (file.contains(QStringLiteral("width")))
            asset.size = QSize(file.value(QStringLiteral("width")).toInt(),
                               file.value(QStringLiteral("height")).toInt());
        asset.duration = file.value(QStringLiteral("duration")).toDouble();
        asset.createdAt = ended.isValid() ? ended : job.createdAt;
        asset.title = job.title();
        asset.endpoint = job.endpoint.toString();
        asset.modelTitle = job.modelTitle;
        assets.append(asset);
    }
    return assets;
}

Expected<Done, Error> writeReceipt(const QJsonObject &receipt, const QString &path)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(receipt).toJson()) >= 0
        && file.commit())
        return Done();
    return Unexpected{
        Error::storage(QCoreApplication::translate(
                           "peregrine::Receipt",
                           "The receipt %1 could not be written (%2). Free some space or check the "
                           "folder's permissions, then try again: nothing is billed for it.")
                           .arg(QFileInfo(path).fileName(), file.errorString()))};
}

} // namespace peregrine
