#pragma once

#include "core/localserver/apihandler.h"
#include "core/localserver/storage/cdntokens.h"
#include "core/localserver/storage/multipartsteps.h"
#include "core/localserver/storage/uploadtickets.h"

namespace peregrine::localserver {

/// rest.fal.ai/storage: announces uploads, whole or in parts, in the ways of "fal-cdn-v3" and
/// "gcs", and gives out the CDN's tokens.
class StorageApi : public ApiHandler
{
public:
    StorageApi(const KeyCheck &keys, UploadTickets &tickets, MultipartUploads &uploads,
               MultipartSteps &steps, CdnTokens &tokens);

    void handle(HttpRequest request, HttpResponder responder) override;

private:
    [[nodiscard]] HttpResponse initiate(const HttpRequest &request);
    [[nodiscard]] HttpResponse initiateMultipart(const HttpRequest &request);
    [[nodiscard]] HttpResponse token(const HttpRequest &request);
    /// The two steps of gcs that carry the key.
    void continueMultipart(const HttpRequest &request, const HttpResponder &responder);

    UploadTickets &m_tickets;
    MultipartUploads &m_uploads;
    MultipartSteps &m_steps;
    CdnTokens &m_tokens;
};

} // namespace peregrine::localserver
