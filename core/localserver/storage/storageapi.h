#pragma once

#include "core/localserver/apihandler.h"
#include "core/localserver/storage/uploadtickets.h"

namespace peregrine::localserver {

/// rest.fal.ai: announces uploads.
class StorageApi : public ApiHandler
{
public:
    StorageApi(const KeyCheck &keys, UploadTickets &tickets);

    void handle(HttpRequest request, HttpResponder responder) override;

private:
    [[nodiscard]] HttpResponse initiate(const HttpRequest &request);

    UploadTickets &m_tickets;
};

} // namespace peregrine::localserver
