#pragma once

#include "core/media/filedownload.h"

namespace peregrine {

/// A "file" that came along in the answer as a data: URI (RFC 2397).
class DataUriDownload final : public FileDownload
{
    Q_OBJECT

public:
    /// Longer URIs are refused: an answer with one has been in memory more than once already.
    static constexpr qint64 maxUriBytes = 96LL * 1024 * 1024;

    DataUriDownload(const DownloadRequest &request, QThreadPool &workers, QObject *parent);
};

} // namespace peregrine
