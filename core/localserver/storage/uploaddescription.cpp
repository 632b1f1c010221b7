#include "core/localserver/storage/uploaddescription.h"

#include "core/localserver/storage/filestore.h"

namespace peregrine::localserver {

Expected<UploadDescription, HttpResponse> UploadDescription::fromHeaders(const HttpRequest &request)
{
    QByteArray header = request.header("x-fal-object-lifecycle");
    if (header.isEmpty())
        header = request.header("x-fal-object-lifecycle-preference");
    const Expected<ObjectLifecycle, QString> lifecycle = ObjectLifecycle::parse(header);
    if (!lifecycle)
        return Unexpected{HttpResponse::detail(400, lifecycle.error())};
    return UploadDescription{cleanContentType(request.header("content-type")),
                             QString::fromUtf8(request.header("x-fal-file-name")), *lifecycle};
}

} // namespace peregrine::localserver
