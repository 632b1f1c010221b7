#pragma once

#include "core/fal/storage/uploadmemory.h"

#include <QList>
#include <QPointer>

#include <utility>

namespace peregrine {

class FileUpload;

/// Which content is on its way right now, so that a second upload of it waits for the first.
class UploadsUnderWay
{
public:
    /// The upload that sends this content; nullptr when none does.
    [[nodiscard]] FileUpload *find(const UploadIdentity &identity);
    void add(const UploadIdentity &identity, FileUpload *upload);
    void remove(const FileUpload *upload);

private:
    QList<std::pair<UploadIdentity, QPointer<FileUpload>>> m_uploads;
};

} // namespace peregrine
