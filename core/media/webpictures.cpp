#include "core/media/webpictures.h"

#include "core/media/downloadpolicy.h"
#include "core/media/folderprune.h"
#include "core/media/picturefetch.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QtConcurrent>

#include <utility>

namespace peregrine {

namespace {

QString nameOf(const QUrl &url)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(url.toEncoded(), QCryptographicHash::Sha256).toHex().left(32));
}

} // namespace

WebPictures::WebPictures(QString folder, Thumbnailer &thumbnails, QObject *parent,
                         const DownloadOptions &options)
    : QObject(parent)
    , m_folder(std::move(folder))
    , m_thumbnails(thumbnails)
    , m_options(options)
{ }

WebPictures::~WebPictures()
{
    // They cancel downloads of the downloaders.
    qDeleteAll(findChildren<PictureFetch *>(Qt::FindDirectChildrenOnly));
}

void WebPictures::setPlainHttpBase(const QUrl &base)
{
    m_plainHttpBase = base;
}

AssetDownloader &WebPictures::downloader()
{
    AssetDownloader *&downloader = m_downloaders[m_plainHttpBase];
    if (!downloader)
        downloader = new AssetDownloader(m_plainHttpBase, this, m_options);
    return *downloader;
}

PictureFetch *WebPictures::fetch(const QUrl &url, MediaKind kind)
{
    const bool isVideo = kind == MediaKind::Video;
    const qint64 maxBytes = isVideo ? maxVideoBytes : maxPictureBytes;
    auto *fetch = new PictureFetch(m_thumbnails, url.host(), maxBytes, this);
    if (!DownloadPolicy(m_plainHttpBase).mayFetch(url)) {
        fetch->refuse(Error::media(tr("Pictures are fetched from https addresses only. Save this "
                                      "one on this computer and choose the file.")));
        return fetch;
    }
    const auto kept = m_kept.constFind(url);
    if (kept != m_kept.cend() && QFileInfo::exists(kept->path)) {
        fetch->decode(*kept);
        return fetch;
    }
    const QString type = isVideo ? QStringLiteral("video") : QStringLiteral("image");
    fetch->follow(downloader().fetch({url, type, m_folder, nameOf(url), maxBytes}));
    connect(fetch, &PictureFetch::stored, this, [this, url](const DownloadedFile &file) {
        m_kept.insert(url, file);
        (void)QtConcurrent::run(pruneFolder, m_folder, folderBytes);
    });
    return fetch;
}

} // namespace peregrine
