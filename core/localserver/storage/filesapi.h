#pragma once

#include "core/localserver/keycheck.h"
#include "core/localserver/storage/cdnapi.h"
#include "core/localserver/storage/filestore.h"
#include "core/localserver/thumbnails/thumbnailsapi.h"

namespace peregrine::localserver {

/// v3.fal.media/files: gives files out. They are public to those who know their URL, as fal's are,
/// unless their lifecycle says that only the owner may have them. Uploads below it are the CDN
/// API's, pictures of the catalogue are the thumbnails API's.
class FilesApi : public HttpHandler
{
public:
    FilesApi(const KeyCheck &keys, const FileStore &files, CdnApi &cdn, ThumbnailsApi &thumbnails);

    [[nodiscard]] HttpBodyPlan planBody(const HttpRequest &head) override;
    void handle(HttpRequest request, HttpResponder responder) override;

private:
    [[nodiscard]] HttpResponse give(const HttpRequest &request) const;

    const KeyCheck &m_keys;
    const FileStore &m_files;
    CdnApi &m_cdn;
    ThumbnailsApi &m_thumbnails;
};

} // namespace peregrine::localserver
