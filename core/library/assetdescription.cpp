#include "core/library/assetdescription.h"

#include "core/library/searchabletext.h"
#include "core/library/sqlhelpers.h"
#include "core/schema/outputitems.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <array>

namespace peregrine {

namespace {

/// Longer texts are cut for search; what was sent stays whole with the job.
constexpr qsizetype maxSearched = 20'000;
/// Data URIs are no addresses to come back to.
constexpr qsizetype maxUrl = 4096;

QString searched(const QString &text)
{
    return searchableText(text.left(maxSearched));
}

QString searchedModel(const QString &endpoint, const QString &title)
{
    return searched(endpoint + u' ' + title);
}

/// The same number for the same text, 0 for none.
qint64 keyOf(const QString &text)
{
    if (text.isEmpty())
        return 0;
    const QByteArray hash = QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
    const auto key = qFromBigEndian<qint64>(hash.constData());
    return key == 0 ? 1 : key;
}

QString firstText(const QJsonObject &input, std::initializer_list<QLatin1String> names)
{
    for (const QLatin1String name : names) {
        const QString text = input.value(name).toString();
        if (!text.trimmed().isEmpty())
            return text;
    }
    return {};
}

QUrl sourceUrlOf(const Job &job, int index)
{
    int media = 0;
    const QList<OutputItem> items = outputItems(job.output);
    for (const OutputItem &item : items) {
        if (item.url.isEmpty() || media++ != index)
            continue;
        const bool stays = item.url.scheme().startsWith(QLatin1String("http"))
            && item.url.toEncoded().size() <= maxUrl;
        return stays ? item.url : QUrl();
    }
    return {};
}

Expected<QVariant, Error> modelNumber(const QSqlDatabase &database, const QString &endpoint,
                                      const QString &title)
{
    if (endpoint.isEmpty() && title.isEmpty())
        return QVariant();
    const QVariantList names{endpoint.isNull() ? QStringLiteral("") : endpoint,
                             title.isNull() ? QStringLiteral("") : title};
    if (auto put = execute(database,
                           QStringLiteral("INSERT OR IGNORE INTO asset_models (endpoint, title,"
                                          " folded) VALUES (?, ?, ?)"),
                           names + QVariantList{searchedModel(endpoint, title)});
        !put)
        return Unexpected{put.error()};
    return scalar(
        database,
        QStringLiteral("SELECT number FROM asset_models WHERE endpoint = ? AND title = ?"), names);
}

QString fileName(const QString &path)
{
    return path.mid(path.lastIndexOf(u'/') + 1);
}

} // namespace

AssetDescription descriptionOf(const Job &job, int index)
{
    AssetDescription description;
    description.batch = job.batch;
    if (job.endpoint != EndpointId()) {
        description.endpoint = job.endpoint.toString();
        description.modelTitle = job.modelTitle;
        description.title = job.title();
    }
    description.prompt =
        firstText(job.input,
                  {QLatin1String("prompt"), QLatin1String("text"), QLatin1String("input"),
                   QLatin1String("gen_text"), QLatin1String("lyrics"), QLatin1String("question")});
    description.negativePrompt = firstText(job.input, {QLatin1String("negative_prompt")});
    description.seed = job.seed();
    description.sourceUrl = sourceUrlOf(job, index);
    return description;
}

Expected<Done, Error> writeDescription(const QSqlDatabase &database, qint64 number,
                                       const QString &storedPath,
                                       const AssetDescription &description)
{
    const auto model = modelNumber(database, description.endpoint, description.modelTitle);
    if (!model)
        return Unexpected{model.error()};
    const QString prompt = searched(description.prompt);
    const QString batch = description.batch.toString();
    const QString title = description.title.simplified();
    const auto updated = execute(
        database,
        QStringLiteral("UPDATE assets SET model = ?, batch = ?, batch_key = ?, prompt_key = ?,"
                       " seed = ?, title = ?, source_url = ? WHERE number = ?"),
        {*model, batch.isNull() ? QStringLiteral("") : batch, keyOf(batch), keyOf(prompt),
         description.seed ? QVariant(*description.seed) : QVariant(),
         title.isNull() ? QStringLiteral("") : title,
         description.sourceUrl.isEmpty()
             ? QVariant()
             : QVariant(description.sourceUrl.toString(QUrl::FullyEncoded)),
         number});
    if (!updated)
        return Unexpected{updated.error()};
    const auto words =
        execute(database,
                QStringLiteral("INSERT INTO asset_words (asset, prompt, negative, model, file)"
                               " VALUES (?, ?, ?, ?, ?) ON CONFLICT (asset) DO UPDATE SET"
                               " prompt = excluded.prompt, negative = excluded.negative,"
                               " model = excluded.model, file = excluded.file"),
                {number, prompt, searched(description.negativePrompt),
                 searchedModel(description.endpoint, description.modelTitle),
                 searched(fileName(storedPath))});
    if (!words)
        return Unexpected{words.error()};
    return Done{};
}

Expected<Done, Error> writeFileName(const QSqlDatabase &database, const AssetId &id,
                                    const QString &storedPath)
{
    const QString name = searched(fileName(storedPath));
    const auto done =
        execute(database,
                QStringLiteral("UPDATE asset_words SET file = ? WHERE file <> ?"
                               " AND asset = (SELECT number FROM assets WHERE id = ?)"),
                {name, name, id.toString()});
    if (!done)
        return Unexpected{done.error()};
    return Done{};
}

} // namespace peregrine
