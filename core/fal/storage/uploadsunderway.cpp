#include "core/fal/storage/uploadsunderway.h"

#include "core/fal/storage/fileupload.h"

namespace peregrine {

FileUpload *UploadsUnderWay::find(const UploadIdentity &identity)
{
    for (const auto &[known, upload] : std::as_const(m_uploads)) {
        if (upload && !upload->hasSettled() && known == identity)
            return upload;
    }
    return nullptr;
}

void UploadsUnderWay::add(const UploadIdentity &identity, FileUpload *upload)
{
    m_uploads.append({identity, upload});
}

void UploadsUnderWay::remove(const FileUpload *upload)
{
    m_uploads.removeIf(
        [upload](const auto &entry) { return !entry.second || entry.second == upload; });
}

} // namespace peregrine
