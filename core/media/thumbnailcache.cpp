#include "core/media/thumbnailcache.h"

#include "core/base/logging.h"
#include "core/media/thumbnailer.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QImageReader>
#include <QList>
#include <QSaveFile>

#include <algorithm>

namespace peregrine {

namespace {

/// Part of the key: raise it when thumbnails come to look different.
constexpr int cacheVersion = 1;
constexpr int jpegQuality = 88;
/// After pruning, this share of the limit is left, so that not every insertion prunes again.
constexpr double pruneShare = 0.8;
/// Pruning walks the folder; it is due after this share of the limit was written.
constexpr qint64 pruneInterval = 8;
constexpr qint64 secondsPerDay = 24 * 60 * 60;

struct CachedFile
{
    QString path;
    qint64 bytes;
    QDateTime used;
};

QList<CachedFile> filesIn(const QString &folder)
{
    QList<CachedFile> files;
    QDirIterator walk(folder, {QStringLiteral("*.thumb")}, QDir::Files,
                      QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        walk.next();
        const QFileInfo info = walk.fileInfo();
        files.append({info.filePath(), info.size(), info.lastModified()});
    }
    return files;
}

} // namespace

ThumbnailCache::ThumbnailCache(QString folder, qint64 maxBytes)
    : m_folder(std::move(folder))
    , m_maxBytes(maxBytes)
{ }

QString ThumbnailCache::pathFor(const QFileInfo &file) const
{
    const QString key = QStringLiteral("%1\n%2\n%3\n%4\n%5")
                            .arg(file.absoluteFilePath())
                            .arg(file.size())
                            .arg(file.lastModified().toMSecsSinceEpoch())
                            .arg(Thumbnailer::edge)
                            .arg(cacheVersion);
    const QString hash = QString::fromLatin1(
        QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256).toHex());
    return m_folder + u'/' + hash.left(2) + u'/' + hash.mid(2) + QStringLiteral(".thumb");
}

QImage ThumbnailCache::find(const QFileInfo &file) const
{
    if (m_folder.isEmpty())
        return {};
    QFile cached(pathFor(file));
    if (!cached.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
        return {};
    QImageReader reader(&cached);
    reader.setDecideFormatFromContent(true);
    const QSize size = reader.size();
    QImage image;
    if (std::max(size.width(), size.height()) <= Thumbnailer::edge)
        image = reader.read();
    if (image.isNull()) {
        cached.remove();
        return {};
    }
    // The modification time says when it was last used; a day's precision spares the disk.
    const QDateTime now = QDateTime::currentDateTime();
    if (cached.fileTime(QFileDevice::FileModificationTime).secsTo(now) > secondsPerDay)
        cached.setFileTime(now, QFileDevice::FileModificationTime);
    return image;
}

void ThumbnailCache::insert(const QFileInfo &file, const QImage &image)
{
    if (m_folder.isEmpty())
        return;
    const QString path = pathFor(file);
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile cached(path);
    const char *format = image.hasAlphaChannel() ? "PNG" : "JPEG";
    if (!cached.open(QIODevice::WriteOnly) || !image.save(&cached, format, jpegQuality)) {
        qCInfo(lcMedia) << "A thumbnail was not cached:" << cached.errorString();
        return; // QSaveFile removes its temporary file
    }
    const qint64 bytes = cached.size();
    if (!cached.commit())
        return;
    if (m_written.fetch_add(bytes) + bytes > m_maxBytes / pruneInterval)
        prune();
}

void ThumbnailCache::prune()
{
    if (m_folder.isEmpty())
        return;
    m_written = 0;
    QList<CachedFile> files = filesIn(m_folder);
    qint64 total = 0;
    for (const CachedFile &file : std::as_const(files))
        total += file.bytes;
    if (total <= m_maxBytes)
        return;
    std::sort(files.begin(), files.end(),
              [](const CachedFile &a, const CachedFile &b) { return a.used < b.used; });
    const auto wanted = static_cast<qint64>(static_cast<double>(m_maxBytes) * pruneShare);
    for (const CachedFile &file : std::as_const(files)) {
        if (total <= wanted)
            break;
        if (QFile::remove(file.path))
            total -= file.bytes;
    }
}

} // namespace peregrine
