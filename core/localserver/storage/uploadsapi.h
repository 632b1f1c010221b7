#pragma once

#include "core/http/httphandler.h"
#include "core/localserver/storage/multipartsteps.h"
#include "core/localserver/storage/uploadtickets.h"

namespace peregrine::localserver {

/// v3.fal.media/upload: takes the uploads that were announced, whole (PUT {id}) or in parts (PUT
/// {id}/{n}, POST {id}/complete). No key is asked for: the address carries a token of the upload's
/// own.
class UploadsApi : public HttpHandler
{
public:
    UploadsApi(FileStore &files, const UploadTickets &tickets, const MultipartUploads &uploads,
               MultipartSteps &steps, qint64 maximumBytes);

    [[nodiscard]] HttpBodyPlan planBody(const HttpRequest &head) override;
    void handle(HttpRequest request, HttpResponder responder) override;

private:
    [[nodiscard]] HttpBodyPlan planWhole(const HttpRequest &head) const;
    [[nodiscard]] std::optional<UploadTickets::Ticket> ticketOf(const HttpRequest &request) const;
    [[nodiscard]] HttpResponse takeWhole(const HttpRequest &request);

    FileStore &m_files;
    const UploadTickets &m_tickets;
    const MultipartUploads &m_uploads;
    MultipartSteps &m_steps;
    qint64 m_maximumBytes;
};

} // namespace peregrine::localserver
