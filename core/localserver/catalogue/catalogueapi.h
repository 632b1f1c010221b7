#pragma once

#include "core/localserver/apihandler.h"
#include "core/localserver/catalogue/modellist.h"
#include "core/localserver/catalogue/pastrequests.h"
#include "core/localserver/catalogue/ratelimiter.h"
#include "core/localserver/catalogue/usagereports.h"

namespace peregrine::localserver {

/// api.fal.ai/v1, the platform API: models, prices, usage, requests, account. The server's one key
/// has every right, so it also stands for fal's ADMIN keys.
class CatalogueApi : public ApiHandler
{
public:
    struct Parts
    {
        const ModelRegistry &models;
        const RequestHistory &history;
        RequestQueue &queue;
        FileStore &files;
    };

    /// The parts must outlive it. callsPerMinute: 0: no limit.
    CatalogueApi(const KeyCheck &keys, const Parts &parts, int callsPerMinute,
                 std::shared_ptr<const Clock> clock);

    [[nodiscard]] HttpBodyPlan planBody(const HttpRequest &head) override;
    void handle(HttpRequest request, HttpResponder responder) override;

private:
    enum class Call;

    /// Nothing for a path that is none of ours.
    [[nodiscard]] static std::optional<Call> callOf(const QStringList &path);
    [[nodiscard]] static QByteArray methodOf(Call call);
    [[nodiscard]] bool mayCall(Call call, const HttpRequest &head) const;
    [[nodiscard]] HttpResponse answer(Call call, const HttpRequest &request);

    ModelList m_models;
    UsageReports m_reports;
    PastRequests m_requests;
    RateLimiter m_limiter;
};

} // namespace peregrine::localserver
