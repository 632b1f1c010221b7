#include "core/fal/storage/storageservice.h"

#include "core/base/async.h"
#include "core/base/clock.h"
#include "core/fal/storage/fileupload.h"
#include "core/fal/storage/inputupload.h"
#include "core/fal/storage/lifecycleheaders.h"
#include "core/fal/storage/recentuploads.h"
#include "core/fal/storage/uploadmeans.h"

#include <utility>

namespace peregrine {

namespace {

/// Whether a file at the address is in the server's own keeping.
bool keepsFilesOf(const FalEnvironment &environment, const QUrl &url)
{
    if (!environment.mayExchangeFiles(url))
        return false;
    const QUrl &base = environment.base();
    if (base.isEmpty())
        return url.scheme() == QLatin1String("https") && url.port() < 0 && isCdnHost(url.host());
    return url.scheme() == base.scheme() && url.host() == base.host() && url.port() == base.port();
}

} // namespace

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

void StorageService::adopt(const QString &path, const QUrl &url)
{
    if (!keepsFilesOf(transport().environment(), url))
        return;
    const qint64 now = m_clock->now().toMSecsSinceEpoch();
    whenDone(this, m_hashes.look(FalFile::atPath(path), now), [this, url](const FileFacts &facts) {
        if (!facts.problem.isEmpty())
            return;
        const UploadIdentity identity{ownerOf(transport()),
                                      {},
                                      facts.body.size(),
                                      facts.contentType,
                                      lifecycleHeader(UploadOptions().lifecycle)};
        whenDone(this, m_hashes.hash(facts.body, FileHashes::Urgency::WhenIdle),
                 [this, url, identity](const QByteArray &sha256) {
                     if (sha256.isEmpty())
                         return;
                     RememberedUpload upload{identity, url, {}, m_clock->now()};
                     upload.identity.sha256 = sha256;
                     m_memory->remember(upload);
                 });
    });
}

InputUpload *StorageService::transformInput(const FalInput &input, const UploadOptions &options)
{
    return new InputUpload(*this, input, options, this);
}

} // namespace peregrine
