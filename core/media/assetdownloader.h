#pragma once

#include "core/media/download.h"
#include "core/media/downloadoptions.h"
#include "core/media/downloadpolicy.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QThreadPool>

namespace peregrine {

/// Fetches result files. They are public at fal, so no request of it ever carries a key, a cookie
/// or a password. Streams to disk, so memory stays bounded; checks what it got on a worker before
/// the file gets its name. Lives in one thread, the one its downloads live in.
class AssetDownloader : public QObject
{
    Q_OBJECT

public:
    /// plainHttpBase: the base URL of the server in use when it is a plain http one on a loopback
    /// address; files may then come from its host and port, all others must come by https.
    explicit AssetDownloader(const QUrl &plainHttpBase = {}, QObject *parent = nullptr,
                             const DownloadOptions &options = {});
    /// Abandons its downloads.
    ~AssetDownloader() override;

    /// The download is a child of the downloader.
    Download *fetch(const DownloadRequest &request);

private:
    DownloadPolicy m_policy;
    DownloadOptions m_options;
    QThreadPool m_workers;
    QNetworkAccessManager m_network;
};

} // namespace peregrine
