#pragma once

#include "core/fal/storage/uploadmemory.h"

namespace peregrine {

/// An upload memory that lasts as long as the program.
class RecentUploads final : public UploadMemory
{
public:
    static constexpr qsizetype maxUploads = 1000;

    QFuture<QList<RememberedUpload>> find(const UploadOwner &owner, qint64 size) override;
    void remember(const RememberedUpload &upload) override;
    void forget(const QUrl &url) override;

private:
    /// The newest last.
    QList<RememberedUpload> m_uploads;
};

} // namespace peregrine
