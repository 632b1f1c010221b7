#pragma once

#include "core/http/httphandler.h"
#include "core/localserver/storage/filestore.h"
#include "core/localserver/storage/uploadtickets.h"

namespace peregrine::localserver {

/// v3.fal.media: takes announced uploads and gives files out. No key is asked for: uploads carry
/// their ticket, and files are public to those who know their URL, as fal's are.
class FilesApi : public HttpHandler
{
public:
    static constexpr qint64 maximumUploadBytes = 2LL * 1024 * 1024 * 1024;

    FilesApi(FileStore &files, const UploadTickets &tickets);

    [[nodiscard]] HttpBodyPlan planBody(const HttpRequest &head) override;
    void handle(HttpRequest request, HttpResponder responder) override;

private:
    [[nodiscard]] static bool isUpload(const HttpRequest &request);
    [[nodiscard]] std::optional<UploadTickets::Ticket> ticketOf(const HttpRequest &request) const;
    [[nodiscard]] HttpResponse take(const HttpRequest &request);
    [[nodiscard]] HttpResponse give(const HttpRequest &request) const;

    FileStore &m_files;
    const UploadTickets &m_tickets;
};

} // namespace peregrine::localserver
