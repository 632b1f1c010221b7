#pragma once

#include "core/fal/storage/uploadmemory.h"

namespace peregrine {

class Store;

/// An upload memory in the library's database: the same file is not sent again after a restart
/// either. Keeps no key and no content, only hashes and URLs. What cannot be read or written goes
/// to the log and counts as forgotten.
class SqlUploadMemory final : public UploadMemory
{
public:
    static constexpr int maxUploads = 5000;

    /// The store must outlive it.
    explicit SqlUploadMemory(Store &store, int most = maxUploads);

    QFuture<QList<RememberedUpload>> find(const UploadOwner &owner, qint64 size) override;
    void remember(const RememberedUpload &upload) override;
    void forget(const QUrl &url) override;

private:
    Store &m_store;
    const int m_most;
};

} // namespace peregrine
