#include "core/media/picturefetch.h"

#include "core/base/async.h"
#include "core/base/logging.h"

#include <QLocale>

#include <utility>

namespace peregrine {

PictureFetch::PictureFetch(Thumbnailer &thumbnails, QString host, qint64 maxBytes, QObject *parent)
    : QObject(parent)
    , m_thumbnails(thumbnails)
    , m_host(std::move(host))
    , m_maxBytes(maxBytes)
{ }

PictureFetch::~PictureFetch()
{
    if (m_download) {
        m_download->disconnect(this);
        m_download->cancel();
    }
}

void PictureFetch::follow(Download *download)
{
    m_download = download;
    connect(download, &Download::progressed, this, &PictureFetch::progressed);
    connect(download, &Download::failed, this, &PictureFetch::fail);
    connect(download, &Download::succeeded, this, [this, download] {
        const DownloadedFile file = download->file();
        const QPointer<PictureFetch> self = this;
        Q_EMIT stored(file);
        if (self)
            decode(file);
    });
}

void PictureFetch::decode(const DownloadedFile &file)
{
    const QFuture<LoadedImage> decoded = file.info.kind == MediaKind::Video
        ? m_thumbnails.frame(file.path)
        : m_thumbnails.picture(file.path);
    whenDone(this, decoded, [this](const LoadedImage &image) {
        if (!image) {
            fail(image.error());
        } else if (!std::exchange(m_ended, true)) {
            deleteLater();
            Q_EMIT arrived(*image);
        }
    });
}

void PictureFetch::refuse(const Error &error)
{
    QMetaObject::invokeMethod(
        this,
        [this, error] {
            if (!std::exchange(m_ended, true)) {
                deleteLater();
                Q_EMIT failed(error);
            }
        },
        Qt::QueuedConnection);
}

QString PictureFetch::wordsFor(const Error &error) const
{
    switch (error.kind) {
    case Error::Kind::Network:
        return tr("%1 could not be reached, or the connection to it broke. Check the network "
                  "connection and try again.")
            .arg(m_host);
    case Error::Kind::Timeout:
        return tr("%1 did not send the picture in time. Try again later.").arg(m_host);
    case Error::Kind::NotFound:
        return tr("%1 has no picture at this address any more. Choose another one.").arg(m_host);
    case Error::Kind::Forbidden:
        return tr("%1 does not give out this picture. Its address may have expired.").arg(m_host);
    case Error::Kind::Media:
        return tr("What %1 sent cannot be drawn on: it is no picture that Peregrine can show, it "
                  "is "
                  "damaged, or it is too large (at most %2 are fetched).")
            .arg(m_host,
                 QLocale().formattedDataSize(m_maxBytes, 0, QLocale::DataSizeTraditionalFormat));
    case Error::Kind::Server:
        return tr("%1 could not send the picture. Try again later.").arg(m_host);
    default:
        return error.message;
    }
}

void PictureFetch::fail(const Error &error)
{
    if (std::exchange(m_ended, true))
        return;
    qCInfo(lcMedia) << "A picture was not fetched:" << error.message;
    Error told = error;
    told.message = wordsFor(error);
    deleteLater();
    Q_EMIT failed(told);
}

} // namespace peregrine
