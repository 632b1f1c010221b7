#include "core/library/jobsources.h"

#include "core/base/json.h"
#include "core/library/sqlhelpers.h"

#include <QHash>
#include <QJsonArray>
#include <QSet>

namespace peregrine {

namespace {

/// What people send by hand has far fewer files.
constexpr qsizetype maxSources = 200;
constexpr int maxDepth = 32;
/// Data URIs are no addresses of results.
constexpr qsizetype maxUrl = 4096;

bool isAddress(const QString &text)
{
    return text.size() <= maxUrl
        && (text.startsWith(QLatin1String("https://"))
            || text.startsWith(QLatin1String("http://")));
}

/// Pointers of all strings in a value that are addresses.
void collectAddresses(const QJsonValue &value, const QStringList &where,
                      QHash<QString, QString> &found)
{
    if (found.size() >= maxSources || where.size() > maxDepth)
        return;
    if (value.isString() && isAddress(value.toString())) {
        found.insert(jsonPointer(where), value.toString());
    } else if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            collectAddresses(array.at(i), where + QStringList{QString::number(i)}, found);
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            collectAddresses(it.value(), where + QStringList{it.key()}, found);
    }
}

/// How a path may be kept in the database. While a library is brought up to date nobody knows where
/// its results lie: then it may end in what is kept.
QStringList keptAs(const ResultsFolder &results, const QString &path)
{
    QStringList kept{results.stored(path), path};
    if (results.path().isEmpty()) {
        for (qsizetype at = path.indexOf(u'/'); at >= 0; at = path.indexOf(u'/', at + 1))
            kept.append(path.mid(at + 1));
    }
    return kept;
}

Expected<QVariant, Error> ofPath(const QSqlDatabase &database, const ResultsFolder &results,
                                 const QString &path, const JobId &job)
{
    return scalar(database,
                  QStringLiteral("SELECT number FROM assets WHERE path IN (SELECT value"
                                 " FROM json_each(?)) AND job IS NOT ?"
                                 " ORDER BY trashed_at IS NOT NULL, number DESC LIMIT 1"),
                  {QString::fromUtf8(toJson(QJsonArray::fromStringList(keptAs(results, path)))),
                   job.toString()});
}

Expected<QVariant, Error> ofAddress(const QSqlDatabase &database, const QString &url,
                                    const JobId &job)
{
    const auto result = scalar(
        database,
        QStringLiteral("SELECT number FROM assets WHERE source_url = ? AND job IS NOT ? LIMIT 1"),
        {url, job.toString()});
    if (!result || !result->isNull())
        return result;
    return scalar(database,
                  QStringLiteral("SELECT assets.number FROM uploads JOIN assets"
                                 " ON assets.content_hash = uploads.sha256 WHERE uploads.url = ?"
                                 " AND assets.job IS NOT ? ORDER BY assets.number LIMIT 1"),
                  {url, job.toString()});
}

} // namespace

Expected<Done, Error> writeJobSources(const QSqlDatabase &database, const ResultsFolder &results,
                                      const Job &job)
{
    if (auto forgotten = execute(database, QStringLiteral("DELETE FROM job_sources WHERE job = ?"),
                                 {job.id.toString()});
        !forgotten)
        return Unexpected{forgotten.error()};
    QHash<QString, QVariant> sources;
    for (const LocalFile &file : job.files) {
        if (sources.size() >= maxSources)
            break;
        const auto asset = ofPath(database, results, file.path, job.id);
        if (!asset)
            return Unexpected{asset.error()};
        if (!asset->isNull())
            sources.insert(file.pointer, *asset);
    }
    QHash<QString, QString> addresses;
    collectAddresses(job.input, {}, addresses);
    for (auto it = addresses.cbegin(); it != addresses.cend(); ++it) {
        if (sources.contains(it.key()))
            continue;
        const auto asset = ofAddress(database, it.value(), job.id);
        if (!asset)
            return Unexpected{asset.error()};
        if (!asset->isNull())
            sources.insert(it.key(), *asset);
    }
    for (auto it = sources.cbegin(); it != sources.cend(); ++it) {
        const auto put = execute(
            database,
            QStringLiteral("INSERT INTO job_sources (job, pointer, asset) VALUES (?, ?, ?)"),
            {job.id.toString(), it.key(), it.value()});
        if (!put)
            return Unexpected{put.error()};
    }
    return Done{};
}

} // namespace peregrine
