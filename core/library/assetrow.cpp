#include "core/library/assetrow.h"

#include "core/library/libraryquery.h"
#include "core/library/timecolumn.h"

#include <algorithm>

namespace peregrine {

namespace {

QVariant orNull(const QString &value)
{
    return value.isEmpty() ? QVariant() : QVariant(value);
}

QString text(const QString &value)
{
    return value.isNull() ? QStringLiteral("") : value;
}

} // namespace

QString assetSelect()
{
    return QStringLiteral(
        "SELECT assets.id, assets.job, assets.batch, assets.position, assets.kind,"
        " assets.mime_type, assets.path, assets.bytes, assets.width, assets.height,"
        " assets.duration, assets.created_at, assets.imported, assets.missing, assets.rating,"
        " assets.rejected, assets.starred, assets.label, assets.note, assets.title,"
        " asset_models.endpoint, asset_models.title,"
        " (SELECT group_concat(name, char(10)) FROM (SELECT tags.name FROM asset_tags"
        " JOIN tags ON tags.number = asset_tags.tag WHERE asset_tags.asset = assets.number"
        " ORDER BY tags.folded))"
        " FROM assets LEFT JOIN asset_models ON asset_models.number = assets.model ");
}

Expected<Asset, QString> readAssetRow(const QSqlQuery &query, const ResultsFolder &results)
{
    int column = 0;
    const auto next = [&query, &column] { return query.value(column++); };

    Asset asset;
    asset.id = AssetId(next().toString());
    asset.job = JobId(next().toString());
    asset.batch = BatchId(next().toString());
    asset.index = next().toInt();
    asset.kind = mediaKindFromName(next().toString());
    asset.mimeType = next().toString();
    asset.path = results.absolute(next().toString());
    asset.bytes = next().toLongLong();
    const QVariant width = next();
    const QVariant height = next();
    if (!width.isNull() && !height.isNull())
        asset.size = QSize(width.toInt(), height.toInt());
    asset.duration = next().toDouble();
    asset.createdAt = timeFromColumn(next());
    asset.imported = next().toBool();
    asset.missing = next().toBool();
    asset.judgement.rating = std::clamp(next().toInt(), 0, Judgement::maxRating);
    asset.judgement.rejected = next().toBool();
    asset.judgement.starred = next().toBool();
    asset.judgement.label = colorLabelFromName(next().toString()).value_or(ColorLabel::None);
    asset.note = next().toString();
    asset.title = next().toString();
    asset.endpoint = next().toString();
    asset.modelTitle = next().toString();
    asset.tags = next().toString().split(u'\n', Qt::SkipEmptyParts);

    if (asset.id.isEmpty())
        return Unexpected{QStringLiteral("an asset without an id")};
    if (asset.path.isEmpty())
        return Unexpected{
            QStringLiteral("asset %1: its path leads nowhere").arg(asset.id.toString())};
    return asset;
}

QString assetUpsert()
{
    // What a person has added stays; so does what is known of a file that is the same.
    return QStringLiteral(
        "INSERT INTO assets (id, job, position, kind, mime_type, path, bytes, width, height,"
        " duration, created_at, imported) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET job = excluded.job, position = excluded.position,"
        " kind = excluded.kind, mime_type = excluded.mime_type, path = excluded.path,"
        " bytes = excluded.bytes, width = excluded.width, height = excluded.height,"
        " duration = excluded.duration, created_at = excluded.created_at,"
        " imported = excluded.imported, missing = 0");
}

QVariantList assetRowValues(const Asset &asset, const ResultsFolder &results)
{
    const bool sized = asset.size.isValid();
    return {text(asset.id.toString()),
            orNull(asset.job.toString()),
            asset.index,
            mediaKindName(asset.kind),
            text(asset.mimeType),
            results.stored(asset.path),
            asset.bytes,
            sized ? QVariant(asset.size.width()) : QVariant(),
            sized ? QVariant(asset.size.height()) : QVariant(),
            asset.duration,
            timeToColumn(asset.createdAt),
            asset.imported};
}

} // namespace peregrine
