#pragma once

#include "core/http/httphandler.h"
#include "core/localserver/storage/cdntokens.h"
#include "core/localserver/storage/multipartsteps.h"

namespace peregrine::localserver {

/// The CDN as fal's Python client uses it: v3.fal.media/files/upload for whole files,
/// files/upload/multipart and {access_url}/multipart/{uploadId}/... for files in parts. Every call
/// carries a token of CdnTokens.
class CdnApi : public HttpHandler
{
public:
    CdnApi(const CdnTokens &tokens, FileStore &files, MultipartUploads &uploads,
           MultipartSteps &steps, qint64 maximumBytes);

    [[nodiscard]] HttpBodyPlan planBody(const HttpRequest &head) override;
    void handle(HttpRequest request, HttpResponder responder) override;

private:
    enum class Step { None, Whole, Open, Part, Complete };

    [[nodiscard]] static Step stepOf(const HttpRequest &request);
    [[nodiscard]] static QString idIn(const HttpRequest &request);
    [[nodiscard]] HttpBodyPlan planWhole(const HttpRequest &head) const;
    [[nodiscard]] HttpResponse takeWhole(const HttpRequest &request);
    [[nodiscard]] HttpResponse open(const HttpRequest &request);

    const CdnTokens &m_tokens;
    FileStore &m_files;
    MultipartUploads &m_uploads;
    MultipartSteps &m_steps;
    qint64 m_maximumBytes;
};

} // namespace peregrine::localserver
