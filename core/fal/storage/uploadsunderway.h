#pragma once

#include "core/fal/storage/uploadbody.h"
#include "core/fal/storage/uploadmemory.h"

#include <QList>
#include <QPointer>

namespace peregrine {

class FileUpload;

/// Which content is on its way right now, so that a second upload of it waits for the first.
class UploadsUnderWay
{
public:
    /// The upload that sends this content: of the same hash, or of the same unchanged file, whose
    /// hash need not be known. nullptr when none does.
    [[nodiscard]] FileUpload *find(const UploadIdentity &identity, const UploadBody &body) const;
    void add(const UploadIdentity &identity, const UploadBody &body, FileUpload *upload);
    void remove(const FileUpload *upload);

private:
    struct Entry
    {
        UploadIdentity identity;
        UploadBody body;
        QPointer<FileUpload> upload;
    };

    QList<Entry> m_uploads;
};

} // namespace peregrine
