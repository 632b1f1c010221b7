#include "core/fal/storage/storageservice.h"

#include "core/fal/storage/fileupload.h"

namespace peregrine {

StorageService::StorageService(FalTransport &transport, QObject *parent)
    : FalService(transport, parent)
{ }

FileUpload *StorageService::upload(const QString &path)
{
    return new FileUpload(transport(), path, this);
}

} // namespace peregrine
