#include "core/library/picturehashes.h"

#include "core/base/async.h"
#include "core/base/giveway.h"
#include "core/base/logging.h"
#include "core/fal/storage/filefacts.h"
#include "core/library/hashtable.h"
#include "core/library/store.h"
#include "core/media/imageloader.h"
#include "core/media/videoposter.h"

#include <QFileInfo>
#include <QtConcurrentRun>

#include <limits>

namespace peregrine {

namespace {

/// Kept in one transaction; so much is done again after a crash.
constexpr int atOnce = 16;
/// Enough for what a hash keeps.
constexpr int pictureEdge = 256;

std::optional<PictureHash> pictureOf(const UnhashedAsset &asset, const std::atomic_bool &stop)
{
    Expected<QImage, Error> image = QImage();
    if (asset.kind == MediaKind::Image)
        image = loadImage(asset.path, pictureEdge);
    else if (asset.kind == MediaKind::Video)
        image = videoPoster(asset.path, pictureEdge, &stop);
    return image ? pictureHash(*image) : std::nullopt;
}

std::optional<AssetHashes> hashesOf(const UnhashedAsset &asset, const std::atomic_bool &stop)
{
    const auto stamp = FileStamp::of(asset.path);
    if (!stamp)
        return std::nullopt;
    const QFileInfo file(asset.path);
    AssetHashes hashes;
    hashes.number = asset.number;
    hashes.id = asset.id;
    hashes.bytes = file.size();
    hashes.modifiedAt = file.lastModified().toUTC();
    const QByteArray content = sha256Of(UploadBody::ofFile(asset.path, *stamp), stop);
    if (content.isEmpty())
        return std::nullopt;
    hashes.content = QString::fromLatin1(content.toHex());
    hashes.picture = pictureOf(asset, stop);
    return stop ? std::nullopt : std::optional(hashes);
}

} // namespace

PictureHashes::PictureHashes(Store &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    m_pool.setMaxThreadCount(1);
    connect(&store.news(), &LibraryNews::assetsAdded, this, &PictureHashes::look);
    connect(&store.news(), &LibraryNews::assetsChanged, this, &PictureHashes::look);
}

PictureHashes::~PictureHashes()
{
    m_stop = true;
    m_pool.clear();
    m_pool.waitForDone();
}

void PictureHashes::start()
{
    m_started = true;
    look();
}

void PictureHashes::setPaused(bool paused)
{
    m_paused = paused;
    m_stop = paused;
    if (!paused)
        look();
}

void PictureHashes::look()
{
    if (!m_started || m_paused)
        return;
    if (m_working) {
        m_again = true;
        return;
    }
    m_working = true;
    m_again = false;
    m_below = std::numeric_limits<qint64>::max();
    next();
}

void PictureHashes::next()
{
    using Unhashed = Expected<QList<UnhashedAsset>, Error>;
    whenDone(this, m_store.run([store = &m_store, below = m_below](QSqlDatabase &database) {
        return HashTable(database).unhashed(store->results(), below, atOnce);
    }),
             [this](const Unhashed &assets) {
                 if (!assets) {
                     qCWarning(lcLibrary) << "Nothing is hashed:" << assets.error().message;
                     end();
                 } else if (assets->isEmpty() || m_paused) {
                     end();
                 } else {
                     m_below = assets->constLast().number;
                     hash(*assets);
                 }
             });
}

void PictureHashes::hash(const QList<UnhashedAsset> &assets)
{
    whenDone(this,
             QtConcurrent::run(&m_pool,
                               [assets, stop = &m_stop] {
                                   giveWay();
                                   QList<AssetHashes> all;
                                   for (const UnhashedAsset &asset : assets) {
                                       if (*stop)
                                           break;
                                       if (auto hashes = hashesOf(asset, *stop))
                                           all.append(*hashes);
                                   }
                                   return all;
                               }),
             [this](const QList<AssetHashes> &hashes) { keep(hashes); });
}

void PictureHashes::keep(const QList<AssetHashes> &hashes)
{
    if (hashes.isEmpty()) {
        next();
        return;
    }
    whenDone(this, m_store.run([hashes](QSqlDatabase &database) {
        return HashTable(database).write(hashes);
    }),
             [this, hashes](const Expected<Done, Error> &kept) {
                 if (!kept) {
                     qCWarning(lcLibrary) << "Hashes are not kept:" << kept.error().message;
                     end();
                     return;
                 }
                 QList<AssetId> ids;
                 for (const AssetHashes &one : hashes)
                     ids.append(one.id);
                 Q_EMIT hashed(ids);
                 next();
             });
}

void PictureHashes::end()
{
    m_working = false;
    if (m_paused)
        return;
    if (m_again)
        look();
    else
        Q_EMIT finished();
}

} // namespace peregrine
