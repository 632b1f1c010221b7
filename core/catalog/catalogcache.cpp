#include "core/catalog/catalogcache.h"

#include "core/base/async.h"
#include "core/base/json.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QThreadPool>
#include <QtConcurrent>

namespace peregrine {

namespace {

/// The file's own time is the age: it is written anew at every answer.
QDateTime timeOf(const QString &path)
{
    return QFileInfo(path).lastModified().toUTC();
}

QJsonValue readJson(const QString &path)
{
    QFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::ReadOnly) || file.size() > CatalogCache::maxBytes)
        return {};
    const auto json = parseJson(file.readAll());
    return json ? *json : QJsonValue();
}

void writeJson(const QString &path, const QJsonValue &value)
{
    const QByteArray bytes = toJson(value);
    if (path.isEmpty() || bytes.size() > CatalogCache::maxBytes)
        return;
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size())
        file.commit();
}

} // namespace

QString CatalogCache::path(const QString &server, const QString &what) const
{
    if (m_folder.isEmpty())
        return {};
    // Names come from servers and users: only their hash is a file name.
    const QByteArray name =
        QCryptographicHash::hash((server + u'\n' + what).toUtf8(), QCryptographicHash::Sha256)
            .toHex()
            .left(40);
    return m_folder + u'/' + QString::fromLatin1(name) + QStringLiteral(".json");
}

QFuture<std::optional<CachedModels>> CatalogCache::models(const QString &server) const
{
    return QtConcurrent::run(
        [path = path(server, QStringLiteral("models"))]() -> std::optional<CachedModels> {
            const QJsonValue value = readJson(path);
            if (!value.isArray())
                return std::nullopt;
            return CachedModels{value.toArray(), timeOf(path)};
        });
}

QFuture<std::optional<CachedPrices>> CatalogCache::prices(const QString &server) const
{
    return QtConcurrent::run(
        [path = path(server, QStringLiteral("prices"))]() -> std::optional<CachedPrices> {
            const QJsonValue value = readJson(path);
            if (!value.isObject())
                return std::nullopt;
            return CachedPrices{value.toObject(), timeOf(path)};
        });
}

QFuture<std::optional<QJsonObject>> CatalogCache::document(const QString &server,
                                                           const EndpointId &endpoint) const
{
    const QString file = path(server, QStringLiteral("openapi ") + endpoint.toString());
    return QtConcurrent::run([file]() -> std::optional<QJsonObject> {
        const QJsonValue value = readJson(file);
        if (!value.isObject())
            return std::nullopt;
        return value.toObject();
    });
}

void CatalogCache::keepModels(const QString &server, const QJsonArray &models) const
{
    const QString file = path(server, QStringLiteral("models"));
    QThreadPool::globalInstance()->start([file, models] { writeJson(file, models); });
}

void CatalogCache::keepPrices(const QString &server, const QJsonObject &prices) const
{
    const QString file = path(server, QStringLiteral("prices"));
    QThreadPool::globalInstance()->start([file, prices] { writeJson(file, prices); });
}

void CatalogCache::keepDocument(const QString &server, const EndpointId &endpoint,
                                const QJsonObject &document) const
{
    const QString file = path(server, QStringLiteral("openapi ") + endpoint.toString());
    QThreadPool::globalInstance()->start([file, document] { writeJson(file, document); });
}

} // namespace peregrine
