#pragma once

#include "core/fal/endpointid.h"

#include <QDateTime>
#include <QFuture>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace peregrine {

/// A model list as it was when a server gave it.
struct CachedModels
{
    QJsonArray entries;
    /// UTC.
    QDateTime fetchedAt;
};

/// Unit prices by endpoint id, as GET /models/pricing lists them, and when they were asked for.
struct CachedPrices
{
    QJsonObject prices;
    /// UTC.
    QDateTime fetchedAt;
};

/// Model lists, prices and OpenAPI documents of a server on disk, so that forms are there at once
/// and offline. Anything unreadable counts as not cached. Reads and writes run on the global pool.
class CatalogCache
{
public:
    /// Larger documents are neither kept nor read.
    static constexpr qint64 maxBytes = 32LL * 1024 * 1024;

    /// An empty folder: nothing is kept.
    explicit CatalogCache(QString folder)
        : m_folder(std::move(folder))
    { }

    [[nodiscard]] QFuture<std::optional<CachedModels>> models(const QString &server) const;
    [[nodiscard]] QFuture<std::optional<CachedPrices>> prices(const QString &server) const;
    [[nodiscard]] QFuture<std::optional<QJsonObject>> document(const QString &server,
                                                               const EndpointId &endpoint) const;
    void keepModels(const QString &server, const QJsonArray &models) const;
    void keepPrices(const QString &server, const QJsonObject &prices) const;
    void keepDocument(const QString &server, const EndpointId &endpoint,
                      const QJsonObject &document) const;

private:
    [[nodiscard]] QString path(const QString &server, const QString &what) const;

    QString m_folder;
};

} // namespace peregrine
