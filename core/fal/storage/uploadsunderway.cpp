#include "core/fal/storage/uploadsunderway.h"

#include "core/fal/storage/fileupload.h"

namespace peregrine {

namespace {

bool isSameFile(const UploadBody &one, const UploadBody &other)
{
    return !one.path().isEmpty() && one.path() == other.path() && one.stamp() == other.stamp()
        && one.offset() == other.offset() && one.size() == other.size();
}

/// Whether the one upload's URL serves the other, both being of the same content.
bool isForSame(UploadIdentity one, const UploadIdentity &other)
{
    one.sha256 = other.sha256;
    return one == other;
}

} // namespace

FileUpload *UploadsUnderWay::find(const UploadIdentity &identity, const UploadBody &body) const
{
    for (const Entry &entry : m_uploads) {
        if (!entry.upload || entry.upload->hasSettled() || !isForSame(entry.identity, identity))
            continue;
        const bool sameHash =
            !identity.sha256.isEmpty() && entry.identity.sha256 == identity.sha256;
        if (sameHash || isSameFile(entry.body, body))
            return entry.upload;
    }
    return nullptr;
}

void UploadsUnderWay::add(const UploadIdentity &identity, const UploadBody &body,
                          FileUpload *upload)
{
    m_uploads.append({identity, body, upload});
}

void UploadsUnderWay::remove(const FileUpload *upload)
{
    m_uploads.removeIf(
        [upload](const Entry &entry) { return !entry.upload || entry.upload == upload; });
}

} // namespace peregrine
