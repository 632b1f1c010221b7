#pragma once

#include "core/jobs/asset.h"
#include "core/jobs/job.h"
#include "core/library/assetrepository.h"
#include "core/library/sqljobrepository.h"
#include "core/library/store.h"
#include "core/media/thumbnailer.h"

#include <QList>
#include <QSize>
#include <QTemporaryDir>

#include <memory>

namespace peregrine {

/// A library of its own in a temporary folder, with real files and a real database.
class GalleryFixture
{
public:
    GalleryFixture();

    [[nodiscard]] AssetRepository &assets() { return *m_assets; }
    [[nodiscard]] Thumbnailer &thumbnailer() { return *m_thumbnailer; }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    /// A job that is done, with a picture of one colour; saved.
    Asset addPicture(const QString &title, const QSize &size = {64, 48});
    QList<Asset> addPictures(int count);
    /// A done job with this file as its result; saved.
    Asset addFile(const QString &name, const QByteArray &bytes, MediaKind kind,
                  const QString &mimeType);
    /// The job that made the asset.
    [[nodiscard]] Job jobOf(const Asset &asset);

    /// Two seconds that play.
    [[nodiscard]] static QByteArray video();
    /// Some words that play.
    [[nodiscard]] static QByteArray sound();

private:
    Asset save(Asset asset, const QString &title);

    QTemporaryDir m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<SqlJobRepository> m_jobs;
    std::unique_ptr<AssetRepository> m_assets;
    std::unique_ptr<Thumbnailer> m_thumbnailer;
    int m_count = 0;
};

} // namespace peregrine
