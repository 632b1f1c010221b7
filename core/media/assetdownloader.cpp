#include "core/media/assetdownloader.h"

#include "core/media/datauridownload.h"
#include "core/media/httpdownload.h"

namespace peregrine {

AssetDownloader::AssetDownloader(const QUrl &plainHttpBase, QObject *parent,
                                 const DownloadOptions &options)
    : QObject(parent)
    , m_policy(plainHttpBase)
    , m_options(options)
{
    // Checking decodes pictures; one at a time leaves a core to the window.
    m_workers.setMaxThreadCount(1);
}

AssetDownloader::~AssetDownloader()
{
    // Before the members they use.
    qDeleteAll(findChildren<Download *>(Qt::FindDirectChildrenOnly));
    m_workers.waitForDone();
}

Download *AssetDownloader::fetch(const DownloadRequest &request)
{
    if (request.url.scheme() == QLatin1String("data"))
        return new DataUriDownload(request, m_workers, this);
    return new HttpDownload(request, m_policy, m_options, m_network, m_workers, this);
}

} // namespace peregrine
