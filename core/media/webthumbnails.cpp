#include "core/media/webthumbnails.h"

#include "core/base/async.h"
#include "core/base/logging.h"
#include "core/media/folderprune.h"

#include <QCryptographicHash>
#include <QDir>
#include <QtConcurrent>

namespace peregrine {

namespace {

/// Bytes of decoded pictures in memory.
constexpr qsizetype memoryBytes = 48LL * 1024 * 1024;

DownloadOptions impatient()
{
    DownloadOptions options;
    options.attempts = 1;
    options.idleTimeout = std::chrono::seconds(15);
    return options;
}

QString nameOf(const QUrl &url)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(url.toEncoded(), QCryptographicHash::Sha256).toHex().left(32));
}

} // namespace

WebThumbnails::WebThumbnails(QString folder, Thumbnailer &thumbnails, const QUrl &plainHttpBase,
                             QObject *parent)
    : QObject(parent)
    , m_folder(std::move(folder))
    , m_thumbnails(thumbnails)
    , m_plainHttpBase(plainHttpBase)
    , m_downloader(std::make_unique<AssetDownloader>(plainHttpBase, nullptr, impatient()))
    , m_pictures(memoryBytes)
{
    (void)QtConcurrent::run(pruneFolder, m_folder, folderBytes);
}

WebThumbnails::~WebThumbnails() = default;

void WebThumbnails::setPlainHttpBase(const QUrl &base)
{
    if (base == m_plainHttpBase)
        return;
    want({});
    m_plainHttpBase = base;
    m_missing.clear();
    m_downloader = std::make_unique<AssetDownloader>(base, nullptr, impatient());
}

QImage WebThumbnails::pictureOf(const QUrl &url) const
{
    const QImage *known = m_pictures.object(url);
    return known ? *known : QImage();
}

void WebThumbnails::want(const QList<QUrl> &urls)
{
    m_waiting.clear();
    for (const QUrl &url : urls) {
        if (url.isValid() && !m_pictures.contains(url) && !m_missing.contains(url)
            && !m_underWay.contains(url) && !m_waiting.contains(url))
            m_waiting.append(url);
    }
    const QHash<QUrl, QPointer<Download>> underWay = m_underWay;
    for (auto it = underWay.cbegin(); it != underWay.cend(); ++it) {
        if (*it && !urls.contains(it.key())) {
            (*it)->disconnect(this);
            (*it)->cancel();
            m_underWay.remove(it.key());
        }
    }
    next();
}

void WebThumbnails::next()
{
    while (m_underWay.size() < atOnce && !m_waiting.isEmpty()) {
        const QUrl url = m_waiting.takeFirst();
        const QString name = nameOf(url);
        const QStringList kept =
            QDir(m_folder).entryList({name + QStringLiteral(".*")}, QDir::Files);
        if (kept.isEmpty())
            fetch(url, name);
        else
            decode(url, m_folder + u'/' + kept.constFirst());
    }
}

void WebThumbnails::fetch(const QUrl &url, const QString &name)
{
    Download *download =
        m_downloader->fetch({url, QStringLiteral("image"), m_folder, name, maxBytes});
    m_underWay.insert(url, download);
    connect(download, &Download::succeeded, this,
            [this, url, download] { decode(url, download->file().path); });
    connect(download, &Download::failed, this, [this, url](const Error &error) {
        qCInfo(lcMedia) << "No thumbnail:" << error.message;
        m_missing.insert(url);
        settle(url);
    });
}

void WebThumbnails::decode(const QUrl &url, const QString &path)
{
    m_underWay.insert(url, nullptr);
    whenDone(this, m_thumbnails.thumbnail(path, MediaKind::Image),
             [this, url](const LoadedImage &image) {
                 if (image)
                     m_pictures.insert(url, new QImage(*image), image->sizeInBytes());
                 else
                     m_missing.insert(url);
                 settle(url);
             });
}

void WebThumbnails::settle(const QUrl &url)
{
    m_underWay.remove(url);
    if (m_pictures.contains(url))
        Q_EMIT arrived(url);
    next();
}

} // namespace peregrine
