#include "app/cli/assetjson.h"

#include "core/library/libraryquery.h"

#include <QJsonArray>

namespace peregrine::cli {

QJsonObject assetJson(const Asset &asset)
{
    const Judgement &judgement = asset.judgement;
    QJsonObject json{{QStringLiteral("id"), asset.id.toString()},
                     {QStringLiteral("job"), asset.job.toString()},
                     {QStringLiteral("kind"), mediaKindName(asset.kind)},
                     {QStringLiteral("content_type"), asset.mimeType},
                     {QStringLiteral("file"), asset.path},
                     {QStringLiteral("bytes"), asset.bytes},
                     {QStringLiteral("endpoint"), asset.endpoint},
                     {QStringLiteral("title"), asset.title},
                     {QStringLiteral("created_at"), asset.createdAt.toString(Qt::ISODateWithMs)},
                     {QStringLiteral("rating"), judgement.rating},
                     {QStringLiteral("rejected"), judgement.rejected},
                     {QStringLiteral("starred"), judgement.starred},
                     {QStringLiteral("label"), colorLabelName(judgement.label)},
                     {QStringLiteral("tags"), QJsonArray::fromStringList(asset.tags)},
                     {QStringLiteral("note"), asset.note},
                     {QStringLiteral("imported"), asset.imported},
                     {QStringLiteral("missing"), asset.missing}};
    if (asset.size.isValid()) {
        json.insert(QStringLiteral("width"), asset.size.width());
        json.insert(QStringLiteral("height"), asset.size.height());
    }
    if (asset.duration > 0)
        json.insert(QStringLiteral("duration"), asset.duration);
    return json;
}

QString assetLine(const Asset &asset)
{
    return QStringLiteral("%1  %2  %3  %4")
        .arg(asset.createdAt.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")),
             mediaKindName(asset.kind).leftJustified(5), asset.path, asset.title);
}

} // namespace peregrine::cli
