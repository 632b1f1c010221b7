#pragma once

#include "core/base/result.h"
#include "core/media/download.h"
#include "core/media/partfile.h"

#include <QThreadPool>

#include <functional>
#include <memory>

namespace peregrine {

/// The half that all downloads share: bytes in a part file become a checked file in place.
class FileDownload : public Download
{
    Q_OBJECT

public:
    FileDownload(const DownloadRequest &request, QThreadPool &workers, QObject *parent);
    ~FileDownload() override;

protected:
    using Step = std::function<Expected<Done, Error>(PartFile &)>;

    [[nodiscard]] const DownloadRequest &request() const { return m_request; }
    /// A new, empty part file; the one before is removed. False: it has failed.
    bool openPart();
    [[nodiscard]] PartFile &part() { return *m_part; }
    /// On a worker: calls write (may be empty), brings the bytes to the disk and checks what they
    /// are. Then succeeds, or calls rejected().
    void finishFile(const Step &write, const QString &expectedType);
    /// What was fetched is not what it should be. Fails, unless a subclass tries again.
    virtual void rejected(const Error &error);
    void stop() override;

private:
    void keepFile() override;
    void putInPlace(const MediaInfo &info);

    const DownloadRequest m_request;
    QThreadPool &m_workers;
    /// Shared with the worker; the last one to let go removes what is not kept.
    std::shared_ptr<PartFile> m_part;
};

} // namespace peregrine
