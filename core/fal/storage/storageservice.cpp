#include "core/fal/storage/storageservice.h"

#include "core/base/clock.h"
#include "core/fal/storage/fileupload.h"
#include "core/fal/storage/inputupload.h"
#include "core/fal/storage/recentuploads.h"
#include "core/fal/storage/uploadmeans.h"

#include <utility>

namespace peregrine {

StorageService::StorageService(FalTransport &transport, std::shared_ptr<UploadMemory> memory,
                               std::shared_ptr<const Clock> clock, QObject *parent)
    : FalService(transport, parent)
    , m_memory(memory ? std::move(memory) : std::make_shared<RecentUploads>())
    , m_clock(clock ? std::move(clock) : std::make_shared<SystemClock>())
    , m_tokens(transport, m_clock)
{ }

StorageService::~StorageService()
{
    // They use the members below.
    qDeleteAll(findChildren<FalReply *>(QString(), Qt::FindDirectChildrenOnly));
}

UploadMeans StorageService::means()
{
    return {transport(), m_sender, m_tokens, m_hashes, m_underWay, m_memory, m_clock};
}

FileUpload *StorageService::upload(const FalFile &file, const UploadOptions &options)
{
    return new FileUpload(means(), file, options, this);
}

FileUpload *StorageService::upload(const QString &path, const UploadOptions &options)
{
    return upload(FalFile::atPath(path), options);
}

InputUpload *StorageService::transformInput(const FalInput &input, const UploadOptions &options)
{
    return new InputUpload(*this, input, options, this);
}

} // namespace peregrine
