#pragma once

#include "core/http/httpresponder.h"
#include "core/localserver/models/modelregistry.h"
#include "core/localserver/thumbnails/thumbnailstore.h"

namespace peregrine::localserver {

/// v3.fal.media/files/thumbnails: the pictures that the catalogue names as thumbnail_url. Public,
/// as fal's are.
class ThumbnailsApi
{
public:
    /// The models must outlive this object; the HTTP server must have ended before.
    ThumbnailsApi(const ModelRegistry &models, int threads);

    /// A GET below the folder; 404 for what is no endpoint here.
    void handle(const HttpRequest &request, const HttpResponder &responder);

private:
    const ModelRegistry &m_models;
    ThumbnailStore m_store;
};

} // namespace peregrine::localserver
