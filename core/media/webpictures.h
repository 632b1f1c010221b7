#pragma once

#include "core/base/mediakind.h"
#include "core/media/assetdownloader.h"
#include "core/media/downloadoptions.h"
#include "core/media/downloadrequest.h"
#include "core/media/thumbnailer.h"

#include <QHash>
#include <QObject>
#include <QString>
#include <QUrl>

namespace peregrine {

class PictureFetch;

/// Whole pictures of addresses on the web, to be worked on: fetched without any key, checked, kept
/// in a folder that stays bounded. What was fetched in this run of the program is not fetched
/// again, unless its file has gone. Lives in one thread; decoding is the thumbnailer's.
class WebPictures : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 maxPictureBytes = 64LL * 1024 * 1024;
    static constexpr qint64 maxVideoBytes = 512LL * 1024 * 1024;
    static constexpr qint64 folderBytes = 1024LL * 1024 * 1024;

    /// The thumbnailer must outlive it.
    WebPictures(QString folder, Thumbnailer &thumbnails, QObject *parent = nullptr,
                const DownloadOptions &options = {});
    ~WebPictures() override;

    /// The base URL of the server in use, as in AssetDownloader: pictures come by https, or by
    /// plain http from there when it is on a loopback address.
    void setPlainHttpBase(const QUrl &base);
    /// Of a video a frame. The fetch is a child of this.
    PictureFetch *fetch(const QUrl &url, MediaKind kind);

private:
    [[nodiscard]] AssetDownloader &downloader();

    QString m_folder;
    Thumbnailer &m_thumbnails;
    DownloadOptions m_options;
    QUrl m_plainHttpBase;
    /// By base. One of an earlier base stays for the fetches that it has under way.
    QHash<QUrl, AssetDownloader *> m_downloaders;
    QHash<QUrl, DownloadedFile> m_kept;
};

} // namespace peregrine
