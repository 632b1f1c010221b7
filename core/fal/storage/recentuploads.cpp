#include "core/fal/storage/recentuploads.h"

#include "core/base/async.h"

namespace peregrine {

QFuture<QList<RememberedUpload>> RecentUploads::find(const UploadOwner &owner, qint64 size)
{
    QList<RememberedUpload> found;
    for (const RememberedUpload &upload : std::as_const(m_uploads)) {
        if (upload.identity.size == size && upload.identity.owner == owner)
            found.append(upload);
    }
    return readyFuture(std::move(found));
}

void RecentUploads::remember(const RememberedUpload &upload)
{
    m_uploads.removeIf(
        [&upload](const RememberedUpload &known) { return known.identity == upload.identity; });
    if (m_uploads.size() >= maxUploads)
        m_uploads.removeFirst();
    m_uploads.append(upload);
}

void RecentUploads::forget(const QUrl &url)
{
    m_uploads.removeIf([&url](const RememberedUpload &known) { return known.url == url; });
}

} // namespace peregrine
