#pragma once

#include "core/fal/endpointid.h"

#include <QFuture>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace peregrine {

/// Model lists and OpenAPI documents of a server on disk, so that forms are there at once and
/// offline. Anything unreadable counts as not cached. Reads and writes run on the global pool.
class CatalogCache
{
public:
    /// Larger documents are neither kept nor read.
    static constexpr qint64 maxBytes = 32LL * 1024 * 1024;

    /// An empty folder: nothing is kept.
    explicit CatalogCache(QString folder)
        : m_folder(std::move(folder))
    { }

    [[nodiscard]] QFuture<std::optional<QJsonArray>> models(const QString &server) const;
    [[nodiscard]] QFuture<std::optional<QJsonObject>> document(const QString &server,
                                                               const EndpointId &endpoint) const;
    void keepModels(const QString &server, const QJsonArray &models) const;
    void keepDocument(const QString &server, const EndpointId &endpoint,
                      const QJsonObject &document) const;

private:
    [[nodiscard]] QString path(const QString &server, const QString &what) const;

    QString m_folder;
};

} // namespace peregrine
